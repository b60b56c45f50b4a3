package io.quorumeter.consensus.safety;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the safety monitor logs until this is closed. */
final class Logged extends Handler implements AutoCloseable {
    final List<String> messages = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getLogger(SafetyMonitor.class.getName());

    Logged() {
        logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord log) {
        messages.add(new SimpleFormatter().formatMessage(log));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}

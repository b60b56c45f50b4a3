package io.quorumeter.core;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What the engine logs during a test. */
final class LogWatch extends Handler implements BeforeEachCallback, AfterEachCallback {
    private final Logger logger = Logger.getLogger("io.quorumeter");
    private final List<LogRecord> logged = new CopyOnWriteArrayList<>();

    List<LogRecord> logged() {
        return logged;
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        logger.addHandler(this);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        logger.removeHandler(this);
    }

    @Override
    public void publish(LogRecord log) {
        logged.add(log);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}

package io.quorumeter.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas that move the same series are told of. */
class FeedersTest {
    private final Logger logger = Logger.getLogger("io.quorumeter");
    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord log) {
            logged.add(new SimpleFormatter().formatMessage(log));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
    }

    private static void feed(MetricsCollector collector, String prefix) {
        HotStuff2Events.on(collector, Samples.PROTOCOL, prefix, UnixClock.system());
    }

    @Test
    void secondReplicaUnderOnePrefix_isToldOnce() {
        MetricsCollector collector = Quorumeter.newCollector();
        feed(collector, "a_");
        assertThat(logged).isEmpty();
        feed(collector, "a_");
        feed(collector, "a_");
        assertThat(logged).singleElement().asString().contains("'a_'", "same series");
    }

    @Test
    void replicasWithCollectorsOrPrefixesOfTheirOwn_andThoseThatFeedNone_areFine() {
        MetricsCollector collector = Quorumeter.newCollector();
        feed(collector, "a_");
        feed(collector, "b_");
        feed(Quorumeter.newCollector(), "a_");
        HotStuff2Events.none();
        HotStuff2Events.none();
        assertThat(logged).isEmpty();
    }
}

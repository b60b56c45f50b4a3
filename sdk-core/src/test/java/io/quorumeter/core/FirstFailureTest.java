package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of somebody else's exceptions the first is logged with its trace. */
class FirstFailureTest {
    private final Logger logger = Logger.getLogger("io.quorumeter");
    private final List<LogRecord> logged = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord log) {
            logged.add(log);
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

    @Test
    void listener_thatThrowsAgainAndAgain_isLoggedOnceWithItsTrace() {
        MetricsCollector metrics = Quorumeter.newCollector();
        IllegalStateException thrown = new IllegalStateException("full");
        metrics.events().subscribe("alerts", Integer.class, event -> {
            throw thrown;
        });
        metrics.events().publish(1);
        metrics.events().publish(2);

        assertThat(metrics.flush(Duration.ofMinutes(1)).join().isComplete()).isTrue();
        assertThat(logged).singleElement().satisfies(log -> {
            assertThat(log.getMessage()).contains("'alerts'").contains("quorumeter_consumer_errors_total");
            assertThat(log.getThrown()).isSameAs(thrown);
        });
    }

    @Test
    void callback_thatThrowsAgainAndAgain_isLoggedOnceWithItsTrace() {
        MetricsCollector metrics = Quorumeter.newCollector();
        IllegalStateException thrown = new IllegalStateException("closed");
        metrics.gauge("pool_size").observe(() -> {
            throw thrown;
        });
        metrics.snapshot();
        metrics.snapshot();

        assertThat(logged).singleElement().satisfies(log -> {
            assertThat(log.getMessage()).contains("'pool_size'").contains("quorumeter_callback_failures_total");
            assertThat(log.getThrown()).isSameAs(thrown);
        });
    }
}

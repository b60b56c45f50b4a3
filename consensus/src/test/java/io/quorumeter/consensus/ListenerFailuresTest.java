package io.quorumeter.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListenerFailuresTest {
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

    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final HotStuff2Events events =
            HotStuff2Events.on(metrics, Protocol.basic().replicas(4));

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
        IllegalStateException thrown = new IllegalStateException("closed");
        for (String name : List.of("audit", "alerts")) {
            events.listen(name, new HotStuff2Listener() {
                @Override
                public void syncProgress(int blocks) {
                    throw thrown;
                }
            });
        }
        for (int i = 0; i < 3; i++) {
            events.syncProgress(1);
        }

        assertThat(logged)
                .hasSize(2)
                .allSatisfy(log -> assertThat(log.getThrown()).isSameAs(thrown));
        assertThat(logged.get(0).getMessage()).contains("'audit'").contains("quorumeter_consumer_errors_total");
        assertThat(logged.get(1).getMessage()).contains("'alerts'");
        assertThat(errors("audit")).isEqualTo(3);
        assertThat(errors("alerts")).isEqualTo(3);
        assertThat(events.listenerErrors()).isEqualTo(6);
    }

    @Test
    @SuppressWarnings("NullAway") // what is tested
    void eventWithANull_isLoggedOnceWithThePlaceOfTheCall_andCountsForWhoeverTakesIt() {
        events.validatorSetChanged(null);
        events.validatorSetChanged(null);
        events.syncRequested(null);

        assertThat(errors("validators")).isEqualTo(2);
        assertThat(errors("metrics")).isEqualTo(3);
        assertThat(logged).hasSize(2);
        assertThat(logged.get(0).getMessage()).startsWith("validatorSetChanged was called with a null");
        assertThat(logged.get(0).getThrown().getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(ListenerFailuresTest.class.getName()));
    }

    private double errors(String consumer) {
        return metrics.snapshot()
                .value("quorumeter_consumer_errors_total", "consumer", consumer)
                .orElse(0);
    }
}

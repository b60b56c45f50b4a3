package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Of somebody else's exceptions the first is logged with its trace. */
class FirstFailureTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

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
        assertThat(log.logged()).singleElement().satisfies(one -> {
            assertThat(one.getMessage()).contains("'alerts'").contains("quorumeter_consumer_errors_total");
            assertThat(one.getThrown()).isSameAs(thrown);
        });
    }

    @Test
    void valueThatIsNotANumber_isCountedAndLoggedOnce() {
        MetricsCollector metrics = Quorumeter.newCollector();
        metrics.gauge("fill_ratio").observe(() -> 0.0 / 0);
        metrics.gauge("share_ratio").derive(() -> 0.0 / 0);
        metrics.snapshot();
        metrics.snapshot();

        for (String name : List.of("fill_ratio", "share_ratio")) {
            assertThat(metrics.snapshot()
                            .value("quorumeter_callback_failures_total", "metric", name, "reason", "nan")
                            .orElse(0))
                    .isPositive();
            assertThat(metrics.snapshot()
                            .value("quorumeter_callback_failures_total", "metric", name, "reason", "exception"))
                    .hasValue(0);
            assertThat(log.logged())
                    .filteredOn(one -> one.getMessage().contains("'" + name + "' gave NaN"))
                    .hasSize(1);
        }
    }

    @Test
    void derivation_thatThrowsAgainAndAgain_isLoggedOnceWithItsTrace() {
        MetricsCollector metrics = Quorumeter.newCollector();
        IllegalStateException thrown = new IllegalStateException("closed");
        metrics.gauge("share_ratio").derive(() -> {
            throw thrown;
        });
        metrics.snapshot();
        metrics.snapshot();

        assertThat(log.logged())
                .singleElement()
                .satisfies(one -> assertThat(one.getThrown()).isSameAs(thrown));
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

        assertThat(log.logged()).singleElement().satisfies(one -> {
            assertThat(one.getMessage()).contains("'pool_size'").contains("quorumeter_callback_failures_total");
            assertThat(one.getThrown()).isSameAs(thrown);
        });
    }
}

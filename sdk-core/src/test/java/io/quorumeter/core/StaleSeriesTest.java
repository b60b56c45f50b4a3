package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quorumeter.Counter;
import io.quorumeter.Labels;
import io.quorumeter.MetricsCollector;
import io.quorumeter.snapshot.MetricsSnapshot.EndedSeries;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StaleSeriesTest {
    private final VirtualTime time = new VirtualTime();
    private final MetricsCollector metrics =
            time.collector().staleAfter(Duration.ofSeconds(10)).create();

    @Test
    void seriesByName_thatDoNotChange_end() {
        metrics.incrementCounter("errors_total", "peer", "quiet");
        metrics.recordHistogram("batch", 5, "peer", "quiet");
        metrics.setGauge("depth", 4.0, "peer", "quiet");
        time.run(Duration.ofSeconds(9));
        assertThat(metrics.snapshot().total("errors_total")).isEqualTo(1);
        time.run(Duration.ofSeconds(5));
        for (String family : new String[] {"errors_total", "batch", "depth"}) {
            assertThat(metrics.snapshot().family(family).orElseThrow().size())
                    .as(family)
                    .isZero();
        }
        assertThat(metrics.snapshot().ended())
                .extracting(EndedSeries::family)
                .containsExactlyInAnyOrder("errors_total", "batch", "depth");
    }

    @Test
    void seriesThatAreWrittenOrDeclared_stay() {
        Counter declared = metrics.counter("work_total").create();
        metrics.incrementCounter("mixed_total");
        metrics.counter("mixed_total").create();
        for (int i = 0; i < 5; i++) {
            metrics.incrementCounter("errors_total", "peer", "busy");
            metrics.recordHistogram("batch", 5);
            metrics.setGauge("depth", i);
            time.run(Duration.ofSeconds(6));
        }
        declared.increment();
        assertThat(metrics.snapshot().total("errors_total")).isEqualTo(5);
        assertThat(metrics.snapshot().total("batch")).isEqualTo(5);
        assertThat(metrics.snapshot().total("depth")).isEqualTo(4);
        assertThat(metrics.snapshot().total("work_total")).isEqualTo(1);
        assertThat(metrics.snapshot().total("mixed_total")).isEqualTo(1);
        assertThat(metrics.snapshot().ended()).isEmpty();
    }

    @Test
    void operation_thatNeverFails_keepsItsErrorsAsLongAsItself() {
        for (int i = 0; i < 5; i++) {
            metrics.timeOperation("run_seconds", Labels.of("peer", "a"), () -> {});
            metrics.timeOperation("all_seconds", Labels.of(), () -> {});
            time.run(Duration.ofSeconds(6));
        }
        metrics.timeOperation("run_seconds", Labels.of("peer", "b"), () -> {});
        assertThat(metrics.snapshot().ended()).isEmpty();
        time.run(Duration.ofSeconds(6));
        assertThat(metrics.snapshot().ended())
                .extracting(ended -> ended.labels().get("peer"))
                .containsExactlyInAnyOrder("a", "a", null, null);
        time.run(Duration.ofSeconds(6));
        assertThat(metrics.snapshot().family("run_seconds").orElseThrow().size())
                .isZero();
    }

    @Test
    void operation_afterTheEnd_beginsItsSeriesAnew() {
        metrics.timeOperation("run_seconds", Labels.of("peer", "a"), () -> {});
        time.run(Duration.ofSeconds(15));
        assertThat(metrics.snapshot().family("run_seconds").orElseThrow().size())
                .isZero();
        metrics.timeOperation("run_seconds", Labels.of("peer", "a"), () -> {});
        assertThat(metrics.snapshot().total("run_seconds")).isEqualTo(1);
        assertThat(metrics.snapshot().family("run_seconds").orElseThrow().size())
                .isEqualTo(2);
    }

    @Test
    void record_afterTheEnd_beginsTheSeriesAnew() {
        metrics.incrementCounterBy("errors_total", 7, Labels.of("peer", "a", "kind", "io"));
        metrics.incrementCounterBy("errors_total", 2, Labels.of("kind", "io", "peer", "a"));
        time.run(Duration.ofSeconds(15));
        assertThat(metrics.snapshot().total("errors_total")).isZero();
        metrics.incrementCounter("errors_total", Labels.of("peer", "a", "kind", "io"));
        metrics.incrementCounter("errors_total", Labels.of("kind", "io", "peer", "a"));
        metrics.incrementCounter("errors_total", Labels.of("kind", "io", "peer", "a"));
        assertThat(metrics.snapshot().total("errors_total")).isEqualTo(3);
        assertThat(metrics.snapshot().family("quorumeter_late_records_total")).isEmpty();
    }

    @Test
    void collector_thatWasNotAsked_endsNothingAndDoesNotTick() {
        VirtualTime other = new VirtualTime();
        MetricsCollector keeping = other.collector().create();
        keeping.incrementCounter("errors_total", "peer", "quiet");
        other.run(Duration.ofDays(1));
        assertThat(keeping.snapshot().total("errors_total")).isEqualTo(1);
        assertThat(other.started()).isZero();
    }

    @Test
    void time_thatIsNotPositive_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quorumeter.collector().staleAfter(Duration.ZERO))
                .withMessageContaining("PT0S");
    }
}

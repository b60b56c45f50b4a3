package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.quorumeter.Labels;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricsCollector;
import io.quorumeter.OperationTimer;
import io.quorumeter.Timer;
import io.quorumeter.snapshot.Distribution;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SampledTimerTest {
    private final AtomicLong clockReads = new AtomicLong();
    private final MetricsCollector metrics = collector(1);

    private MetricsCollector collector(double share) {
        return Quorumeter.collector()
                .config(MetricsConfig.parse(Map.of("metrics_sampling_rate", Double.toString(share))))
                .seed(7)
                .nanoTime(() -> clockReads.incrementAndGet() * 1_000)
                .create();
    }

    @Test
    void start_leftOut_readsNoClock() {
        Timer timer = metrics.timer("vote_seconds").sampled(0.1).create();
        clockReads.set(0);
        for (int i = 0; i < 10_000; i++) {
            timer.start().close();
            timer.end(timer.begin());
            timer.time(() -> {});
        }
        assertThat(clockReads.get()).isEven().isBetween(5_400L, 6_600L);
        assertThat(timer.count()).isCloseTo(30_000, within(3_000L));
    }

    @Test
    void everyWayToMeasure_isSampled() {
        Timer timer = metrics.timer("vote_seconds").sampled(0.25).create();
        clockReads.set(0);
        for (int i = 0; i < 10_000; i++) {
            timer.record(5);
            timer.record(Duration.ofNanos(5));
            timer.end(timer.begin(100), 105);
            timer.recordWithExemplar(5, 1, 2, 3);
        }
        assertThat(clockReads.get()).isZero();
        assertThat(timer.count()).isCloseTo(40_000, within(1_400L)).isNotEqualTo(40_000);
        Distribution kept = metrics.snapshot().distribution("vote_seconds").orElseThrow();
        assertThat(kept.count()).isEqualTo(timer.count());
        assertThat(kept.sum()).isCloseTo(timer.count() * 5e-9, within(1e-12));
        assertThat(metrics.snapshot().family("vote_seconds").orElseThrow().exemplar(0, 0))
                .isNotNull();
    }

    @Test
    void quantiles_areThoseOfWhatHappened() {
        Timer timer = metrics.timer("vote_seconds").sampled(0.3).create();
        for (int i = 0; i < 100_000; i++) {
            timer.record(i % 10 == 0 ? 50_000_000L : 1_000_000L);
        }
        Distribution kept = metrics.snapshot().distribution("vote_seconds").orElseThrow();
        assertThat(kept.quantile(0.5)).isCloseTo(0.001, within(0.00001));
        assertThat(kept.quantile(0.95)).isCloseTo(0.05, within(0.0005));
        assertThat((double) kept.countAtOrBelow(0.01) / kept.count()).isCloseTo(0.9, within(0.01));
    }

    @Test
    void whatIsRareAndMatters_isKeptWhole() {
        Timer timer = metrics.timer("vote_seconds").sampled(0.000_001).create();
        for (int i = 0; i < 100; i++) {
            timer.record(-1);
            timer.record(Duration.ofNanos(-1));
            timer.record(Duration.ofDays(1_000_000));
            timer.recordWithExemplar(-1, 1, 2, 3);
        }
        timer.record(10, 3);
        timer.recordWithExpectedInterval(35, 10);
        assertThat(timer.count()).isEqualTo(6);
        MetricsSnapshot snapshot = metrics.snapshot();
        String refused = "quorumeter_invalid_observations_total";
        assertThat(snapshot.value(refused, "metric", "vote_seconds", "reason", "negative"))
                .hasValue(300);
        assertThat(snapshot.value(refused, "metric", "vote_seconds", "reason", "overflow"))
                .hasValue(100);
    }

    @Test
    void family_saysThatItIsSampled() {
        metrics.timer("vote_seconds").help("Time to check a vote").sampled(0.1).create();
        metrics.timer("block_seconds").sampled(0.005).create();
        metrics.timer("all_seconds").help("Everything").sampled(1).create();
        MetricsSnapshot snapshot = metrics.snapshot();
        assertThat(help(snapshot, "vote_seconds"))
                .isEqualTo("Time to check a vote (estimated from 10% of the durations)");
        assertThat(help(snapshot, "block_seconds")).isEqualTo("(estimated from 0.5% of the durations)");
        assertThat(help(snapshot, "all_seconds")).isEqualTo("Everything");
        assertThat(snapshot.value("quorumeter_sampling_ratio", "metric", "vote_seconds"))
                .hasValue(0.1);
        assertThat(snapshot.family("quorumeter_sampling_ratio").orElseThrow().size())
                .isEqualTo(2);
    }

    @Test
    void help_afterNone_isTakenAndSaysTheShare() {
        metrics.timer("vote_seconds").sampled(0.1).create();
        assertThat(help(metrics.snapshot(), "vote_seconds")).isEqualTo("(estimated from 10% of the durations)");
        metrics.timer("vote_seconds").help("Time to check a vote").sampled(0.1).create();
        metrics.timer("vote_seconds").help("Something else").sampled(0.1).create();
        assertThat(help(metrics.snapshot(), "vote_seconds"))
                .isEqualTo("Time to check a vote (estimated from 10% of the durations)");
    }

    @Test
    void share_thatATimerLeavesToTheCollector_isTheSettings() {
        MetricsCollector quarter = collector(0.25);
        Timer left = quarter.timer("vote_seconds").sampled().create();
        Timer own = quarter.timer("block_seconds").sampled(0.5).create();
        Timer whole = quarter.timer("epoch_seconds").create();
        for (int i = 0; i < 1_000; i++) {
            left.record(1);
            own.record(1);
            whole.record(1);
        }
        MetricsSnapshot snapshot = quarter.snapshot();
        assertThat(snapshot.value("quorumeter_sampling_ratio", "metric", "vote_seconds"))
                .hasValue(0.25);
        assertThat(snapshot.value("quorumeter_sampling_ratio", "metric", "block_seconds"))
                .hasValue(0.5);
        assertThat(left.count() % 4).isZero();
        assertThat(left.count()).isBetween(700L, 1_300L).isNotEqualTo(1_000);
        assertThat(own.count() % 2).isZero();
        assertThat(whole.count()).isEqualTo(1_000);
        Timer unset = metrics.timer("vote_seconds").sampled().create();
        for (int i = 0; i < 1_000; i++) {
            unset.record(1);
        }
        assertThat(unset.count()).isEqualTo(1_000);
    }

    @Test
    void secondDeclaration_withAnotherShare_isRefused() {
        metrics.timer("vote_seconds").with("phase", "a").sampled(0.1).create();
        metrics.timer("vote_seconds").with("phase", "b").sampled(0.1).create();
        assertThatExceptionOfType(MetricDeclarationException.class)
                .isThrownBy(
                        () -> metrics.timer("vote_seconds").with("phase", "c").create())
                .withMessageContaining(
                        "'vote_seconds' was declared with the share 0.1 of its durations to keep, and now with 1");
        metrics.timer("block_seconds").create();
        assertThatExceptionOfType(MetricDeclarationException.class)
                .isThrownBy(() -> metrics.timer("block_seconds").sampled(0.5).create());
        assertThat(metrics.snapshot().value("quorumeter_sampling_ratio", "metric", "block_seconds"))
                .isEmpty();
    }

    @Test
    void recordsByName_ofASampledFamily_areSampledToo() {
        OperationTimer declared =
                metrics.timer("fetch_seconds").with("peer", "a").sampled(0.5).createOperation();
        clockReads.set(0);
        for (int i = 0; i < 1_000; i++) {
            metrics.timeOperation("fetch_seconds", Labels.of("peer", "b"), () -> {});
        }
        assertThat(declared.ok().count()).isZero();
        long counted = metrics.snapshot()
                .distribution("fetch_seconds", "peer", "b", "result", "ok")
                .orElseThrow()
                .count();
        assertThat(counted % 2).isZero();
        assertThat(counted).isBetween(850L, 1_150L).isNotEqualTo(1_000);
        assertThat(metrics.snapshot().total("quorumeter_sampling_ratio")).isEqualTo(0.5);
    }

    @Test
    void operation_leftOut_isLeftOutWhateverItsEnd() {
        OperationTimer operation = metrics.timer("fetch_seconds").sampled(0.5).createOperation();
        clockReads.set(0);
        for (int i = 0; i < 10_000; i++) {
            operation.start().fail();
            operation.time(() -> {});
        }
        assertThat(operation.ok().count() % 2).isZero();
        assertThat(operation.error().count()).isCloseTo(10_000, within(400L)).isNotEqualTo(10_000);
        assertThat(operation.ok().count()).isCloseTo(10_000, within(400L));
        assertThat(clockReads.get())
                .isEqualTo(operation.ok().count() + operation.error().count());
    }

    private static String help(MetricsSnapshot snapshot, String family) {
        return snapshot.family(family).orElseThrow().descriptor().help();
    }

    @Test
    void labels_ofASampledFamily_areSampledEachByItself() {
        assertThat(metrics.timer("vote_seconds").with("phase", "a").sampled(0.5).create())
                .isSameAs(metrics.timer("vote_seconds")
                        .with("phase", "a")
                        .sampled(0.5)
                        .create())
                .isNotSameAs(metrics.timer("vote_seconds")
                        .with("phase", "b")
                        .sampled(0.5)
                        .create());
        assertThat(metrics.snapshot().family("vote_seconds").orElseThrow().labels(1))
                .isEqualTo(Labels.of("phase", "b"));
    }
}

package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quorumeter.By2;
import io.quorumeter.Counter;
import io.quorumeter.CustomMetric;
import io.quorumeter.Gauge;
import io.quorumeter.Histogram;
import io.quorumeter.Indexed;
import io.quorumeter.Labels;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricLevel;
import io.quorumeter.Metrics;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.ValidatorSet;
import io.quorumeter.snapshot.Distribution;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LiveCollectorTest {
    private enum Phase {
        VOTE,
        VOTE2
    }

    private enum Result {
        ACCEPTED,
        TOO_LATE
    }

    private final AtomicLong now = new AtomicLong();
    private final MetricsCollector metrics =
            Quorumeter.collector().nanoTime(now::get).clock(() -> Instant.EPOCH).create();

    @Test
    void declaration_madeTwice_givesTheSameInstrument() {
        Counter first = metrics.counter("work_total").create();
        assertThat(metrics.counter("work_total").create()).isSameAs(first);
    }

    @Test
    void declaration_ofAnotherShape_isRefused() {
        metrics.counter("work_total").by("phase", Phase.class);
        assertThatExceptionOfType(MetricDeclarationException.class)
                .isThrownBy(() -> metrics.counter("work_total").create())
                .withMessageContaining("work_total")
                .withMessageContaining("phase");
        metrics.gauge("level").create();
        assertThatExceptionOfType(MetricDeclarationException.class)
                .isThrownBy(() -> metrics.histogram("level").create())
                .withMessageContaining("gauge");
        assertThatExceptionOfType(MetricDeclarationException.class)
                .isThrownBy(() -> metrics.gauge("level").observe(() -> 1))
                .withMessageContaining("recorded");
    }

    @Test
    void enumeratedSeries_allExistWithZeroFromTheStart() {
        By2<Phase, Result, Counter> votes =
                metrics.counter("votes_total").by("phase", Phase.class, "result", Result.class);
        assertThat(metrics.snapshot().family("votes_total").orElseThrow().size())
                .isEqualTo(4);
        votes.of(Phase.VOTE2, Result.TOO_LATE).increment();
        assertThat(metrics.snapshot().value("votes_total", "phase", "vote2", "result", "too_late"))
                .hasValue(1);
        assertThat(metrics.snapshot().total("votes_total")).isEqualTo(1);
    }

    @Test
    void family_aboveTheLevel_hasNoSeriesAndForgets() {
        Counter counter =
                metrics.counter("noise_total").level(MetricLevel.DETAILED).create();
        counter.increment();
        assertThat(counter.value()).isZero();
        assertThat(metrics.snapshot().family("noise_total")).isEmpty();
    }

    @Test
    void validatorSet_thatIsClosed_takesItsSeriesAlong() {
        ValidatorSet epoch1 = ValidatorSet.ofSize(4);
        Indexed<Counter> old = metrics.counter("seen_total").by("validator", epoch1);
        old.at(2).increment();
        old.at(99).increment();
        assertThat(metrics.snapshot().value("seen_total", "validator", "2")).hasValue(1);
        assertThat(metrics.snapshot().value("seen_total", "validator", "other")).hasValue(1);

        epoch1.close();
        ValidatorSet epoch2 = ValidatorSet.ofSize(2);
        Indexed<Counter> fresh = metrics.counter("seen_total").by("validator", epoch2);
        old.at(1).increment();
        fresh.at(1).increment(5);
        MetricsSnapshot snapshot = metrics.snapshot();
        assertThat(snapshot.family("seen_total").orElseThrow().size()).isEqualTo(3);
        assertThat(snapshot.value("seen_total", "validator", "1")).hasValue(5);
    }

    @Test
    void gauge_ofLongs_isExactBeyondTheRangeOfDoubles() {
        Gauge view = metrics.gauge("view").create();
        view.set((1L << 53) + 1);
        view.increment();
        assertThat(view.longValue()).isEqualTo((1L << 53) + 2);
        assertThat(metrics.snapshot().family("view").orElseThrow().wholeValue(0))
                .isEqualTo((1L << 53) + 2);
        view.set(0.5);
        assertThat(view.value()).isEqualTo(0.5);
        view.set(3L);
        assertThat(view.value()).isEqualTo(3);
    }

    @Test
    void badValues_areDroppedAndCountedByReason() {
        metrics.counter("work_total").create().increment(-1);
        metrics.gauge("level").create().set(Double.NaN);
        Histogram sizes = metrics.histogram("size_bytes").create();
        sizes.record(-1);
        sizes.record(Double.NaN);
        sizes.record(Double.POSITIVE_INFINITY);
        sizes.record(Long.MAX_VALUE);
        Timer timer = metrics.timer("wait_seconds").create();
        timer.record(-5);
        timer.record(Duration.ofDays(400 * 365));

        MetricsSnapshot snapshot = metrics.snapshot();
        assertThat(snapshot.total("work_total") + snapshot.total("size_bytes") + snapshot.total("wait_seconds"))
                .isZero();
        String family = "quorumeter_invalid_observations_total";
        assertThat(snapshot.value(family, "metric", "work_total", "reason", "negative"))
                .hasValue(1);
        assertThat(snapshot.value(family, "metric", "level", "reason", "nan")).hasValue(1);
        assertThat(snapshot.value(family, "metric", "size_bytes", "reason", "negative"))
                .hasValue(1);
        assertThat(snapshot.value(family, "metric", "size_bytes", "reason", "nan"))
                .hasValue(1);
        assertThat(snapshot.value(family, "metric", "size_bytes", "reason", "overflow"))
                .hasValue(2);
        assertThat(snapshot.value(family, "metric", "wait_seconds", "reason", "negative"))
                .hasValue(1);
        assertThat(snapshot.value(family, "metric", "wait_seconds", "reason", "overflow"))
                .hasValue(1);
    }

    @Test
    void histogram_takesTheWholeRange() {
        Histogram sizes = metrics.histogram("size_bytes").create();
        sizes.record(0);
        sizes.record(0x1p-40);
        sizes.record(0x1p-30);
        sizes.record(1L << 62);
        Timer timer = metrics.timer("wait_seconds").create();
        timer.record(0);
        timer.record(Long.MAX_VALUE);

        Distribution distribution =
                metrics.snapshot().distribution("size_bytes").orElseThrow();
        assertThat(distribution.count()).isEqualTo(4);
        assertThat(distribution.min()).isZero();
        assertThat(distribution.quantile(0.5)).isZero();
        assertThat(distribution.max()).isCloseTo(0x1p62, Percentage.withPercentage(1));
        assertThat(metrics.snapshot().distribution("wait_seconds").orElseThrow().max())
                .isCloseTo(Long.MAX_VALUE / 1e9, Percentage.withPercentage(1));
    }

    @Test
    void sum_beyondTheRangeOfLongs_goesOnAsADouble() {
        Histogram sizes = metrics.histogram("size_bytes").create();
        for (int i = 0; i < 10; i++) {
            sizes.record(1L << 62);
        }
        Distribution distribution =
                metrics.snapshot().distribution("size_bytes").orElseThrow();
        assertThat(distribution.sum()).isEqualTo(10 * 0x1p62);
        assertThat(distribution.merge(distribution).sum()).isEqualTo(20 * 0x1p62);
    }

    @Test
    void refusals_haveASeriesOnceTheyHappen() {
        String family = "quorumeter_invalid_observations_total";
        Gauge level = metrics.gauge("level").create();
        Histogram sizes = metrics.histogram("size_bytes").create();
        metrics.counter("work_total").create().increment();
        metrics.timer("wait_seconds").create().record(5);
        metrics.busyTime("busy_seconds_total").create().add(5);
        assertThat(metrics.snapshot().family(family)).isEmpty();
        sizes.record(-1);
        sizes.record(-2);
        assertThat(metrics.snapshot().family(family).orElseThrow().allLabels())
                .containsExactly(Labels.of("metric", "size_bytes", "reason", "negative"));
        assertThat(metrics.snapshot().total(family)).isEqualTo(2);
        level.set(Double.NaN);
        assertThat(metrics.snapshot().family(family).orElseThrow().size()).isEqualTo(2);
        assertThat(metrics.snapshot().total(family)).isEqualTo(3);
    }

    @Test
    void customCounter_thatIsNoNumber_isDroppedAndCounted() {
        metrics.recordCustomMetric(CustomMetric.counter("runs_total", Labels.of(), Double.NaN));
        metrics.recordCustomMetric(CustomMetric.counter("runs_total", Labels.of(), -0.5));
        MetricsSnapshot snapshot = metrics.snapshot();
        assertThat(snapshot.value("runs_total")).hasValue(0);
        String family = "quorumeter_invalid_observations_total";
        assertThat(snapshot.value(family, "metric", "runs_total", "reason", "nan"))
                .hasValue(1);
        assertThat(snapshot.value(family, "metric", "runs_total", "reason", "negative"))
                .hasValue(1);
    }

    @Test
    void timer_readsTheCollectorsClockOncePerEnd() {
        Timer timer = metrics.timer("wait_seconds").create();
        try (Timer.Sample running = timer.start()) {
            now.addAndGet(2_000_000_000L);
            running.close();
            now.addAndGet(5_000_000_000L);
        }
        Distribution distribution =
                metrics.snapshot().distribution("wait_seconds").orElseThrow();
        assertThat(distribution.count()).isEqualTo(1);
        assertThat(distribution.sum()).isEqualTo(2.0);
    }

    @Test
    void observedValues_areReadAtTheSnapshotAndKeepTheLastGoodOne() {
        AtomicLong size = new AtomicLong(4);
        metrics.gauge("pool_size").observe(size::get);
        metrics.gauge("pool_share_ratio").observe(() -> size.get() / 8.0);
        metrics.counter("flushes_total").observe(() -> {
            if (size.get() == 5) {
                throw new AssertionError("broken");
            }
            return size.get();
        });
        assertThat(metrics.snapshot().value("pool_size")).hasValue(4);
        assertThat(metrics.snapshot().value("pool_share_ratio")).hasValue(0.5);
        size.set(5);
        MetricsSnapshot failing = metrics.snapshot();
        assertThat(failing.value("flushes_total")).hasValue(4);
        assertThat(metrics.snapshot().total("quorumeter_callback_failures_total"))
                .isPositive();
    }

    @Test
    void callback_thatTakesASnapshot_failsAlone() {
        metrics.gauge("self_size").observe(() -> metrics.snapshot().families().size());
        metrics.counter("work_total").create().increment();
        assertThat(metrics.snapshot().value("work_total")).hasValue(1);
        assertThat(metrics.snapshot().total("quorumeter_callback_failures_total"))
                .isPositive();
    }

    @Test
    void infinitiesThatCancelOut_leaveTheGaugeAsItWas() {
        Gauge gauge = metrics.gauge("level").create();
        gauge.set(Double.POSITIVE_INFINITY);
        gauge.add(Double.NEGATIVE_INFINITY);
        assertThat(gauge.value()).isInfinite();
    }

    @Test
    void byName_onASeriesOfAValidatorSet_followsTheSet() {
        ValidatorSet first = ValidatorSet.ofSize(2);
        metrics.counter("seen_total").by("validator", first);
        metrics.incrementCounter("seen_total", "validator", "1");
        first.close();
        metrics.counter("seen_total").by("validator", ValidatorSet.ofSize(2));
        metrics.incrementCounter("seen_total", "validator", "1");
        assertThat(metrics.snapshot().value("seen_total", "validator", "1")).hasValue(1);
    }

    @Test
    void info_isAOneWithLabels() {
        metrics.info("node_info", "Build", Labels.of("version", "1.2", "variant", "basic"));
        assertThat(metrics.snapshot().value("node_info", "version", "1.2", "variant", "basic"))
                .hasValue(1);
    }

    @Test
    void collectors_shareNothing() {
        metrics.counter("work_total").create().increment();
        MetricsCollector other = Quorumeter.newCollector();
        assertThat(other.snapshot().family("work_total")).isEmpty();
        assertThat(other.counter("work_total").create().value()).isZero();
    }

    @Test
    void global_isThisEngine() {
        assertThat(Metrics.global().isEnabled()).isTrue();
        assertThat(Metrics.global()).isSameAs(Metrics.global());
    }
}

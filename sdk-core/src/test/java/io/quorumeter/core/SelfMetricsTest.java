package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.quorumeter.Bounds;
import io.quorumeter.Histogram;
import io.quorumeter.Indexed;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Summary;
import io.quorumeter.Timer;
import io.quorumeter.ValidatorSet;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SelfMetricsTest {
    private final MetricsCollector metrics =
            Quorumeter.collector().level(MetricLevel.DETAILED).create();

    @Test
    void observations_areCountedByFamily() {
        Histogram sizes = metrics.histogram("size_bytes").create();
        Timer waits = metrics.timer("wait_seconds").create();
        Summary summary = metrics.summary("age_seconds").create();
        sizes.record(3);
        sizes.record(0.5);
        sizes.record(-1);
        waits.record(5, 10);
        summary.record(1);
        metrics.recordHistogram("named_bytes", 7);
        assertThat(observations("size_bytes")).isEqualTo(2);
        assertThat(observations("wait_seconds")).isEqualTo(10);
        assertThat(observations("age_seconds")).isEqualTo(1);
        assertThat(observations("named_bytes")).isEqualTo(1);
    }

    @Test
    void observations_ofSeriesThatEnded_stayCounted() {
        ValidatorSet epoch = ValidatorSet.ofSize(3);
        Indexed<Timer> waits =
                metrics.timer("wait_seconds").bounds(Bounds.of(0.001, 0.01)).by("validator", epoch);
        Timer late = waits.at(1);
        waits.at(0).record(Duration.ofMillis(1));
        late.record(Duration.ofMillis(20));
        waits.at(2).record(Duration.ofMillis(30));
        assertThat(observations("wait_seconds")).isEqualTo(3);
        epoch.close();
        assertThat(observations("wait_seconds")).isEqualTo(3);
        assertThat(overflow("wait_seconds")).isEqualTo(2);
        late.record(Duration.ofMillis(20));
        assertThat(observations("wait_seconds")).isEqualTo(3);
        assertThat(metrics.snapshot().total("quorumeter_late_records_total")).isEqualTo(1);
    }

    @Test
    void overflow_countsWhatIsAboveTheHighestBound() {
        Histogram sizes =
                metrics.histogram("size_bytes").bounds(Bounds.of(10, 100)).create();
        sizes.record(100);
        assertThat(overflow("size_bytes")).isZero();
        sizes.record(150);
        sizes.record(1_000_000, 4);
        assertThat(overflow("size_bytes")).isEqualTo(5);
    }

    @Test
    void overflow_isOfTheBoundsThatTheFamilyWasGivenLast() {
        metrics.histogram("size_bytes").create().record(150);
        assertThat(overflow("size_bytes")).isZero();
        metrics.histogram("size_bytes").bounds(Bounds.of(10, 100)).create();
        assertThat(overflow("size_bytes")).isEqualTo(1);
    }

    @Test
    void details_ofSeriesThatNobodyRecordsTo_allocateNothing() {
        for (int i = 0; i < 500; i++) {
            metrics.recordHistogram("size_bytes", 1L << 40, "peer", "p" + i);
        }
        assertThat(overflow("size_bytes")).isEqualTo(500);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            metrics.read(snapshot -> snapshot.families().size());
            best = Math.min(best, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(best).isLessThan(50_000);
        metrics.recordHistogram("size_bytes", 1L << 41, "peer", "p7");
        assertThat(overflow("size_bytes")).isEqualTo(501);
    }

    @Test
    void details_costNothingBelowTheirLevel() {
        MetricsCollector standard = Quorumeter.newCollector();
        standard.histogram("size_bytes").create().record(1);
        assertThat(standard.snapshot().family("quorumeter_observations_total")).isEmpty();
        assertThat(standard.snapshot().family("quorumeter_bucket_overflow_total"))
                .isEmpty();
    }

    private double observations(String family) {
        return metrics.snapshot()
                .value("quorumeter_observations_total", "metric", family)
                .orElseThrow();
    }

    private double overflow(String family) {
        return metrics.snapshot()
                .value("quorumeter_bucket_overflow_total", "metric", family)
                .orElseThrow();
    }
}

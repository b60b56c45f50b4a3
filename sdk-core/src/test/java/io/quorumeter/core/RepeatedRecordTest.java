package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.quorumeter.Histogram;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.snapshot.Distribution;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatedRecordTest {
    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final Histogram histogram = metrics.histogram("batch").create();
    private final Timer timer = metrics.timer("wait_seconds").create();

    @Test
    void record_withACount_isThatManyRecords() {
        histogram.record(5, 3);
        histogram.record(5);
        histogram.record(7, 0);
        timer.record(1_000, 1_000_000_000_000L);
        assertThat(batch().count()).isEqualTo(4);
        assertThat(batch().exactSum()).isEqualTo(20);
        assertThat(waits().count()).isEqualTo(1_000_000_000_000L);
        assertThat(waits().exactSum()).isEqualTo(1_000_000_000_000_000L);
    }

    @Test
    void record_withACountWhoseSumIsBeyondALong_keepsTheSumAsADouble() {
        histogram.record(1L << 62, 1_000);
        assertThat(batch().count()).isEqualTo(1_000);
        assertThat(batch().sum()).isEqualTo(0x1p62 * 1_000);
    }

    @Test
    void record_withANegativeCount_isDroppedAndCounted() {
        histogram.record(5, -1);
        timer.record(5, -1);
        assertThat(batch().count()).isZero();
        assertThat(waits().count()).isZero();
        assertThat(metrics.snapshot().total("quorumeter_invalid_observations_total"))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void recordWithExpectedInterval_recordsWhatHdrHistogramRecords(long seed) {
        Random random = new Random(seed);
        var oracle = new org.HdrHistogram.Histogram(2);
        long sum = 0;
        for (int i = 0; i < 200; i++) {
            long value = (long) Math.exp(random.nextDouble() * 17);
            long interval = (long) Math.exp(random.nextDouble() * 12) - 1;
            histogram.recordWithExpectedInterval(value, interval);
            timer.recordWithExpectedInterval(value, interval);
            oracle.recordValueWithExpectedInterval(value, interval);
            sum += value;
            for (long missing = value - interval; interval > 0 && missing >= interval; missing -= interval) {
                sum += missing;
            }
        }
        for (Distribution recorded : new Distribution[] {batch(), waits()}) {
            assertThat(recorded.count()).as("seed %d", seed).isEqualTo(oracle.getTotalCount());
            assertThat(recorded.exactSum()).as("seed %d", seed).isEqualTo(sum);
        }
        for (int percent = 0; percent <= 100; percent += 5) {
            assertThat(batch().quantile(percent / 100.0))
                    .as("seed %d, %d %%", seed, percent)
                    .isCloseTo((double) oracle.getValueAtPercentile(percent), withPercentage(1));
        }
    }

    @Test
    void recordWithExpectedInterval_ofACenturyAtANanosecond_ends() {
        timer.recordWithExpectedInterval(1L << 62, 1);
        assertThat(waits().count()).isEqualTo(1L << 62);
    }

    @Test
    void recordWithExpectedInterval_outOfRange_recordsNothing() {
        histogram.recordWithExpectedInterval(-5, 1);
        histogram.recordWithExpectedInterval(Long.MAX_VALUE, 1);
        assertThat(batch().count()).isZero();
    }

    private Distribution batch() {
        return metrics.snapshot().distribution("batch").orElseThrow();
    }

    private Distribution waits() {
        return metrics.snapshot().distribution("wait_seconds").orElseThrow();
    }
}

package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.Histogram;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.snapshot.Distribution;
import io.quorumeter.spi.Buckets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramRangeTest {
    private static final Percentage ONE_PERCENT = Percentage.withPercentage(1);
    private static final double[] QUANTILES = {0, 0.001, 0.1, 0.5, 0.75, 0.99, 0.9999, 1};
    private static final int VALUES = 20_000;

    private final MetricsCollector metrics = Quorumeter.newCollector();

    @Test
    void durations_fromOneNanosecondTo292Years_areEachWithinOnePercent() {
        LongStream edges = LongStream.rangeClosed(0, 62)
                .flatMap(bit -> LongStream.of((1L << bit) - 1, 1L << bit, (1L << bit) + 1, 3L << bit >>> 1));
        long[] durations = LongStream.concat(edges, LongStream.of(Long.MAX_VALUE - 1, Long.MAX_VALUE))
                .filter(nanos -> nanos > 0)
                .toArray();
        for (int i = 0; i < durations.length; i++) {
            metrics.timer("wait_seconds")
                    .with("i", Integer.toString(i))
                    .create()
                    .record(durations[i]);
        }
        for (int i = 0; i < durations.length; i++) {
            Distribution one = metrics.snapshot()
                    .distribution("wait_seconds", "i", Integer.toString(i))
                    .orElseThrow();
            assertIsAbout(one, durations[i] / 1e9);
            assertThat(one.exactSum()).isEqualTo(durations[i]);
        }
    }

    @Test
    void values_from2ToTheMinus30To2ToThe62_areEachWithinOnePercent() {
        double[] values = DoubleStream.iterate(
                        Buckets.MIN_VALUE, value -> value <= Buckets.MAX_VALUE, value -> value * 2)
                .flatMap(value -> DoubleStream.of(value, Math.nextUp(value), value * 1.5, Math.nextDown(value * 2)))
                .filter(value -> value <= Buckets.MAX_VALUE)
                .toArray();
        for (int i = 0; i < values.length; i++) {
            metrics.histogram("size").with("i", Integer.toString(i)).create().record(values[i]);
        }
        for (int i = 0; i < values.length; i++) {
            Distribution one = metrics.snapshot()
                    .distribution("size", "i", Integer.toString(i))
                    .orElseThrow();
            assertIsAbout(one, values[i]);
            assertThat(one.sum()).isEqualTo(values[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void quantilesOfDurations_overTheWholeRange_areWithinOnePercentOfTheSortedOnes(long seed) {
        Random random = new Random(seed);
        Timer timer = metrics.timer("wait_seconds").create();
        double[] recorded = new double[VALUES];
        for (int i = 0; i < VALUES; i++) {
            long nanos = Math.max(1, random.nextLong() >>> (1 + random.nextInt(63)));
            timer.record(nanos);
            recorded[i] = nanos / 1e9;
        }
        assertQuantiles("wait_seconds", recorded, seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void quantilesOfValues_overTheWholeRange_areWithinOnePercentOfTheSortedOnes(long seed) {
        Random random = new Random(seed);
        DoubleSupplier shape = seed % 2 == 0
                ? () -> Math.scalb(1 + random.nextDouble(), random.nextInt(92) - 30)
                : () -> Math.max(Buckets.MIN_VALUE, Math.min(Buckets.MAX_VALUE, Math.exp(12 * random.nextGaussian())));
        Histogram histogram = metrics.histogram("size").create();
        double[] recorded = new double[VALUES];
        for (int i = 0; i < VALUES; i++) {
            recorded[i] = shape.getAsDouble();
            histogram.record(recorded[i]);
        }
        assertQuantiles("size", recorded, seed);
    }

    private void assertQuantiles(String family, double[] recorded, long seed) {
        Arrays.sort(recorded);
        Distribution read = metrics.snapshot().distribution(family).orElseThrow();
        assertThat(read.count()).isEqualTo(recorded.length);
        assertThat(read.sum()).isCloseTo(Arrays.stream(recorded).sum(), Percentage.withPercentage(1e-6));
        for (double q : QUANTILES) {
            assertThat(read.quantile(q))
                    .as("quantile %s, seed %d", q, seed)
                    .isCloseTo(recorded[(int) Math.max(0, Math.ceil(q * recorded.length) - 1)], ONE_PERCENT);
        }
    }

    private static void assertIsAbout(Distribution one, double value) {
        assertThat(one.count()).as("count of %s", value).isEqualTo(1);
        assertThat(one.quantile(0.5)).isCloseTo(value, ONE_PERCENT);
        assertThat(one.min()).isCloseTo(value, ONE_PERCENT).isLessThanOrEqualTo(value * (1 + 1e-12));
        assertThat(one.max()).isCloseTo(value, ONE_PERCENT);
    }
}

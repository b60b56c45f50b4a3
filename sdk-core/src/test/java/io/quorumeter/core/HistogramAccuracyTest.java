package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.snapshot.Distribution;
import java.util.Arrays;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HistogramAccuracyTest {
    private static final double[] QUANTILES = {0, 0.01, 0.25, 0.5, 0.9, 0.99, 0.999, 1};

    static LongStream fiftySeeds() {
        return LongStream.rangeClosed(1, 50);
    }

    @ParameterizedTest
    @MethodSource("fiftySeeds")
    void quantiles_areWithinOnePercentOfTheSortedValues(long seed) {
        Random random = new Random(seed);
        LongUnaryOperator shape = shape(random, (int) (seed % 7));
        long[] values = new long[seed % 7 == 6 ? 1 : 20_000];
        MetricsCollector metrics = Quorumeter.newCollector();
        Timer timer = metrics.timer("wait_seconds").create();
        Histogram hdr = new Histogram(Long.MAX_VALUE / 2, 2);
        for (int i = 0; i < values.length; i++) {
            values[i] = shape.applyAsLong(i);
            timer.record(values[i]);
            hdr.recordValue(values[i]);
        }
        Arrays.sort(values);

        Distribution distribution =
                metrics.snapshot().distribution("wait_seconds").orElseThrow();
        assertThat(distribution.exactSum())
                .as("seed %d", seed)
                .isEqualTo(Arrays.stream(values).sum());
        for (double q : QUANTILES) {
            long exact = values[(int) Math.max(0, Math.ceil(q * values.length) - 1)];
            assertThat(distribution.quantile(q) * 1e9)
                    .as("quantile %s, seed %d", q, seed)
                    .isCloseTo((double) exact, Percentage.withPercentage(1))
                    .isCloseTo((double) hdr.getValueAtPercentile(100 * q), Percentage.withPercentage(1));
        }
    }

    private static LongUnaryOperator shape(Random random, int kind) {
        long scale = 1L << (5 + random.nextInt(30));
        return switch (kind) {
            case 0 -> i -> scale;
            case 1 -> i -> 1 + (long) (random.nextDouble() * scale);
            case 2 -> i -> i % 10 == 0 ? scale * 50 + random.nextInt(1000) : scale;
            case 3 -> i -> 1 + (long) (scale * Math.exp(2 * random.nextGaussian()));
            case 4 -> i -> (long) Math.min(0x1p61, scale / Math.pow(1 - random.nextDouble(), 1.5)); // Pareto: no mean
            case 5 -> i -> i % 1_000 == 999 ? scale * 1_000 : random.nextInt(3); // hardly anything, and seldom much
            default -> i -> scale + random.nextInt(1_000);
        };
    }
}

package io.quorumeter.snapshot;

import io.quorumeter.spi.Buckets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Values with their exact order, and the distribution that a histogram would make of them. */
final class Samples {
    private final double[] sorted;
    private final Distribution distribution;

    private Samples(double[] sorted, Distribution distribution) {
        this.sorted = sorted;
        this.distribution = distribution;
    }

    static final double PER_SECOND = 1e9;

    /** Whole numbers over many powers of two, some of them often. */
    static long[] whole(Random random, int size) {
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextInt(5) == 0 ? random.nextInt(4) : random.nextLong() >>> (20 + random.nextInt(44));
        }
        return values;
    }

    static Samples of(long[] raw, double perUnit) {
        double[] sorted = Arrays.stream(raw)
                .sorted()
                .mapToDouble(value -> value / perUnit)
                .toArray();
        TreeMap<Integer, Long> buckets = new TreeMap<>();
        for (long value : raw) {
            buckets.merge(Buckets.indexOf(value), 1L, Long::sum);
        }
        return new Samples(sorted, distribution(buckets, Arrays.stream(raw).sum(), 0, perUnit));
    }

    static Samples of(double[] values) {
        TreeMap<Integer, Long> buckets = new TreeMap<>();
        for (double value : values) {
            buckets.merge(Buckets.indexOf(value), 1L, Long::sum);
        }
        return new Samples(
                Arrays.stream(values).sorted().toArray(),
                distribution(buckets, 0, Arrays.stream(values).sum(), 1));
    }

    Distribution distribution() {
        return distribution;
    }

    int size() {
        return sorted.length;
    }

    double value(int rank) {
        return sorted[rank];
    }

    /** The exact order statistic: the smallest value that at least the share {@code q} of all does not exceed. */
    double quantile(double q) {
        int rank = Math.max(1, (int) Math.ceil(q * sorted.length));
        return sorted[rank - 1];
    }

    long countAtOrBelow(double bound) {
        return Arrays.stream(sorted).filter(value -> value <= bound).count();
    }

    private static Distribution distribution(
            Map<Integer, Long> buckets, long wholeSum, double fractionSum, double perUnit) {
        return Distribution.of(
                buckets.keySet().stream().mapToInt(Integer::intValue).toArray(),
                buckets.values().stream().mapToLong(Long::longValue).toArray(),
                wholeSum,
                fractionSum,
                perUnit);
    }
}

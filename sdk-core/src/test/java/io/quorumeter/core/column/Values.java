package io.quorumeter.core.column;

import io.quorumeter.snapshot.Distribution;
import io.quorumeter.spi.Buckets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Distributions of given whole numbers. */
final class Values {
    private Values() {}

    static Distribution of(long... values) {
        return distribution(values, 1);
    }

    static Distribution distribution(long[] raw, double perUnit) {
        Map<Integer, Long> buckets = Arrays.stream(raw)
                .boxed()
                .collect(Collectors.groupingBy(value -> Buckets.indexOf(value), TreeMap::new, Collectors.counting()));
        return Distribution.of(
                buckets.keySet().stream().mapToInt(Integer::intValue).toArray(),
                buckets.values().stream().mapToLong(Long::longValue).toArray(),
                Arrays.stream(raw).sum(),
                0,
                perUnit);
    }

    /** Fewer than {@code most} numbers over many powers of two, some of them often. */
    static long[] random(Random random, int most) {
        return random.longs(random.nextInt(most))
                .map(value -> random.nextInt(5) == 0 ? value & 3 : value >>> (20 + random.nextInt(44)))
                .toArray();
    }
}

package io.quorumeter.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.quorumeter.Bounds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionTest {
    private static final Percentage ONE_PERCENT = Percentage.withPercentage(1);
    private static final double[] QUANTILES = {0, 0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1};

    private static Distribution empty() {
        return Distribution.of(new int[0], new long[0], 0, 0, 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void quantile_anySample_isWithinOnePercentOfTheOrderStatistic(long seed) {
        Random random = new Random(seed);
        double perUnit = seed % 2 == 0 ? 1 : Samples.PER_SECOND;
        Samples samples = Samples.of(Samples.whole(random, 1 + random.nextInt(3000)), perUnit);
        for (double q : QUANTILES) {
            assertThat(samples.distribution().quantile(q))
                    .as("seed %d: quantile %s of %d", seed, q, samples.size())
                    .isCloseTo(samples.quantile(q), ONE_PERCENT);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void quantile_fractions_isWithinOnePercentOfTheOrderStatistic(long seed) {
        Random random = new Random(seed);
        Samples samples = Samples.of(random.doubles(2000)
                .map(u -> Math.scalb(1 + u, random.nextInt(40) - 25))
                .toArray());
        for (double q : QUANTILES) {
            assertThat(samples.distribution().quantile(q))
                    .as("seed %d: quantile %s", seed, q)
                    .isCloseTo(samples.quantile(q), ONE_PERCENT);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aggregates_anySample_areThoseOfTheValues(long seed) {
        long[] raw = Samples.whole(new Random(seed), 2000);
        Samples samples = Samples.of(raw, Samples.PER_SECOND);
        Distribution distribution = samples.distribution();
        assertThat(distribution.count()).as("seed %d", seed).isEqualTo(2000);
        assertThat(distribution.exactSum())
                .as("seed %d", seed)
                .isEqualTo(Arrays.stream(raw).sum());
        assertThat(distribution.sum())
                .as("seed %d", seed)
                .isEqualTo(Arrays.stream(raw).sum() / 1e9);
        assertThat(distribution.mean()).as("seed %d", seed).isEqualTo(distribution.sum() / 2000);
        assertThat(distribution.min()).as("seed %d", seed).isCloseTo(samples.quantile(0), ONE_PERCENT);
        assertThat(distribution.max()).as("seed %d", seed).isCloseTo(samples.quantile(1), ONE_PERCENT);
        assertThat(distribution.min()).as("seed %d", seed).isLessThanOrEqualTo(samples.quantile(0));
        assertThat(distribution.max()).as("seed %d", seed).isGreaterThanOrEqualTo(samples.quantile(1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void countAtOrBelow_anyBound_isExactToItsBucket(long seed) {
        Random random = new Random(seed);
        double perUnit = seed % 2 == 0 ? 1 : Samples.PER_SECOND;
        Samples samples = Samples.of(Samples.whole(random, 1000), perUnit);
        for (int i = 0; i < 200; i++) {
            double bound = random.nextBoolean()
                    ? samples.value(random.nextInt(1000))
                    : Math.scalb(random.nextDouble(), random.nextInt(40)) / perUnit;
            assertThat(samples.distribution().countAtOrBelow(bound))
                    .as("seed %d: at or below %s", seed, bound)
                    .isBetween(
                            samples.countAtOrBelow(bound),
                            samples.countAtOrBelow(bound * (1 + 1 / 128.0) + 0x1p-30 / perUnit));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 15, 63, 245, 1000})
    void countAtOrBelow_secondsThatAreNotExactInBinary_doesNotLoseTheBound(long start) {
        for (long nanos = start; nanos <= 8_388_608_000L; nanos *= 2) {
            Distribution one =
                    Samples.of(new long[] {nanos}, Samples.PER_SECOND).distribution();
            assertThat(one.countAtOrBelow(nanos / 1e9)).as("%d ns", nanos).isEqualTo(1);
            assertThat(one.countAtOrBelow(nanos / 1e9 * 0.99))
                    .as("%d ns", nanos)
                    .isZero();
            assertThat(one.countsAtOrBelow(Bounds.processing(), new long[24])[23])
                    .isEqualTo(1);
        }
    }

    @Test
    void countAtOrBelow_edges_areNoneAndAll() {
        Distribution some =
                Samples.of(new long[] {0, 1, 2, 3, Long.MAX_VALUE >> 2}, 1).distribution();
        assertThat(some.countAtOrBelow(-1)).isZero();
        assertThat(some.countAtOrBelow(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(some.countAtOrBelow(Double.NaN)).isZero();
        assertThat(some.countAtOrBelow(0)).isEqualTo(1);
        assertThat(some.countAtOrBelow(2)).isEqualTo(3);
        assertThat(some.countAtOrBelow(2.9)).isEqualTo(3);
        assertThat(some.countAtOrBelow(Double.POSITIVE_INFINITY)).isEqualTo(5);
    }

    @Test
    void countsAtOrBelow_manyBounds_areThoseOfEach() {
        Samples samples = Samples.of(Samples.whole(new Random(1), 1000), 1);
        Bounds bounds = Bounds.doubling(1, 40);
        long[] counts = new long[41];
        assertThat(samples.distribution().countsAtOrBelow(bounds, counts)).isSameAs(counts);
        for (int i = 0; i < 40; i++) {
            assertThat(counts[i]).isEqualTo(samples.distribution().countAtOrBelow(bounds.get(i)));
        }
        assertThat(counts[40]).isZero();
    }

    @Test
    void sum_ofWholeSeconds_isExact() {
        for (long seconds = 1; seconds < 1000; seconds++) {
            Distribution one = Samples.of(new long[] {seconds * 1_000_000_000}, Samples.PER_SECOND)
                    .distribution();
            assertThat(one.sum()).isEqualTo((double) seconds);
        }
    }

    @Test
    void sum_joinsWholeAndFractionalValues() {
        assertThat(Distribution.of(new int[] {4000}, new long[] {2}, 3, 0.25, 1).sum())
                .isEqualTo(3.25);
    }

    @Test
    void empty_hasNoValuesAnywhere() {
        Distribution empty = empty();
        assertThat(empty.count()).isZero();
        assertThat(empty.sum()).isZero();
        assertThat(empty.mean()).isNaN();
        assertThat(empty.min()).isNaN();
        assertThat(empty.max()).isNaN();
        assertThat(empty.quantile(0.5)).isNaN();
        assertThat(empty.countAtOrBelow(1e9)).isZero();
        assertThat(empty).hasToString("no values");
    }

    @Test
    void quantile_outsideOfItsRange_isRefused() {
        for (double q : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> empty().quantile(q))
                    .withMessageContaining("from 0 to 1, not " + q);
        }
    }

    @Test
    void smallWholeNumbers_readBackExactly() {
        Distribution some = Samples.of(new long[] {0, 7, 255}, 1).distribution();
        assertThat(some.min()).isZero();
        assertThat(some.quantile(0.5)).isEqualTo(7);
        assertThat(some.max()).isEqualTo(255);
        assertThat(Samples.of(new long[] {0, 0}, 1).distribution().max()).isZero();
        assertThat(some).hasToString("3 values, median 7.0, p99 255.0, max 255.0");
    }

    @Test
    void forEachBucket_visitsInTheFamilysUnit() {
        List<String> seen = new ArrayList<>();
        Samples.of(new long[] {1, 1, 3}, 1)
                .distribution()
                .forEachBucket((lower, upper, count) -> seen.add(lower + "<" + upper + ":" + count));
        assertThat(seen).containsExactly("1.0<1.0078125:2", "3.0<3.015625:1");
        Samples.of(new long[] {1 << 30}, Samples.PER_SECOND)
                .distribution()
                .forEachBucket((lower, upper, count) -> assertThat(lower).isCloseTo(1.073741824, within(1e-12)));
    }
}

package io.quorumeter.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketsTest {
    private static final int LAST = Buckets.PAGES * Buckets.PER_PAGE - 1;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void indexOf_anyDouble_isTheBucketAroundIt(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            double value = Math.scalb(1 + random.nextDouble(), random.nextInt(92) - 30);
            int index = Buckets.indexOf(value);
            if (!(Buckets.lower(index) <= value && value < Buckets.upper(index))) {
                assertThat(index)
                        .as("seed %d: %s is not in [%s, %s)", seed, value, Buckets.lower(index), Buckets.upper(index))
                        .isNegative();
            }
            if (!(Math.abs(Buckets.middle(index) - value) <= value / 128)) {
                assertThat(Buckets.middle(index))
                        .as("seed %d: middle for %s", seed, value)
                        .isEqualTo(value);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void indexOf_wholeNumbers_agreesWithDoublesUpTo2To53(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            long value = random.nextLong() >>> (11 + random.nextInt(53));
            assertThat(Buckets.indexOf(value)).as("seed %d: %d", seed, value).isEqualTo(Buckets.indexOf((double)
                    value));
        }
        for (long value = 0; value <= 100_000; value++) {
            if (Buckets.indexOf(value) != Buckets.indexOf((double) value)) {
                assertThat(Buckets.indexOf(value)).as("%d", value).isEqualTo(Buckets.indexOf((double) value));
            }
        }
        assertThat(Buckets.indexOf(1L << 53)).isEqualTo(Buckets.indexOf(0x1p53));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void indexOf_anyLong_isTheBucketAroundIt(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            long value = random.nextLong() >>> (1 + random.nextInt(63));
            int index = Buckets.indexOf(value);
            assertThat(index).as("seed %d: %d", seed, value).isBetween(0, LAST);
            boolean fits = value == 0
                    || (Buckets.lower(index) <= value
                            && (value < Buckets.upper(index) || (double) value == Buckets.upper(index)));
            assertThat(fits).as("seed %d: %d in bucket %d", seed, value, index).isTrue();
        }
    }

    @Test
    void buckets_joinWithoutGapAndAreNarrow() {
        assertThat(Buckets.lower(0)).isZero();
        assertThat(Buckets.upper(0)).isEqualTo(Buckets.MIN_VALUE);
        assertThat(Buckets.lower(Buckets.PER_PAGE)).isEqualTo(Buckets.MIN_VALUE);
        for (int index = Buckets.PER_PAGE; index <= LAST; index++) {
            double lower = Buckets.lower(index);
            double upper = Buckets.upper(index);
            assertThat((upper - lower) / lower)
                    .as("width of %d", index)
                    .isPositive()
                    .isLessThanOrEqualTo(1 / 128.0);
            assertThat(Buckets.middle(index))
                    .as("middle of %d", index)
                    .isGreaterThanOrEqualTo(lower)
                    .isLessThan(upper);
            if (index < LAST) {
                assertThat(Buckets.lower(index + 1)).as("after %d", index).isEqualTo(upper);
                assertThat(Buckets.indexOf(Math.nextDown(upper)))
                        .as("end of %d", index)
                        .isEqualTo(index);
            }
        }
    }

    @Test
    void indexOf_rises() {
        int before = 0;
        for (double value = 0x1p-32; value <= Buckets.MAX_VALUE; value *= 1.001) {
            int index = Buckets.indexOf(value);
            assertThat(index).as("%s", value).isGreaterThanOrEqualTo(before);
            before = index;
        }
    }

    @Test
    void edges_areWhereTheDiagramSays() {
        assertThat(Buckets.indexOf(0L)).isZero();
        assertThat(Buckets.indexOf(0.0)).isZero();
        assertThat(Buckets.indexOf(-0.0)).isZero();
        assertThat(Buckets.indexOf(Double.MIN_VALUE)).isZero();
        assertThat(Buckets.indexOf(Math.nextDown(0x1p-30))).isZero();
        assertThat(Buckets.indexOf(0x1p-30)).isEqualTo(Buckets.PER_PAGE);
        assertThat(Buckets.indexOf(1L)).isEqualTo(31 * Buckets.PER_PAGE);
        assertThat(Buckets.indexOf(1.0)).isEqualTo(31 * Buckets.PER_PAGE);
        assertThat(Buckets.indexOf(1L << 62)).isEqualTo(93 * Buckets.PER_PAGE);
        assertThat(Buckets.indexOf(Buckets.MAX_VALUE)).isEqualTo(93 * Buckets.PER_PAGE);
        assertThat(Buckets.indexOf(Long.MAX_VALUE)).isEqualTo(LAST);
        assertThat(Buckets.upper(LAST)).isEqualTo(0x1p63);
    }

    @Test
    void middle_ofABucketWithOneWholeNumber_isThatNumber() {
        for (long value = 0; value < 256; value++) {
            assertThat(Buckets.middle(Buckets.indexOf(value))).isEqualTo((double) value);
        }
        assertThat(Buckets.middle(Buckets.indexOf(256L))).isEqualTo(257);
        assertThat(Buckets.middle(Buckets.indexOf(0.5))).isEqualTo(0.5 + 1 / 512.0);
    }
}

package io.quorumeter.core.column;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.snapshot.Distribution;
import io.quorumeter.spi.Buckets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken over from the last reading is what would have been read anew. */
class DistributionColumnsTest {
    private static final int SERIES = 20;
    private static final int READINGS = 60;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void holdsTheSameWhateverIsTakenOver(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<long[]> truth = new ArrayList<>();
        for (int i = 0; i < SERIES; i++) {
            truth.add(new long[Buckets.PER_PAGE * 3]);
        }
        DistributionColumns columns = new DistributionColumns();
        int takenOver = 0;
        for (int reading = 0; reading < READINGS; reading++) {
            boolean same = random.nextInt(10) != 0;
            columns.begin(SERIES, same);
            boolean newBuckets = random.nextInt(3) == 0;
            for (int i = 0; i < SERIES; i++) {
                change(truth.get(i), newBuckets, random);
                takenOver += fill(columns, truth.get(i)) ? 1 : 0;
            }
            for (int i = 0; i < SERIES; i++) {
                assertThat(copy(columns, i))
                        .as("seed %d, reading %d, series %d", seed, reading, i)
                        .usingRecursiveComparison()
                        .isEqualTo(distribution(truth.get(i)));
            }
        }
        assertThat(takenOver).isGreaterThan(SERIES * READINGS / 3);
    }

    @Test
    void takesNothingOverOfOtherSeries() {
        DistributionColumns columns = new DistributionColumns();
        long[] counts = new long[Buckets.PER_PAGE * 3];
        counts[200] = 3;
        columns.begin(1, false);
        fill(columns, counts);
        columns.begin(1, false);

        assertThat(columns.again(sum(counts))).isFalse();
    }

    @Test
    void takesNothingOverOfAnotherSumOrAfterFractions() {
        DistributionColumns columns = new DistributionColumns();
        columns.begin(2, false);
        columns.bucket(300, 1);
        columns.end(7, 0);
        columns.bucket(300, 1);
        columns.end(7, 0.5);
        columns.begin(2, true);

        assertThat(columns.again(8)).isFalse();
        columns.bucket(301, 1);
        columns.end(8, 0);
        assertThat(columns.again(7)).isFalse();
    }

    /** Changes every third series; a series gets new buckets only where it is said. */
    private static void change(long[] counts, boolean newBuckets, SplittableRandom random) {
        if (random.nextInt(3) != 0) {
            return;
        }
        for (int i = 0; i < 5; i++) {
            int at = Buckets.PER_PAGE + random.nextInt(2 * Buckets.PER_PAGE);
            if (newBuckets || counts[at] != 0) {
                counts[at] += random.nextInt(1, 9);
            }
        }
    }

    /** Says whether the series was taken over. */
    private static boolean fill(DistributionColumns columns, long[] counts) {
        if (columns.again(sum(counts))) {
            return true;
        }
        for (int b = 0; b < counts.length; b++) {
            if (counts[b] != 0) {
                columns.bucket(b, counts[b]);
            }
        }
        columns.end(sum(counts), 0);
        return false;
    }

    private static Distribution distribution(long[] counts) {
        DistributionColumns fresh = new DistributionColumns();
        fresh.begin(1, false);
        fill(fresh, counts);
        return copy(fresh, 0);
    }

    /** As of values that are their bucket's index. */
    private static long sum(long[] counts) {
        long sum = 0;
        for (int b = 0; b < counts.length; b++) {
            sum += b * counts[b];
        }
        return sum;
    }

    private static Distribution copy(DistributionColumns columns, int series) {
        return columns.distribution(series, 1);
    }
}

package io.quorumeter.core;

import io.quorumeter.core.column.DistributionColumns;
import io.quorumeter.spi.Buckets;
import io.quorumeter.spi.Counts;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the lanes of a histogram into the columns of a snapshot, without making an object. The sums are read first and the buckets
 * after, so that the sum is of no more values than the buckets.
 *
 * <p>Buckets are a kibibyte for each power of two, most of what a reading has to fetch, so those of a histogram whose sum has not
 * changed are not read: they are as they were, or about to be of values whose sum is still to be added.
 */
final class LaneSum {
    private LaneSum() {}

    static void read(@Nullable Lane a, @Nullable Lane b, @Nullable Lane c, DistributionColumns to) {
        double fraction = fraction(a) + fraction(b) + fraction(c);
        long whole = 0;
        for (int i = 0; i < 3; i++) {
            whole += whole(i == 0 ? a : i == 1 ? b : c);
            if (whole < 0) { // past what a long holds: goes on as a multiple of 2^63, which a double holds exactly
                whole &= Long.MAX_VALUE;
                fraction += 0x1p63;
            }
        }
        if (fraction == 0 && !hasSmall(a) && !hasSmall(b) && !hasSmall(c) && to.again(whole)) {
            return;
        }
        for (int p = 0; p < Buckets.PAGES; p++) {
            readPage(page(a, p), page(b, p), page(c, p), p * Buckets.PER_PAGE, to);
        }
        to.end(whole, fraction);
    }

    /** Whether it may have counted zeros. */
    private static boolean hasSmall(@Nullable Lane lane) {
        return lane != null && lane.page(0) != null;
    }

    private static void readPage(
            long @Nullable [] a, long @Nullable [] b, long @Nullable [] c, int first, DistributionColumns to) {
        if (a == null && b == null && c == null) {
            return;
        }
        for (int s = 0; s < Buckets.PER_PAGE; s++) {
            long count = Counts.sum(Counts.sum(count(a, s), count(b, s)), count(c, s));
            if (count != 0) {
                to.bucket(first + s, count);
            }
        }
    }

    private static long count(long @Nullable [] page, int at) {
        return page == null ? 0 : Lane.count(page, at);
    }

    private static long @Nullable [] page(@Nullable Lane lane, int page) {
        return lane == null ? null : lane.page(page);
    }

    private static long whole(@Nullable Lane lane) {
        return lane == null ? 0 : lane.wholeSum();
    }

    private static double fraction(@Nullable Lane lane) {
        return lane == null ? 0 : lane.fractionSum();
    }
}

package io.quorumeter.spi;

import io.quorumeter.Bounds;

/**
 * Computes the results of a distribution from a slice of two arrays: bucket indices, rising, and how much each holds, from {@code from} to
 * before {@code to}. So a separate distribution and one of many in a family's columns give the same results, the latter without an object.
 * Values are raw.
 */
public final class BucketMath {
    private BucketMath() {}

    /**
     * Adds up counts.
     *
     * @param counts how much each bucket holds
     * @param from the first place
     * @param to the place behind the last
     * @return the sum, at most {@link Long#MAX_VALUE}
     */
    public static long count(long[] counts, int from, int to) {
        long count = 0;
        for (int i = from; i < to; i++) {
            count = Counts.sum(count, counts[i]);
        }
        return count;
    }

    /**
     * Returns the smallest value.
     *
     * @param index bucket indices of {@link Buckets}, rising
     * @param from the first place
     * @return the value, raw
     */
    public static double min(int[] index, int from) {
        return Math.min(Buckets.lower(index[from]), Buckets.middle(index[from]));
    }

    /**
     * Returns the largest value.
     *
     * @param index bucket indices of {@link Buckets}, rising
     * @param to the place behind the last
     * @return the value, raw
     */
    public static double max(int[] index, int to) {
        int last = index[to - 1];
        if (last == 0) {
            return 0;
        }
        double middle = Buckets.middle(last);
        return middle == Buckets.lower(last) ? middle : Buckets.upper(last);
    }

    /**
     * Returns the value at or below which a share of all values lies; there is at least one.
     *
     * @param index bucket indices of {@link Buckets}, rising
     * @param counts how much each holds
     * @param from the first place
     * @param to the place behind the last
     * @param count how many values there are
     * @param q the share, 0 to 1
     * @return the value, raw
     */
    public static double quantile(int[] index, long[] counts, int from, int to, long count, double q) {
        long rank = Math.max(1, (long) Math.ceil(q * count));
        long seen = counts[from];
        int at = from;
        while (seen < rank && at + 1 < to) {
            seen = Counts.sum(seen, counts[++at]);
        }
        return index[at] == 0 ? 0 : Buckets.middle(index[at]);
    }

    /**
     * Refuses a quantile that is out of range.
     *
     * @param q 0 to 1
     * @throws IllegalArgumentException when it is not
     */
    public static void checkQuantile(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("a quantile is from 0 to 1, not " + q);
        }
    }

    /**
     * Returns for each bound the last bucket at or below it.
     *
     * @param bounds in the family's unit
     * @param perUnit how many raw units make one of those
     * @return bucket indices of {@link Buckets}
     */
    public static int[] lastBuckets(Bounds bounds, double perUnit) {
        int[] last = new int[bounds.size()];
        for (int i = 0; i < last.length; i++) {
            last[i] = Buckets.lastAtOrBelow(bounds.get(i) * perUnit);
        }
        return last;
    }

    /**
     * Counts the values in the buckets up to each given bucket.
     *
     * @param index bucket indices of {@link Buckets}, rising
     * @param counts how much each holds
     * @param from the first place
     * @param to the place behind the last
     * @param last the buckets, rising
     * @param result takes the counts
     */
    public static void cumulate(int[] index, long[] counts, int from, int to, int[] last, long[] result) {
        long seen = 0;
        int at = from;
        for (int i = 0; i < last.length; i++) {
            while (at < to && index[at] <= last[i]) {
                seen = Counts.sum(seen, counts[at++]);
            }
            result[i] = seen;
        }
    }
}

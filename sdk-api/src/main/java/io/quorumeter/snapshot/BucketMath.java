package io.quorumeter.snapshot;

import io.quorumeter.Bounds;

/**
 * What can be asked of a distribution, over a slice of arrays: bucket indices, rising, and how much each holds, from {@code from} to
 * before {@code to}. So a distribution of its own and one of many in a family's columns give the same answers, the latter without
 * an object. Values are raw.
 */
final class BucketMath {
    private BucketMath() {}

    static long count(long[] counts, int from, int to) {
        long count = 0;
        for (int i = from; i < to; i++) {
            count = Counts.sum(count, counts[i]);
        }
        return count;
    }

    static double min(int[] index, int from) {
        return Math.min(Buckets.lower(index[from]), Buckets.middle(index[from]));
    }

    static double max(int[] index, int to) {
        int last = index[to - 1];
        if (last == 0) {
            return 0;
        }
        double middle = Buckets.middle(last);
        return middle == Buckets.lower(last) ? middle : Buckets.upper(last);
    }

    /** The value at or below which the share {@code q} of {@code count} values lies; there is at least one. */
    static double quantile(int[] index, long[] counts, int from, int to, long count, double q) {
        long rank = Math.max(1, (long) Math.ceil(q * count));
        long seen = counts[from];
        int at = from;
        while (seen < rank && at + 1 < to) {
            seen = Counts.sum(seen, counts[++at]);
        }
        return index[at] == 0 ? 0 : Buckets.middle(index[at]);
    }

    static void checkQuantile(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("a quantile is from 0 to 1, not " + q);
        }
    }

    static int[] lastBuckets(Bounds bounds, double perUnit) {
        int[] last = new int[bounds.size()];
        for (int i = 0; i < last.length; i++) {
            last[i] = Buckets.lastAtOrBelow(bounds.get(i) * perUnit);
        }
        return last;
    }

    /** How much lies in the buckets up to each of {@code last}. */
    static void cumulate(int[] index, long[] counts, int from, int to, int[] last, long[] result) {
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

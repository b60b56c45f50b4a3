package io.quorumeter.snapshot;

import io.quorumeter.Bounds;
import io.quorumeter.spi.BucketMath;
import io.quorumeter.spi.Buckets;
import io.quorumeter.spi.Counts;
import java.util.Arrays;

/**
 * The values that a histogram or timer had recorded when the snapshot was taken. Immutable. All values are in the family's unit (a timer's
 * in seconds), and every one that comes from a bucket is within 1&nbsp;% of what was recorded.
 *
 * <p>The count is the sum of the buckets by construction. The sum is kept beside them, exactly for whole numbers (a timer's
 * nanoseconds), and may lag the buckets by the records in flight at the moment of the snapshot.
 */
public final class Distribution {
    /**
     * Where a sum of whole numbers begins again from 0; what it had by then is kept as a multiple of this in the sum of fractions, exactly.
     */
    private static final double WRAP = 0x1p63;

    /** Buckets that hold something, by rising index, and how much. */
    private final int[] index;

    private final long[] counts;
    private final long count;
    private final long wholeSum;
    private final double fractionSum;
    private final double perUnit;

    private Distribution(int[] index, long[] counts, long wholeSum, double fractionSum, double perUnit) {
        this.index = index;
        this.counts = counts;
        this.wholeSum = wholeSum;
        this.fractionSum = fractionSum;
        this.perUnit = perUnit;
        this.count = BucketMath.count(counts, 0, counts.length);
    }

    /**
     * Creates a distribution from its buckets, for engines. The arrays become the distribution's own.
     *
     * @param index bucket indices of {@link Buckets}, rising
     * @param counts how many values each holds, positive
     * @param wholeSum the sum of values recorded as whole numbers, raw
     * @param fractionSum the sum of the others, raw
     * @param perUnit how many raw units make one of the family's: 1e9 for timers, which are raw in nanoseconds, else 1
     * @return the distribution
     */
    public static Distribution of(int[] index, long[] counts, long wholeSum, double fractionSum, double perUnit) {
        return new Distribution(index, counts, wholeSum, fractionSum, perUnit);
    }

    /** {@return how many values there are} */
    public long count() {
        return count;
    }

    /** {@return the sum of the values, in the family's unit; 0 when there is none} */
    public double sum() {
        return wholeSum / perUnit + fractionSum / perUnit;
    }

    /**
     * {@return the sum of what was recorded as whole numbers, exactly and raw, as long as it is below 2<sup>63</sup>: nanoseconds for a
     * timer}
     */
    public long exactSum() {
        return wholeSum;
    }

    /** {@return the sum of what was recorded with a fraction, raw} */
    public double fractionSum() {
        return fractionSum;
    }

    /** {@return how many raw units make one of the family's: 1e9 for a timer, whose raw unit is the nanosecond, else 1} */
    public double perUnit() {
        return perUnit;
    }

    /** {@return the arithmetic mean, or NaN when there is no value} */
    public double mean() {
        return count == 0 ? Double.NaN : sum() / count;
    }

    /** {@return the smallest value, or up to 1&nbsp;% less; NaN when there is none} */
    public double min() {
        return count == 0 ? Double.NaN : BucketMath.min(index, 0) / perUnit;
    }

    /** {@return the largest value, within 1&nbsp;%; NaN when there is none} */
    public double max() {
        return count == 0 ? Double.NaN : BucketMath.max(index, index.length) / perUnit;
    }

    /**
     * Returns the value below or at which the share {@code q} of all values lies.
     *
     * @param q 0 to 1; 0.5 is the median
     * @return the value, within 1&nbsp;%; NaN when there is none
     * @throws IllegalArgumentException when {@code q} is not from 0 to 1
     */
    public double quantile(double q) {
        BucketMath.checkQuantile(q);
        return count == 0 ? Double.NaN : BucketMath.quantile(index, counts, 0, index.length, count, q) / perUnit;
    }

    /**
     * Counts the values at or below {@code bound}. The bucket that {@code bound} falls into is counted whole, so values less than
     * 1&nbsp;% above it may be among them.
     *
     * @param bound in the family's unit
     * @return 0 to {@link #count()}
     */
    public long countAtOrBelow(double bound) {
        long[] result = new long[1];
        BucketMath.cumulate(index, counts, 0, index.length, new int[] {Buckets.lastAtOrBelow(bound * perUnit)}, result);
        return result[0];
    }

    /**
     * Does the same for many bounds in one pass.
     *
     * @param bounds in the family's unit
     * @param result takes the count at each bound; at least as long
     * @return {@code result}
     */
    public long[] countsAtOrBelow(Bounds bounds, long[] result) {
        BucketMath.cumulate(index, counts, 0, index.length, BucketMath.lastBuckets(bounds, perUnit), result);
        return result;
    }

    /**
     * Visits the buckets that hold something, from the smallest values to the largest.
     *
     * @param visitor called for each, with bounds in the family's unit
     */
    public void forEachBucket(BucketVisitor visitor) {
        for (int i = 0; i < index.length; i++) {
            visitor.bucket(Buckets.lower(index[i]) / perUnit, Buckets.upper(index[i]) / perUnit, counts[i]);
        }
    }

    /**
     * Visits the buckets that hold something, by their index in {@link Buckets}, whose values are raw.
     *
     * @param visitor called for each
     */
    public void forEachIndex(IndexVisitor visitor) {
        for (int i = 0; i < index.length; i++) {
            visitor.bucket(index[i], counts[i]);
        }
    }

    /**
     * Returns this and {@code other} together, as if all values had been recorded in one. Merging is associative, commutative and without
     * loss: counts (up to {@link Long#MAX_VALUE}, where they stay) and the sum of whole numbers are exact, the sum of fractions is to the
     * precision of a double.
     *
     * @param other a distribution of the same unit
     * @return a new distribution
     * @throws IllegalArgumentException when one is of a timer and the other is not
     */
    public Distribution merge(Distribution other) {
        return plus(other, 1);
    }

    /**
     * Returns what was recorded since {@code earlier}, that is this distribution without the values of {@code earlier}, so that {@code
     * earlier.merge(later.minus(earlier))} is {@code later} again.
     *
     * @param earlier a distribution of the same series, taken before this one
     * @return a new distribution
     * @throws IllegalArgumentException when one is of a timer and the other is not, or {@code earlier} holds values that this one lacks,
     *     and so cannot be an earlier distribution of the same series
     */
    public Distribution minus(Distribution earlier) {
        return plus(earlier, -1);
    }

    /**
     * Returns whether an earlier distribution can be subtracted.
     *
     * @param earlier a distribution
     * @return whether each bucket holds at least what it holds there, in the same unit
     */
    public boolean contains(Distribution earlier) {
        int mine = 0;
        for (int i = 0; i < earlier.index.length; i++) {
            while (mine < index.length && index[mine] < earlier.index[i]) {
                mine++;
            }
            if (mine == index.length || index[mine] != earlier.index[i] || counts[mine] < earlier.counts[i]) {
                return false;
            }
        }
        return perUnit == earlier.perUnit;
    }

    private Distribution plus(Distribution other, int sign) {
        if (perUnit != other.perUnit) {
            throw new IllegalArgumentException("a timer's distribution and a histogram's cannot be merged");
        }
        int[] indices = new int[index.length + other.index.length];
        long[] sums = new long[indices.length];
        int size = 0;
        for (int a = 0, b = 0; a < index.length || b < other.index.length; ) {
            int mine = a < index.length ? index[a] : Integer.MAX_VALUE;
            int theirs = b < other.index.length ? other.index[b] : Integer.MAX_VALUE;
            long here = mine <= theirs ? counts[a++] : 0;
            long there = theirs <= mine ? other.counts[b++] : 0;
            long sum = sign > 0 ? Counts.sum(here, there) : here - there;
            if (sum < 0) {
                throw new IllegalArgumentException(
                        "the earlier distribution (" + other + ") has values that the later one (" + this
                                + ") lacks: it is not an earlier one of the same series");
            }
            if (sum > 0) {
                indices[size] = Math.min(mine, theirs);
                sums[size++] = sum;
            }
        }
        long whole = wholeSum + sign * other.wholeSum;
        double fraction = fractionSum + sign * other.fractionSum;
        if (whole < 0) {
            whole &= Long.MAX_VALUE;
            fraction += sign * WRAP;
        }
        return new Distribution(Arrays.copyOf(indices, size), Arrays.copyOf(sums, size), whole, fraction, perUnit);
    }

    @Override
    public String toString() {
        return count == 0
                ? "no values"
                : count + " values, median " + quantile(0.5) + ", p99 " + quantile(0.99) + ", max " + max();
    }

    /** Takes one bucket of a distribution. */
    @FunctionalInterface
    public interface BucketVisitor {
        /**
         * Takes a bucket.
         *
         * @param lower its smallest value
         * @param upper where the next one begins
         * @param count how many values it holds, 1 or more
         */
        void bucket(double lower, double upper, long count);
    }

    /** Takes one bucket of a distribution by its index. */
    @FunctionalInterface
    public interface IndexVisitor {
        /**
         * Takes a bucket.
         *
         * @param index its index in {@link Buckets}
         * @param count how many values it holds, 1 or more
         */
        void bucket(int index, long count);
    }
}

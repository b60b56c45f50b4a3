package io.quorumeter.snapshot;

import io.quorumeter.Bounds;
import java.util.Arrays;

/**
 * What a histogram or timer had recorded when the snapshot was taken. Immutable. All values are in the family's unit (a timer's in
 * seconds), and every one that comes from a bucket is within 1&nbsp;% of what was recorded.
 *
 * <p>The count is the sum of the buckets by construction. The sum is kept beside them, exactly for whole numbers (a timer's
 * nanoseconds), and may lag the buckets by the records in flight at the moment of the snapshot.
 */
public final class Distribution {
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
        this.count = Arrays.stream(counts).sum();
    }

    /**
     * For engines: a distribution from its buckets. The arrays become the distribution's own.
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

    /** {@return the sum of what was recorded as whole numbers, exactly and raw: nanoseconds for a timer} */
    public long exactSum() {
        return wholeSum;
    }

    /** {@return the arithmetic mean, or NaN when there is no value} */
    public double mean() {
        return count == 0 ? Double.NaN : sum() / count;
    }

    /** {@return the smallest value, or up to 1&nbsp;% less; NaN when there is none} */
    public double min() {
        return count == 0 ? Double.NaN : Math.min(Buckets.lower(index[0]), Buckets.middle(index[0])) / perUnit;
    }

    /** {@return the largest value, within 1&nbsp;%; NaN when there is none} */
    public double max() {
        if (count == 0) {
            return Double.NaN;
        }
        int last = index[index.length - 1];
        boolean exact = last == 0 || Buckets.middle(last) == Buckets.lower(last);
        return (last == 0 ? 0 : exact ? Buckets.middle(last) : Buckets.upper(last)) / perUnit;
    }

    /**
     * The value below or at which the share {@code q} of all values lies.
     *
     * @param q 0 to 1; 0.5 is the median
     * @return the value, within 1&nbsp;%; NaN when there is none
     * @throws IllegalArgumentException when {@code q} is not from 0 to 1
     */
    public double quantile(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("a quantile is from 0 to 1, not " + q);
        }
        if (count == 0) {
            return Double.NaN;
        }
        long rank = Math.max(1, (long) Math.ceil(q * count));
        long seen = 0;
        int at = -1;
        while (seen < rank && at + 1 < counts.length) {
            seen += counts[++at];
        }
        return (index[at] == 0 ? 0 : Buckets.middle(index[at])) / perUnit;
    }

    /**
     * How many values are at or below {@code bound}. The bucket that {@code bound} falls into is counted whole, so values less than
     * 1&nbsp;% above it may be among them.
     *
     * @param bound in the family's unit
     * @return 0 to {@link #count()}
     */
    public long countAtOrBelow(double bound) {
        return cumulate(new double[] {bound}, new long[1])[0];
    }

    /**
     * Does the same for many bounds in one pass.
     *
     * @param bounds in the family's unit
     * @param counts takes the count at each bound; at least as long
     * @return {@code counts}
     */
    public long[] countsAtOrBelow(Bounds bounds, long[] counts) {
        double[] upper = new double[bounds.size()];
        for (int i = 0; i < upper.length; i++) {
            upper[i] = bounds.get(i);
        }
        return cumulate(upper, counts);
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
     * This and {@code other} together, as if all values had been recorded in one. Associative, commutative, without loss.
     *
     * @param other a distribution of the same unit
     * @return a new distribution
     * @throws IllegalArgumentException when the one is of a timer and the other is not
     */
    public Distribution merge(Distribution other) {
        if (perUnit != other.perUnit) {
            throw new IllegalArgumentException("a timer's distribution and a histogram's cannot be merged");
        }
        int[] indices = new int[index.length + other.index.length];
        long[] merged = new long[indices.length];
        int size = 0;
        for (int a = 0, b = 0; a < index.length || b < other.index.length; size++) {
            int mine = a < index.length ? index[a] : Integer.MAX_VALUE;
            int theirs = b < other.index.length ? other.index[b] : Integer.MAX_VALUE;
            indices[size] = Math.min(mine, theirs);
            merged[size] = (mine <= theirs ? counts[a++] : 0) + (theirs <= mine ? other.counts[b++] : 0);
        }
        boolean overflows = wholeSum + other.wholeSum < 0;
        return new Distribution(
                Arrays.copyOf(indices, size),
                Arrays.copyOf(merged, size),
                overflows ? other.wholeSum : wholeSum + other.wholeSum,
                fractionSum + other.fractionSum + (overflows ? wholeSum : 0),
                perUnit);
    }

    @Override
    public String toString() {
        return count == 0
                ? "no values"
                : count + " values, median " + quantile(0.5) + ", p99 " + quantile(0.99) + ", max " + max();
    }

    private long[] cumulate(double[] upper, long[] result) {
        long seen = 0;
        int at = 0;
        for (int i = 0; i < upper.length; i++) {
            double raw = upper[i] * perUnit;
            double limit =
                    raw + Math.abs(raw) * 1e-12; // a bound such as 0.001024 s is not exactly 1024000 ns in binary
            while (at < index.length && Buckets.lower(index[at]) <= limit) {
                seen += counts[at++];
            }
            result[i] = seen;
        }
        return result;
    }

    /** Takes one bucket of a distribution. */
    @FunctionalInterface
    public interface BucketVisitor {
        /**
         * A bucket.
         *
         * @param lower its smallest value
         * @param upper where the next one begins
         * @param count how many values it holds, 1 or more
         */
        void bucket(double lower, double upper, long count);
    }
}

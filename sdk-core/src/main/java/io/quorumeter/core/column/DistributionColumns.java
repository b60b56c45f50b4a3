package io.quorumeter.core.column;

import io.quorumeter.snapshot.Distribution;
import io.quorumeter.snapshot.Exemplar;
import io.quorumeter.spi.BucketMath;
import io.quorumeter.spi.Buckets;
import io.quorumeter.spi.Counts;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The distributions of a family's series, one behind the other in flat arrays, which an engine fills again at each reading.
 *
 * <pre>
 *  series        0           1        2
 *  ends          3           3        5            where each one's buckets end: series 1 has none
 *  bucket        12 13 40    |        12 99        indices of {@link Buckets}, rising in each series
 *  count          1  7  2    |         4  1
 * </pre>
 *
 * <p>For each series in turn the engine calls {@link #exemplar} where there is one and {@link #bucket} for every bucket that holds
 * something, and {@link #end} once; or, in the place of the buckets and the end, {@link #again}. Not thread-safe.
 *
 * <p>The arrays of the last reading are overwritten in place as long as every series has as many buckets as before. From the first series
 * with another number of buckets on, the rest is written to other arrays, so that the last reading of the following series is still there.
 */
public final class DistributionColumns {
    private static final int FEW = 16;

    private int[] index = {};
    private long[] counts = {};
    private int[] ends = {};
    private long[] totals = {};
    private long[] wholeSums = {};
    private double[] fractionSums = {};
    private final int exemplarsPerSeries;
    private @Nullable Exemplar @Nullable [] exemplars;
    private boolean anyExemplar;
    private int used;
    private int series;
    private long total;

    /** The last reading, in the arrays that are written to now or in others, and how many series of it are still the same ones. */
    private int[] lastIndex = index;

    private long[] lastCounts = counts;
    private int lastSeries;

    /** Where the current series was in the last reading. */
    private int lastFrom;

    private int lastEnd;

    private int[] spareIndex = {};
    private long[] spareCounts = {};

    /** Up to where the arrays may be written: up to what is still needed, or to their end. */
    private int limit;

    /** Creates columns without exemplars, outside of a snapshot. */
    public DistributionColumns() {
        this(0);
    }

    DistributionColumns(int exemplarsPerSeries) {
        this.exemplarsPerSeries = exemplarsPerSeries;
    }

    /**
     * Adds a bucket of the current series that holds something.
     *
     * @param bucket its index in {@link Buckets}, greater than the one before
     * @param count how many values it holds, 1 or more
     */
    public void bucket(int bucket, long count) {
        if (used == limit) {
            reserve(1);
        }
        index[used] = bucket;
        counts[used++] = count;
        total = Counts.sum(total, count);
    }

    /**
     * Adds an exemplar of the current series.
     *
     * @param bound the place of the {@code le} bound that it belongs under; as many as there are bounds for {@code +Inf}
     * @param exemplar one of the values counted there
     */
    public void exemplar(int bound, Exemplar exemplar) {
        if (bound >= exemplarsPerSeries) {
            return;
        }
        @Nullable Exemplar[] all = exemplars;
        int at = series * exemplarsPerSeries + bound;
        if (all == null) {
            all = new Exemplar[at + exemplarsPerSeries];
        } else if (at >= all.length) {
            all = Arrays.copyOf(all, Math.max(at + exemplarsPerSeries, 2 * all.length));
        }
        all[at] = exemplar;
        exemplars = all;
        anyExemplar = true;
    }

    /**
     * Takes over the current series' buckets from the last reading and ends the series, if it was there and had the same sum. Do not call
     * it when some value is 0, which no sum shows, or not whole, which may be lost in the rounding of a sum.
     *
     * @param wholeSum the sum of its values, raw
     * @return whether it did so; if not, the buckets are still to be added
     */
    public boolean again(long wholeSum) {
        if (series >= lastSeries || wholeSums[series] != wholeSum || fractionSums[series] != 0) {
            return false;
        }
        int length = lastEnd - lastFrom;
        if (inPlace()) {
            used = lastEnd;
        } else {
            reserve(length);
            System.arraycopy(lastIndex, lastFrom, index, used, length);
            System.arraycopy(lastCounts, lastFrom, counts, used, length);
            used += length;
        }
        total = totals[series];
        end(wholeSum, 0);
        return true;
    }

    /**
     * Ends the current series; the next call is about the next one.
     *
     * @param wholeSum the sum of its values that were recorded as whole numbers, raw
     * @param fractionSum the sum of the others, raw
     */
    public void end(long wholeSum, double fractionSum) {
        if (series == ends.length) {
            makeRoom(Math.max(1, 2 * series));
        }
        if (inPlace() && used != lastEnd) {
            leavePlace(0);
        }
        ends[series] = used;
        totals[series] = total;
        wholeSums[series] = wholeSum;
        fractionSums[series++] = fractionSum;
        total = 0;
        nextLast();
    }

    /**
     * Begins to fill the columns again, with room for {@code expected} series.
     *
     * @param sameSeries whether each series is the one that had its place in the last reading
     */
    void begin(int expected, boolean sameSeries) {
        if (expected > ends.length) {
            makeRoom(expected);
        }
        if (exemplars != null && anyExemplar) {
            Arrays.fill(exemplars, null);
        }
        anyExemplar = false;
        if (lastIndex != index) {
            spareIndex = lastIndex;
            spareCounts = lastCounts;
            lastIndex = index;
            lastCounts = counts;
        }
        lastSeries = sameSeries ? series : 0;
        used = 0;
        series = 0;
        total = 0;
        lastEnd = 0;
        nextLast();
    }

    private int from(int at) {
        return at == 0 ? 0 : ends[at - 1];
    }

    /** Returns an exemplar of a series under one of its {@code le} bounds, or null. */
    @Nullable
    Exemplar exemplarAt(int at, int bound) {
        @Nullable Exemplar[] all = exemplars;
        int place = at * exemplarsPerSeries + bound;
        return !anyExemplar || all == null || place >= all.length ? null : all[place];
    }

    boolean hasExemplars() {
        return anyExemplar;
    }

    /** Returns how many values a series has. */
    long total(int at) {
        return totals[at];
    }

    /** Returns the raw sum of what a series recorded as whole numbers. */
    long wholeSum(int at) {
        return wholeSums[at];
    }

    /** Returns the raw sum of what a series recorded with a fraction. */
    double fractionSum(int at) {
        return fractionSums[at];
    }

    /**
     * Copies what a series holds.
     *
     * @param at the index of the series
     * @param perUnit how many raw units make one of the family's
     * @return the distribution, which may be kept
     */
    public Distribution distribution(int at, double perUnit) {
        int[] buckets = Arrays.copyOfRange(index, from(at), ends[at]);
        return Distribution.of(
                buckets, Arrays.copyOfRange(counts, from(at), ends[at]), wholeSums[at], fractionSums[at], perUnit);
    }

    /** Visits the buckets of a series. */
    int forEachBucket(int at, Distribution.IndexVisitor visitor) {
        int from = from(at);
        for (int i = from; i < ends[at]; i++) {
            visitor.bucket(index[i], counts[i]);
        }
        return ends[at] - from;
    }

    /** Returns a quantile of a series, raw; NaN when it has no values. */
    double quantile(int at, double q) {
        return totals[at] == 0 ? Double.NaN : BucketMath.quantile(index, counts, from(at), ends[at], totals[at], q);
    }

    /** Counts the values of a series at or below bounds, by the last bucket at or below each. */
    void cumulate(int at, int[] lastBuckets, long[] cumulated) {
        BucketMath.cumulate(index, counts, from(at), ends[at], lastBuckets, cumulated);
    }

    private void nextLast() {
        lastFrom = lastEnd;
        lastEnd = series < lastSeries ? ends[series] : lastFrom;
        limit = inPlace() ? lastEnd : index.length;
    }

    /** Returns whether the current series is written where it was in the last reading. */
    private boolean inPlace() {
        return series < lastSeries && index == lastIndex;
    }

    private void leavePlace(int more) {
        int size = Math.max(used + more, lastIndex.length);
        int[] otherIndex = spareIndex.length < size ? new int[size] : spareIndex;
        long[] otherCounts = spareCounts.length < size ? new long[size] : spareCounts;
        System.arraycopy(index, 0, otherIndex, 0, used);
        System.arraycopy(counts, 0, otherCounts, 0, used);
        index = otherIndex;
        counts = otherCounts;
        limit = index.length;
    }

    private void reserve(int more) {
        if (inPlace()) {
            leavePlace(more);
        }
        if (index.length - used < more) {
            index = Arrays.copyOf(index, Math.max(used + more, Math.max(FEW, 2 * used)));
            counts = Arrays.copyOf(counts, index.length);
        }
        limit = index.length;
    }

    private void makeRoom(int size) {
        ends = Arrays.copyOf(ends, size);
        totals = Arrays.copyOf(totals, size);
        wholeSums = Arrays.copyOf(wholeSums, size);
        fractionSums = Arrays.copyOf(fractionSums, size);
    }
}

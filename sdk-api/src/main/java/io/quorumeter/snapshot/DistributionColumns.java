package io.quorumeter.snapshot;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * For engines: the distributions of a family's series, one behind the other in flat arrays, which are filled again at each reading.
 *
 * <pre>
 *  series        0           1        2
 *  ends          3           3        5            where each one's buckets end: series 1 has none
 *  bucket        12 13 40    |        12 99        indices of {@link Buckets}, rising in each series
 *  count          1  7  2    |         4  1
 * </pre>
 *
 * <p>For each series in turn the engine calls {@link #bucket} for every bucket that holds something, {@link #exemplar} where there is
 * one, and {@link #end} once. Not thread-safe.
 */
public final class DistributionColumns {
    private static final int FEW = 16;

    int[] index = {};
    long[] counts = {};
    int[] ends = {};
    long[] totals = {};
    long[] wholeSums = {};
    double[] fractionSums = {};
    private final int exemplarsPerSeries;
    private @Nullable Exemplar @Nullable [] exemplars;
    private boolean anyExemplar;
    private int used;
    private int series;
    private long total;

    /** Columns without exemplars, outside of a snapshot. */
    public DistributionColumns() {
        this(0);
    }

    DistributionColumns(int exemplarsPerSeries) {
        this.exemplarsPerSeries = exemplarsPerSeries;
    }

    /**
     * A bucket of the current series that holds something.
     *
     * @param bucket its index in {@link Buckets}, greater than the one before
     * @param count how many values it holds, 1 or more
     */
    public void bucket(int bucket, long count) {
        if (used == index.length) {
            index = Arrays.copyOf(index, Math.max(FEW, 2 * used));
            counts = Arrays.copyOf(counts, index.length);
        }
        index[used] = bucket;
        counts[used++] = count;
        total += count;
    }

    /**
     * An exemplar of the current series.
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
     * Ends the current series; the next call is about the next one.
     *
     * @param wholeSum the sum of its values that were recorded as whole numbers, raw
     * @param fractionSum the sum of the others, raw
     */
    public void end(long wholeSum, double fractionSum) {
        if (series == ends.length) {
            makeRoom(Math.max(1, 2 * series));
        }
        ends[series] = used;
        totals[series] = total;
        wholeSums[series] = wholeSum;
        fractionSums[series++] = fractionSum;
        total = 0;
    }

    /**
     * A copy of one series' distribution, which may be kept.
     *
     * @param series how many series were ended before it
     * @param perUnit how many raw units make one of the family's
     * @return what it holds
     */
    public Distribution distribution(int series, double perUnit) {
        int from = from(series);
        return Distribution.of(
                Arrays.copyOfRange(index, from, ends[series]),
                Arrays.copyOfRange(counts, from, ends[series]),
                wholeSums[series],
                fractionSums[series],
                perUnit);
    }

    /** Forgets everything and makes room for so many series. */
    void begin(int expected) {
        if (expected > ends.length) {
            makeRoom(expected);
        }
        if (exemplars != null && anyExemplar) {
            Arrays.fill(exemplars, null);
        }
        anyExemplar = false;
        used = 0;
        series = 0;
        total = 0;
    }

    int from(int at) {
        return at == 0 ? 0 : ends[at - 1];
    }

    @Nullable
    Exemplar exemplarAt(int at, int bound) {
        @Nullable Exemplar[] all = exemplars;
        int place = at * exemplarsPerSeries + bound;
        return !anyExemplar || all == null || place >= all.length ? null : all[place];
    }

    boolean hasExemplars() {
        return anyExemplar;
    }

    void add(Distribution distribution) {
        distribution.forEachIndex(this::bucket);
        end(distribution.exactSum(), distribution.fractionSum());
    }

    private void makeRoom(int size) {
        ends = Arrays.copyOf(ends, size);
        totals = Arrays.copyOf(totals, size);
        wholeSums = Arrays.copyOf(wholeSums, size);
        fractionSums = Arrays.copyOf(fractionSums, size);
    }
}

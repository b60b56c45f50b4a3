package io.quorumeter.snapshot.column;

import io.quorumeter.Bounds;
import io.quorumeter.Labels;
import io.quorumeter.MetricDescriptor;
import io.quorumeter.MetricType;
import io.quorumeter.snapshot.Exemplar;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One family's place in a snapshot: columns that an engine fills again at each reading instead of creating new ones.
 *
 * <p>A reading is {@link #begin}, the values of each series by index, and then a {@link io.quorumeter.snapshot.FamilySnapshot} over the
 * columns, through which all others read. {@link #end} marks that the readers have left: calls on the snapshot then fail, until the next
 * reading begins. Columns of a snapshot that is kept are never ended. Not thread-safe while they are filled; safe for any number of readers
 * after that.
 */
public final class FamilyColumns {
    private static final long[] NO_LONGS = {};
    private static final double[] NO_DOUBLES = {};

    /** What the family is. */
    public final MetricDescriptor descriptor;

    /** Where the exposition cuts its distributions. */
    public final Bounds bounds;

    /** How many raw units make one of the family's. */
    public final double perUnit;

    /** The quantiles that a summary shows. */
    public final List<Double> quantiles;

    /** Whether the series are distributions. */
    public final boolean holdsDistributions;

    /** The distributions; for a summary those of its window. */
    public final DistributionColumns distributions;

    private List<Labels> labels = List.of();
    private long[] whole = NO_LONGS;
    private double[] fraction = NO_DOUBLES;
    private long @Nullable [] timestamps;
    private boolean anyTimestamp;
    private long[] created = NO_LONGS;
    private long[] cumulativeWholeSums = NO_LONGS;
    private @Nullable Exemplar @Nullable [] exemplars;
    private boolean anyExemplar;
    private int @Nullable [] lastBuckets;
    private boolean open = true;

    /**
     * Creates columns without series.
     *
     * @param descriptor what the family is
     * @param bounds where a format with cumulative buckets cuts its distributions
     * @param perUnit how many raw units make one of the family's: 1e9 for timers, which are raw in nanoseconds, else 1
     * @param quantiles the quantiles that a summary shows, each 0 to 1; empty for other types
     */
    public FamilyColumns(MetricDescriptor descriptor, Bounds bounds, double perUnit, List<Double> quantiles) {
        this.descriptor = descriptor;
        this.bounds = bounds;
        this.perUnit = perUnit;
        this.quantiles = List.copyOf(quantiles);
        this.quantiles.forEach(BucketMath::checkQuantile);
        this.holdsDistributions = descriptor.type() == MetricType.HISTOGRAM || descriptor.type() == MetricType.SUMMARY;
        this.distributions = new DistributionColumns(bounds.size() + 1);
    }

    /**
     * Begins a reading, with every number 0 and no distribution.
     *
     * @param series the labels of the series; the same list as long as no series begins or ends, see {@link
     *     io.quorumeter.snapshot.FamilySnapshot#allLabels()}
     * @param createdMillis when each began to count, Unix milliseconds, 0 for "not known"; at least as long as the list, or empty when it
     *     is known of none
     */
    @SuppressWarnings("ReferenceEquality")
    public void begin(List<Labels> series, long[] createdMillis) {
        int size = series.size();
        boolean sameSeries = labels == series;
        labels = series;
        created = createdMillis;
        if (!holdsDistributions || descriptor.type() == MetricType.SUMMARY) {
            whole = cleared(whole, size);
            if (fraction.length < size) {
                fraction = new double[roomFor(size, fraction.length)];
            } else {
                Arrays.fill(fraction, 0, size, 0);
            }
        }
        if (anyTimestamp && timestamps != null) {
            Arrays.fill(timestamps, 0);
        }
        if (anyExemplar && exemplars != null) {
            Arrays.fill(exemplars, null);
        }
        anyTimestamp = false;
        anyExemplar = false;
        if (holdsDistributions) {
            distributions.begin(size, sameSeries);
        }
        open = true;
    }

    /** {@return the column of the numbers' whole parts, by series, possibly longer than that; to be written to} */
    public long[] whole() {
        return whole;
    }

    /** {@return the column of what is to be added to them, by series, possibly longer than that; to be written to} */
    public double[] fraction() {
        return fraction;
    }

    /**
     * Sets when a number was measured.
     *
     * @param series its index
     * @param unixMillis Unix milliseconds; 0 for "at the snapshot", which needs no call
     */
    public void timestamp(int series, long unixMillis) {
        long[] all = timestamps;
        if (all == null || all.length < labels.size()) {
            all = new long[labels.size()];
            if (timestamps != null) {
                System.arraycopy(timestamps, 0, all, 0, timestamps.length);
            }
            timestamps = all;
        }
        all[series] = unixMillis;
        anyTimestamp = true;
    }

    /**
     * Sets a counter's exemplar.
     *
     * @param series its index
     * @param exemplar one of its increments
     */
    public void exemplar(int series, Exemplar exemplar) {
        @Nullable Exemplar[] all = exemplars;
        if (all == null || all.length < labels.size()) {
            all = all == null ? new Exemplar[labels.size()] : Arrays.copyOf(all, labels.size());
            exemplars = all;
        }
        all[series] = exemplar;
        anyExemplar = true;
    }

    /**
     * Sets a summary's totals: of everything that was recorded, not of its window alone.
     *
     * @param series its index
     * @param count how many values
     * @param wholeSum the sum of those recorded as whole numbers, raw
     * @param fractionSum the sum of the others, raw
     */
    public void cumulative(int series, long count, long wholeSum, double fractionSum) {
        if (cumulativeWholeSums.length < labels.size()) {
            cumulativeWholeSums = Arrays.copyOf(cumulativeWholeSums, whole.length);
        }
        whole[series] = count;
        cumulativeWholeSums[series] = wholeSum;
        fraction[series] = fractionSum;
    }

    /** Ends the reading; the columns may be filled again. */
    public void end() {
        open = false;
    }

    /** {@return the labels of the series} */
    public List<Labels> labels() {
        return labels;
    }

    /** Refuses to read numbers of a family of distributions, or of columns that may be filled again. */
    public void checkNumbers() {
        checkOpen();
        if (holdsDistributions) {
            throw new UnsupportedOperationException("family '" + descriptor.name() + "' is a "
                    + descriptor.type().name().toLowerCase(Locale.ROOT)
                    + " and has no value(…): ask its count(…), sum(…), quantile(…) or distribution(…)");
        }
    }

    /** Refuses to read distributions of a family of numbers, or of columns that may be filled again. */
    public void checkDistributions() {
        checkOpen();
        if (!holdsDistributions) {
            throw new UnsupportedOperationException("family '" + descriptor.name() + "' is a "
                    + descriptor.type().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + " and holds no distributions: ask its value(…)");
        }
    }

    /** Refuses to read columns that may be filled again. */
    public void checkOpen() {
        if (!open) {
            throw new IllegalStateException(
                    "family '" + descriptor.name()
                            + "' is asked for after its snapshot was given back; copy what you need inside read(…), or take a snapshot()");
        }
    }

    /**
     * Returns when a number was measured.
     *
     * @param series its index
     * @return Unix milliseconds; 0 for at the snapshot
     */
    public long timestamp(int series) {
        long[] all = timestamps;
        return anyTimestamp && all != null ? all[series] : 0;
    }

    /**
     * Returns when a series began to count.
     *
     * @param series its index
     * @return Unix milliseconds; 0 when that is not known
     */
    public long created(int series) {
        return created.length == 0 ? 0 : created[series];
    }

    /**
     * Returns a counter's exemplar.
     *
     * @param series its index
     * @return the exemplar, or null
     */
    public @Nullable Exemplar exemplar(int series) {
        @Nullable Exemplar[] all = exemplars;
        return anyExemplar && all != null ? all[series] : null;
    }

    /** {@return whether any series has an exemplar} */
    public boolean hasExemplars() {
        return anyExemplar || distributions.hasExemplars();
    }

    /**
     * Returns the sum of what was recorded as whole numbers.
     *
     * @param series its index
     * @return the sum, raw
     */
    public long wholeSum(int series) {
        return descriptor.type() == MetricType.SUMMARY ? cumulativeWholeSums[series] : distributions.wholeSum(series);
    }

    /**
     * Returns the sum of what was recorded with a fraction.
     *
     * @param series its index
     * @return the sum, raw
     */
    public double fractionSum(int series) {
        return descriptor.type() == MetricType.SUMMARY ? fraction[series] : distributions.fractionSum(series);
    }

    /** {@return for each bound the last bucket at or below it} */
    public int[] lastBuckets() {
        int[] last = lastBuckets;
        if (last == null) {
            last = BucketMath.lastBuckets(bounds, perUnit);
            lastBuckets = last;
        }
        return last;
    }

    /**
     * Takes over arrays that are as long as the list.
     *
     * @param series the labels
     * @param wholes the whole parts
     * @param fractions what is to be added to them
     * @param stamps when they were measured, Unix milliseconds, or null
     * @return these columns
     */
    public FamilyColumns adopt(List<Labels> series, long[] wholes, double[] fractions, long @Nullable [] stamps) {
        labels = series;
        whole = wholes;
        fraction = fractions;
        timestamps = stamps;
        anyTimestamp = stamps != null;
        return this;
    }

    private static long[] cleared(long[] column, int size) {
        if (column.length < size) {
            return new long[roomFor(size, column.length)];
        }
        Arrays.fill(column, 0, size, 0);
        return column;
    }

    /**
     * Returns the room to allocate: exactly what is needed at first, because most families never grow, and with room to spare when a family
     * has grown.
     */
    private static int roomFor(int size, int before) {
        return before == 0 ? size : size + size / 4;
    }
}

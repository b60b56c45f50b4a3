package io.quorumeter.core.column;

import io.quorumeter.Bounds;
import io.quorumeter.Labels;
import io.quorumeter.MetricDescriptor;
import io.quorumeter.MetricType;
import io.quorumeter.snapshot.Distribution;
import io.quorumeter.snapshot.Exemplar;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.spi.BucketMath;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One family's place in a snapshot: columns that an engine fills again at each reading instead of creating new ones.
 *
 * <p>A reading is {@link #begin} and the values of each series by index; all others then read it as a {@link FamilySnapshot}. {@link #end}
 * marks that the readers have left: calls then fail, until the next reading begins. Columns of a snapshot that is kept are never ended. Not
 * thread-safe while they are filled; safe for any number of readers after that.
 */
public final class FamilyColumns implements FamilySnapshot {
    private static final long[] NO_LONGS = {};
    private static final double[] NO_DOUBLES = {};

    /** The distributions; for a summary those of its window. */
    public final DistributionColumns distributions;

    private final MetricDescriptor descriptor;
    private final Bounds bounds;
    private final double perUnit;
    private final List<Double> quantiles;
    private final boolean holdsDistributions;
    private final boolean isSummary;

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
        this.isSummary = descriptor.type() == MetricType.SUMMARY;
        this.holdsDistributions = isSummary || descriptor.type() == MetricType.HISTOGRAM;
        this.distributions = new DistributionColumns(bounds.size() + 1);
    }

    /**
     * Begins a reading, with every number 0 and no distribution.
     *
     * @param series the labels of the series; the same list as long as no series begins or ends, see {@link #allLabels()}
     * @param createdMillis when each began to count, Unix milliseconds, 0 for "not known"; at least as long as the list, or empty when it
     *     is known of none
     */
    @SuppressWarnings("ReferenceEquality")
    public void begin(List<Labels> series, long[] createdMillis) {
        int size = series.size();
        boolean sameSeries = labels == series;
        labels = series;
        created = createdMillis;
        if (!holdsDistributions || isSummary) {
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

    @Override
    public MetricDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Bounds bounds() {
        return bounds;
    }

    @Override
    public List<Double> quantiles() {
        return quantiles;
    }

    @Override
    public double perUnit() {
        return perUnit;
    }

    @Override
    public boolean hasDistributions() {
        return holdsDistributions;
    }

    @Override
    public int size() {
        return allLabels().size();
    }

    @Override
    public Labels labels(int index) {
        return allLabels().get(index);
    }

    @Override
    public List<Labels> allLabels() {
        checkOpen();
        return labels;
    }

    @Override
    public int indexOf(Labels wanted) {
        return allLabels().indexOf(wanted);
    }

    @Override
    public long createdMillis(int index) {
        checkOpen();
        return created.length == 0 ? 0 : created[index];
    }

    @Override
    public double value(int index) {
        checkNumbers();
        return whole[index] + fraction[index];
    }

    @Override
    public long wholeValue(int index) {
        checkNumbers();
        return whole[index];
    }

    @Override
    public double fraction(int index) {
        checkNumbers();
        return fraction[index];
    }

    @Override
    public long timestampMillis(int index) {
        checkOpen();
        long[] all = timestamps;
        return anyTimestamp && all != null ? all[index] : 0;
    }

    @Override
    public boolean hasExemplars() {
        checkOpen();
        return anyExemplar || distributions.hasExemplars();
    }

    @Override
    public @Nullable Exemplar exemplar(int index) {
        checkOpen();
        @Nullable Exemplar[] all = exemplars;
        return anyExemplar && all != null ? all[index] : null;
    }

    @Override
    public @Nullable Exemplar exemplar(int index, int bound) {
        checkOpen();
        return distributions.exemplarAt(index, bound);
    }

    @Override
    public Distribution distribution(int index) {
        checkDistributions();
        return distributions.distribution(index, perUnit);
    }

    @Override
    public long count(int index) {
        checkDistributions();
        return isSummary ? whole[index] : distributions.total(index);
    }

    @Override
    public double sum(int index) {
        return wholeSum(index) / perUnit + fractionSum(index) / perUnit;
    }

    @Override
    public long wholeSum(int index) {
        checkDistributions();
        return isSummary ? cumulativeWholeSums[index] : distributions.wholeSum(index);
    }

    @Override
    public double fractionSum(int index) {
        checkDistributions();
        return isSummary ? fraction[index] : distributions.fractionSum(index);
    }

    @Override
    public double quantile(int index, double q) {
        checkDistributions();
        BucketMath.checkQuantile(q);
        return distributions.quantile(index, q) / perUnit;
    }

    @Override
    public long[] countsAtOrBelow(int index, long[] counts) {
        checkDistributions();
        distributions.cumulate(index, lastBuckets(), counts);
        return counts;
    }

    @Override
    public int forEachBucket(int index, Distribution.IndexVisitor visitor) {
        checkDistributions();
        return distributions.forEachBucket(index, visitor);
    }

    @Override
    public FamilySnapshot merge(@Nullable FamilySnapshot other) {
        return FamilyMerge.merge(this, other);
    }

    @Override
    public FamilySnapshot since(@Nullable FamilySnapshot earlier, Set<Labels> ended) {
        return FamilyDiff.between(earlier, this, ended);
    }

    /** Returns the name, the type and how many series there are, for people. */
    @Override
    public String toString() {
        return descriptor.name() + " (" + type() + ", " + labels.size() + " series)";
    }

    /** Adds what the next series holds. */
    void add(Distribution distribution) {
        distribution.forEachIndex(distributions::bucket);
        distributions.end(distribution.exactSum(), distribution.fractionSum());
    }

    private void checkNumbers() {
        checkOpen();
        if (holdsDistributions) {
            throw new UnsupportedOperationException("family '" + descriptor.name() + "' is a " + type()
                    + " and has no value(…): ask its count(…), sum(…), quantile(…) or distribution(…)");
        }
    }

    private void checkDistributions() {
        checkOpen();
        if (!holdsDistributions) {
            throw new UnsupportedOperationException("family '" + descriptor.name() + "' is a " + type()
                    + " and holds no distributions: ask its value(…)");
        }
    }

    private void checkOpen() {
        if (!open) {
            throw new IllegalStateException(
                    "family '" + descriptor.name()
                            + "' is asked for after its snapshot was given back; copy what you need inside read(…), or take a snapshot()");
        }
    }

    private String type() {
        return descriptor.type().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private int[] lastBuckets() {
        int[] last = lastBuckets;
        if (last == null) {
            last = BucketMath.lastBuckets(bounds, perUnit);
            lastBuckets = last;
        }
        return last;
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

package io.quorumeter.snapshot;

import io.quorumeter.Bounds;
import io.quorumeter.Labels;
import io.quorumeter.MetricDescriptor;
import io.quorumeter.MetricType;
import io.quorumeter.snapshot.column.BucketMath;
import io.quorumeter.snapshot.column.DistributionColumns;
import io.quorumeter.snapshot.column.FamilyColumns;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One family in a snapshot: its series by index, in columns. A family holds numbers or distributions, depending on its type. It does not
 * change as long as its snapshot is valid: for ever in one from {@code snapshot()}, until the function returns in {@code read(…)}. Calls
 * after that fail with an {@link IllegalStateException}, or show a later reading when there is one under way. Reading numbers from
 * distributions, or distributions from numbers, fails with an {@link UnsupportedOperationException}; {@link #hasDistributions()}
 * distinguishes them.
 */
public final class FamilySnapshot {
    private final FamilyColumns columns;

    /**
     * Creates a family over columns that an engine fills again and again.
     *
     * @param columns what was read
     */
    @SuppressWarnings("exports") // a package of the engine's
    public FamilySnapshot(FamilyColumns columns) {
        this.columns = columns;
    }

    /**
     * Creates a family of counters, gauges, facts or states, for engines and tests. List and arrays become the snapshot's own and have the
     * same length.
     *
     * @param descriptor what the family is; of numbers
     * @param labels the series
     * @param whole the values' whole parts
     * @param fraction what is to be added to them
     * @param timestampMillis when each was measured, Unix milliseconds, 0 for "at the snapshot"; null when that is true of all
     * @return the family
     */
    public static FamilySnapshot ofNumbers(
            MetricDescriptor descriptor,
            List<Labels> labels,
            long[] whole,
            double[] fraction,
            long @Nullable [] timestampMillis) {
        return new FamilySnapshot(new FamilyColumns(descriptor, Bounds.defaultFor(descriptor.unit()), 1, List.of())
                .adopt(labels, whole, fraction, timestampMillis));
    }

    /**
     * Creates a family of distributions, all of timers or none, for engines and tests. List and array have the same length.
     *
     * @param descriptor what the family is; a histogram
     * @param bounds where a format with cumulative buckets cuts the distributions
     * @param labels the series; becomes the snapshot's own
     * @param distributions what each series holds
     * @return the family
     */
    public static FamilySnapshot ofDistributions(
            MetricDescriptor descriptor, Bounds bounds, List<Labels> labels, Distribution[] distributions) {
        double perUnit = distributions.length == 0 ? 1 : distributions[0].perUnit();
        FamilyColumns columns = new FamilyColumns(descriptor, bounds, perUnit, List.of());
        columns.begin(labels, new long[0]);
        for (Distribution distribution : distributions) {
            add(distribution, columns);
        }
        return new FamilySnapshot(columns);
    }

    /** {@return what the family is} */
    public MetricDescriptor descriptor() {
        return columns.descriptor;
    }

    /** {@return where a format with cumulative buckets cuts the family's distributions} */
    public Bounds bounds() {
        return columns.bounds;
    }

    /** {@return the quantiles that a summary shows, 0 to 1, as declared; empty for other types} */
    public List<Double> quantiles() {
        return columns.quantiles;
    }

    /** {@return how many series there are} */
    public int size() {
        columns.checkOpen();
        return columns.labels().size();
    }

    /**
     * Returns the labels of a series.
     *
     * @param index the series, 0 … {@link #size()}-1
     * @return its labels
     */
    public Labels labels(int index) {
        columns.checkOpen();
        return columns.labels().get(index);
    }

    /**
     * Returns the labels of all series. As long as no series begins or ends this is the same object in every snapshot, so that an exporter
     * can keep what it prepared for the list. The list may be kept.
     *
     * @return the labels, by index
     */
    public List<Labels> allLabels() {
        columns.checkOpen();
        return columns.labels();
    }

    /**
     * Returns when a series began to count: a total that is smaller than before, or began later, is another total.
     *
     * @param index the series, 0 … {@link #size()}-1
     * @return Unix milliseconds; 0 when it is not known
     */
    public long createdMillis(int index) {
        columns.checkOpen();
        return columns.created(index);
    }

    /**
     * Returns the value of a counter, gauge, fact or state.
     *
     * @param index the series, 0 … {@link #size()}-1
     * @return the value, in the unit that the name states
     */
    public double value(int index) {
        columns.checkNumbers();
        return columns.whole()[index] + columns.fraction()[index];
    }

    /**
     * Returns the whole part of a number, exact beyond 2<sup>53</sup>.
     *
     * @param index the series, 0 … {@link #size()}-1
     * @return the value itself when {@link #isWhole} says so
     */
    public long wholeValue(int index) {
        columns.checkNumbers();
        return columns.whole()[index];
    }

    /**
     * Returns whether a number has no fractional part.
     *
     * @param index the series, 0 … {@link #size()}-1
     * @return true when {@link #wholeValue} is all of the value
     */
    public boolean isWhole(int index) {
        columns.checkNumbers();
        return columns.fraction()[index] == 0;
    }

    double fraction(int index) {
        columns.checkOpen();
        return columns.fraction()[index];
    }

    double fractionSum(int index) {
        columns.checkOpen();
        return columns.fractionSum(index);
    }

    /**
     * Returns when a number was measured.
     *
     * @param index the series, 0 … {@link #size()}-1
     * @return Unix milliseconds when the source of the value gave a time; 0 for "at the snapshot"
     */
    public long timestampMillis(int index) {
        columns.checkOpen();
        return columns.timestamp(index);
    }

    /** {@return whether any series has an exemplar} */
    public boolean hasExemplars() {
        columns.checkOpen();
        return columns.hasExemplars();
    }

    /**
     * Returns the exemplar of a counter.
     *
     * @param index the series, 0 … {@link #size()}-1
     * @return one of its increments; null when none was given
     */
    public @Nullable Exemplar exemplar(int index) {
        columns.checkOpen();
        return columns.exemplar(index);
    }

    /**
     * Returns the exemplar of a histogram under one of its bounds.
     *
     * @param index the series, 0 … {@link #size()}-1
     * @param bound the place of the bound in {@link #bounds()}; as many as there are for {@code +Inf}
     * @return one of the values that are counted under this bound and not under the one before; null when none was given
     */
    public @Nullable Exemplar exemplar(int index, int bound) {
        columns.checkOpen();
        return columns.distributions.exemplarAt(index, bound);
    }

    /**
     * Copies the distribution of a series; the copy may be kept. The other methods make no copy.
     *
     * @param index the series, 0 … {@link #size()}-1
     * @return what was recorded; for a summary what was recorded within its window
     */
    public Distribution distribution(int index) {
        columns.checkDistributions();
        DistributionColumns all = columns.distributions;
        return Distribution.of(
                all.buckets(index), all.counts(index), all.wholeSum(index), all.fractionSum(index), columns.perUnit);
    }

    /**
     * Returns how many values were recorded.
     *
     * @param index the series of a histogram, timer or summary, 0 … {@link #size()}-1
     * @return the count; for a summary the count of everything, not of its window alone
     */
    public long count(int index) {
        columns.checkDistributions();
        return descriptor().type() == MetricType.SUMMARY ? columns.whole()[index] : columns.distributions.total(index);
    }

    /**
     * Returns the sum of what was recorded.
     *
     * @param index the series of a histogram, timer or summary, 0 … {@link #size()}-1
     * @return the sum in the family's unit; for a summary the sum of everything, not of its window alone
     */
    public double sum(int index) {
        columns.checkDistributions();
        return columns.wholeSum(index) / columns.perUnit + columns.fractionSum(index) / columns.perUnit;
    }

    /**
     * Returns the part of the sum that was recorded as whole numbers, exactly and raw: in nanoseconds for a timer, see {@link #perUnit()}.
     *
     * @param index the series of a histogram, timer or summary, 0 … {@link #size()}-1
     * @return the sum itself when {@link #isWholeSum} says so
     */
    public long wholeSum(int index) {
        columns.checkDistributions();
        return columns.wholeSum(index);
    }

    /**
     * Returns whether all values that a series recorded were whole numbers.
     *
     * @param index the series of a histogram, timer or summary, 0 … {@link #size()}-1
     * @return true when {@link #wholeSum} is all of the sum
     */
    public boolean isWholeSum(int index) {
        columns.checkDistributions();
        return columns.fractionSum(index) == 0;
    }

    /** {@return how many raw units make one of the family's: 1e9 for timers, else 1} */
    public double perUnit() {
        return columns.perUnit;
    }

    /**
     * Returns the value below or at which the share {@code q} of a series' values lies; for a summary, of the values in its window.
     *
     * @param index the series of a histogram, timer or summary, 0 … {@link #size()}-1
     * @param q 0 to 1; 0.5 is the median
     * @return the value in the family's unit, within 1&nbsp;%; NaN when there is none
     * @throws IllegalArgumentException when {@code q} is not from 0 to 1
     */
    public double quantile(int index, double q) {
        columns.checkDistributions();
        BucketMath.checkQuantile(q);
        DistributionColumns all = columns.distributions;
        return all.total(index) == 0 ? Double.NaN : all.quantile(index, q) / columns.perUnit;
    }

    /**
     * Counts the values of a series at or below each of the family's {@link #bounds()}, with the precision of {@link
     * Distribution#countAtOrBelow}.
     *
     * @param index the series of a histogram or timer, 0 … {@link #size()}-1
     * @param counts takes the counts; at least as long as there are bounds
     * @return {@code counts}
     */
    public long[] countsAtOrBelow(int index, long[] counts) {
        columns.checkOpen();
        columns.distributions.cumulate(index, columns.lastBuckets(), counts);
        return counts;
    }

    /** {@return whether the series hold distributions rather than numbers} */
    public boolean hasDistributions() {
        return columns.holdsDistributions;
    }

    /**
     * Looks a series up.
     *
     * @param wanted its labels, all of them
     * @return its index, or -1 when there is none
     */
    public int indexOf(Labels wanted) {
        columns.checkOpen();
        return columns.labels().indexOf(wanted);
    }

    /** {@return the sum over all series: of the values, or of the distributions' counts} */
    public double total() {
        double total = 0;
        for (int i = 0; i < size(); i++) {
            total += hasDistributions() ? count(i) : value(i);
        }
        return total;
    }

    /** Returns the name, the type and how many series there are, for people. */
    @Override
    public String toString() {
        MetricDescriptor what = descriptor();
        return what.name() + " (" + what.type().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", "
                + columns.labels().size() + " series)";
    }

    static void add(Distribution distribution, FamilyColumns to) {
        distribution.forEachIndex(to.distributions::bucket);
        to.distributions.end(distribution.exactSum(), distribution.fractionSum());
    }
}

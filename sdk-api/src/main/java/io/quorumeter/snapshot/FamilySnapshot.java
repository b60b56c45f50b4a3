package io.quorumeter.snapshot;

import io.quorumeter.Bounds;
import io.quorumeter.Labels;
import io.quorumeter.MetricDescriptor;
import io.quorumeter.MetricType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One family in a snapshot: its series by index, in columns. A family holds numbers or distributions, as its type says. Immutable.
 */
public final class FamilySnapshot {
    private final MetricDescriptor descriptor;
    private final Bounds bounds;
    private final List<Labels> labels;
    private final long[] whole;
    private final double[] fraction;
    private final long @Nullable [] timestampMillis;
    private final Distribution[] distributions;

    private FamilySnapshot(
            MetricDescriptor descriptor,
            Bounds bounds,
            List<Labels> labels,
            long[] whole,
            double[] fraction,
            long @Nullable [] timestampMillis,
            Distribution[] distributions) {
        this.descriptor = descriptor;
        this.bounds = bounds;
        this.labels = labels;
        this.whole = whole;
        this.fraction = fraction;
        this.timestampMillis = timestampMillis;
        this.distributions = distributions;
    }

    /**
     * For engines: a family of counters, gauges or facts. List and arrays become the snapshot's own and are as long as each other.
     *
     * @param descriptor what the family is; not a histogram
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
        return new FamilySnapshot(
                descriptor,
                Bounds.defaultFor(descriptor.unit()),
                labels,
                whole,
                fraction,
                timestampMillis,
                new Distribution[0]);
    }

    /**
     * For engines: a family of distributions. List and array become the snapshot's own and are as long as each other.
     *
     * @param descriptor what the family is; a histogram
     * @param bounds where a format with cumulative buckets cuts the distributions
     * @param labels the series
     * @param distributions what each series holds
     * @return the family
     */
    public static FamilySnapshot ofDistributions(
            MetricDescriptor descriptor, Bounds bounds, List<Labels> labels, Distribution[] distributions) {
        return new FamilySnapshot(descriptor, bounds, labels, new long[0], new double[0], null, distributions);
    }

    /** {@return what the family is} */
    public MetricDescriptor descriptor() {
        return descriptor;
    }

    /** {@return where a format with cumulative buckets cuts the family's distributions} */
    public Bounds bounds() {
        return bounds;
    }

    /** {@return how many series there are} */
    public int size() {
        return labels.size();
    }

    /**
     * The labels of a series.
     *
     * @param index the series, 0 … {@link #size()}-1
     * @return its labels
     */
    public Labels labels(int index) {
        return labels.get(index);
    }

    /**
     * The labels of all series. As long as no series comes or goes this is the same object in every snapshot, so that an exporter can
     * keep what it prepared for it.
     *
     * @return the labels, by index
     */
    public List<Labels> allLabels() {
        return labels;
    }

    /**
     * The value of a counter, gauge or fact.
     *
     * @param index the series, 0 … {@link #size()}-1
     * @return the value, in the unit that the name states
     */
    public double value(int index) {
        return whole[index] + fraction[index];
    }

    /**
     * The whole part of a number, exact beyond 2<sup>53</sup>.
     *
     * @param index the series, 0 … {@link #size()}-1
     * @return the value itself when {@link #isWhole} says so
     */
    public long wholeValue(int index) {
        return whole[index];
    }

    /**
     * Whether a number has no fractional part.
     *
     * @param index the series, 0 … {@link #size()}-1
     * @return true when {@link #wholeValue} is all of the value
     */
    public boolean isWhole(int index) {
        return fraction[index] == 0;
    }

    /**
     * When a number was measured.
     *
     * @param index the series, 0 … {@link #size()}-1
     * @return Unix milliseconds when the source of the value gave a time; 0 for "at the snapshot"
     */
    public long timestampMillis(int index) {
        return timestampMillis == null ? 0 : timestampMillis[index];
    }

    /**
     * The distribution of a histogram's or timer's series.
     *
     * @param index the series, 0 … {@link #size()}-1
     * @return what was recorded
     */
    public Distribution distribution(int index) {
        return distributions[index];
    }

    /** {@return whether the series hold distributions rather than numbers} */
    public boolean hasDistributions() {
        return descriptor.type() == MetricType.HISTOGRAM;
    }

    /**
     * Looks a series up.
     *
     * @param wanted its labels, all of them
     * @return its index, or -1 when there is none
     */
    public int indexOf(Labels wanted) {
        return labels.indexOf(wanted);
    }

    /** {@return the sum over all series: of the values, or of the distributions' counts} */
    public double total() {
        double total = 0;
        for (int i = 0; i < size(); i++) {
            total += hasDistributions() ? distributions[i].count() : value(i);
        }
        return total;
    }
}

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
     * @param whole the values' whole parts
     * @param fraction what is to be added to them
     * @param timestampMillis when each was measured, Unix milliseconds, 0 for "at the snapshot"; null when that is true of all
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

    /** For engines: a family of distributions. List and array become the snapshot's own and are as long as each other. */
    public static FamilySnapshot ofDistributions(
            MetricDescriptor descriptor, Bounds bounds, List<Labels> labels, Distribution[] distributions) {
        return new FamilySnapshot(descriptor, bounds, labels, new long[0], new double[0], null, distributions);
    }

    /** What the family is. */
    public MetricDescriptor descriptor() {
        return descriptor;
    }

    /** Where a format with cumulative buckets cuts the family's distributions. */
    public Bounds bounds() {
        return bounds;
    }

    /** How many series there are. */
    public int size() {
        return labels.size();
    }

    /** The labels of the series at {@code index}. */
    public Labels labels(int index) {
        return labels.get(index);
    }

    /**
     * The labels of all series. As long as no series comes or goes this is the same object in every snapshot, so that an exporter can
     * keep what it prepared for it.
     */
    public List<Labels> allLabels() {
        return labels;
    }

    /** The value of a counter, gauge or fact. */
    public double value(int index) {
        return whole[index] + fraction[index];
    }

    /** The whole part of the value, exact beyond 2<sup>53</sup>; the value itself when {@link #isWhole} says so. */
    public long wholeValue(int index) {
        return whole[index];
    }

    /** Whether {@link #wholeValue} is all of the value. */
    public boolean isWhole(int index) {
        return fraction[index] == 0;
    }

    /** When the value was measured, in Unix milliseconds, when its source said so; 0 for "at the snapshot". */
    public long timestampMillis(int index) {
        return timestampMillis == null ? 0 : timestampMillis[index];
    }

    /** The distribution of a histogram's or timer's series. */
    public Distribution distribution(int index) {
        return distributions[index];
    }

    /** Whether the series hold distributions rather than numbers. */
    public boolean hasDistributions() {
        return descriptor.type() == MetricType.HISTOGRAM;
    }

    /** The index of the series with these labels, or -1. */
    public int indexOf(Labels wanted) {
        return labels.indexOf(wanted);
    }

    /** The sum over all series: of the values, or of the distributions' counts. */
    public double total() {
        double total = 0;
        for (int i = 0; i < size(); i++) {
            total += hasDistributions() ? distributions[i].count() : value(i);
        }
        return total;
    }
}

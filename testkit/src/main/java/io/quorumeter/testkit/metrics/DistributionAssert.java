package io.quorumeter.testkit.metrics;

import io.quorumeter.Labels;
import io.quorumeter.snapshot.FamilySnapshot;
import java.util.List;
import org.assertj.core.api.AbstractDoubleAssert;
import org.assertj.core.api.Assertions;

/**
 * Assertions on a histogram or timer: of its count over all series that have the chosen labels, of everything else in the one.
 * Immutable.
 */
public final class DistributionAssert {
    private final SeriesSearch search;
    private final FamilySnapshot family;
    private final Labels labels;

    DistributionAssert(SeriesSearch search, FamilySnapshot family, Labels labels) {
        this.search = search;
        this.family = family;
        this.labels = labels;
    }

    /**
     * Turns to the series with a label.
     *
     * @param label its name
     * @param value its value
     * @return assertions on those of the series that have it
     */
    public DistributionAssert with(String label, String value) {
        return new DistributionAssert(search, family, labels.with(label, value));
    }

    /**
     * Checks how many values were recorded.
     *
     * @param expected how many
     * @return these assertions
     * @throws AssertionError when there are more or fewer
     */
    public DistributionAssert hasCount(long expected) {
        long count = matching().stream().mapToLong(family::count).sum();
        return check(count == expected, "a count of " + expected, Long.toString(count));
    }

    /**
     * Checks that nothing was recorded.
     *
     * @return these assertions
     * @throws AssertionError when something was
     */
    public DistributionAssert isEmpty() {
        return hasCount(0);
    }

    /**
     * Checks the sum of the values.
     *
     * @param expected in the family's unit, seconds for a timer
     * @param tolerance how far off it may be, zero or more
     * @return these assertions
     * @throws AssertionError when it is farther off
     */
    public DistributionAssert hasSumCloseTo(double expected, double tolerance) {
        double sum = family.sum(only());
        return check(
                Math.abs(sum - expected) <= tolerance,
                "a sum within " + SeriesText.number(tolerance) + " of " + SeriesText.number(expected),
                SeriesText.number(sum));
    }

    /**
     * A quantile, for AssertJ's assertions on numbers.
     *
     * @param q 0 to 1; 0.5 is the median
     * @return assertions on the value at or below which the share {@code q} lies, within 1 %, in seconds for a timer; NaN when nothing
     *     was recorded
     * @throws IllegalArgumentException when {@code q} is not from 0 to 1
     */
    public AbstractDoubleAssert<?> quantile(double q) {
        int series = only();
        return Assertions.assertThat(family.quantile(series, q))
                .as("quantile %s of %s%s", q, family.descriptor().name(), family.labels(series));
    }

    private DistributionAssert check(boolean holds, String expected, String actual) {
        if (!holds) {
            throw new AssertionError("Expecting " + family.descriptor().name() + labels + " to have " + expected
                    + "\nbut it is " + actual + ".\nThe nearest series:\n" + search.nearest(family, labels));
        }
        return this;
    }

    private int only() {
        List<Integer> found = matching();
        if (found.size() > 1) {
            throw new AssertionError(
                    "Expecting one series " + family.descriptor().name() + labels + "\nbut " + found.size()
                            + " have these labels; choose one with(…):\n" + search.nearest(family, labels));
        }
        return found.get(0);
    }

    private List<Integer> matching() {
        List<Integer> found = SeriesSearch.matching(family, labels);
        if (found.isEmpty()) {
            throw new AssertionError(search.noSeries(family, labels));
        }
        return found;
    }
}

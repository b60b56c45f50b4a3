package io.quorumeter.testkit.metrics;

import io.quorumeter.Labels;
import io.quorumeter.MetricType;
import io.quorumeter.snapshot.FamilySnapshot;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Assertions on a counter or gauge. Labels choose: of a counter the sum of all series that have them counts, of a gauge there must be
 * one. Immutable.
 */
public final class NumberAssert {
    private final SeriesSearch search;
    private final FamilySnapshot family;
    private final Labels labels;

    NumberAssert(SeriesSearch search, FamilySnapshot family, Labels labels) {
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
    public NumberAssert with(String label, String value) {
        return new NumberAssert(search, family, labels.with(label, value));
    }

    /**
     * Checks the value.
     *
     * @param expected what it must be, exactly, also above 2<sup>53</sup>
     * @return these assertions
     * @throws AssertionError when it is another
     */
    public NumberAssert isEqualTo(long expected) {
        List<Integer> series = series();
        boolean whole = series.stream().allMatch(family::isWhole);
        long sum = series.stream().mapToLong(family::wholeValue).sum();
        return check(() -> whole ? sum == expected : value() == expected, "equal to " + expected);
    }

    /**
     * Checks the value.
     *
     * @param expected what it must be, exactly
     * @return these assertions
     * @throws AssertionError when it is another
     */
    public NumberAssert isEqualTo(double expected) {
        return check(() -> value() == expected, "equal to " + SeriesText.number(expected));
    }

    /**
     * Checks the value.
     *
     * @param expected what it must be about
     * @param tolerance how far off it may be, zero or more
     * @return these assertions
     * @throws AssertionError when it is farther off
     */
    public NumberAssert isCloseTo(double expected, double tolerance) {
        return check(
                () -> Math.abs(value() - expected) <= tolerance,
                "within " + SeriesText.number(tolerance) + " of " + SeriesText.number(expected));
    }

    /**
     * Checks that the value is 0.
     *
     * @return these assertions
     * @throws AssertionError when it is not
     */
    public NumberAssert isZero() {
        return isEqualTo(0L);
    }

    /**
     * Checks that the value is above 0.
     *
     * @return these assertions
     * @throws AssertionError when it is not
     */
    public NumberAssert isPositive() {
        return check(() -> value() > 0, "positive");
    }

    /**
     * Checks the value.
     *
     * @param least what it must not be below
     * @return these assertions
     * @throws AssertionError when it is
     */
    public NumberAssert isAtLeast(double least) {
        return check(() -> value() >= least, "at least " + SeriesText.number(least));
    }

    /**
     * Checks the value.
     *
     * @param most what it must not be above
     * @return these assertions
     * @throws AssertionError when it is
     */
    public NumberAssert isAtMost(double most) {
        return check(() -> value() <= most, "at most " + SeriesText.number(most));
    }

    /**
     * Checks the value.
     *
     * @param least the lower bound, included
     * @param most the upper bound, included
     * @return these assertions
     * @throws AssertionError when it is outside
     */
    public NumberAssert isBetween(double least, double most) {
        return check(
                () -> value() >= least && value() <= most,
                "from " + SeriesText.number(least) + " to " + SeriesText.number(most));
    }

    /**
     * Checks that no series has these labels.
     *
     * @throws AssertionError when one has
     */
    public void doesNotExist() {
        if (!SeriesSearch.matching(family, labels).isEmpty()) {
            throw new AssertionError("Expecting " + family.descriptor().name() + " to have no series " + labels
                    + "\nbut it has:\n" + search.nearest(family, labels));
        }
    }

    /**
     * The value, for AssertJ's own assertions.
     *
     * @return the value of the one series; of a counter the sum of all that were chosen
     * @throws AssertionError when there is none, or several of a gauge
     */
    public double value() {
        return series().stream().mapToDouble(family::value).sum();
    }

    private NumberAssert check(BooleanSupplier holds, String expected) {
        if (!holds.getAsBoolean()) {
            throw new AssertionError("Expecting " + family.descriptor().name() + labels + " to be " + expected
                    + "\nbut it is " + SeriesText.number(value()) + ".\nThe nearest series:\n"
                    + search.nearest(family, labels));
        }
        return this;
    }

    private List<Integer> series() {
        List<Integer> found = SeriesSearch.matching(family, labels);
        if (found.isEmpty()) {
            throw new AssertionError(search.noSeries(family, labels));
        }
        if (found.size() > 1 && family.descriptor().type() != MetricType.COUNTER) {
            throw new AssertionError(
                    "Expecting one series " + family.descriptor().name() + labels + "\nbut " + found.size()
                            + " have these labels; choose one with(…):\n" + search.nearest(family, labels));
        }
        return found;
    }
}

package io.quorumeter.snapshot;

import io.quorumeter.Bounds;
import io.quorumeter.Labels;
import io.quorumeter.MetricDescriptor;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One family in a snapshot: its series by index, in columns. A family holds numbers or distributions, depending on its type. It does not
 * change as long as its snapshot is valid: for ever in one from {@code snapshot()}, until the function returns in {@code read(…)}. Calls
 * after that fail with an {@link IllegalStateException}, or show a later reading when there is one under way. Reading numbers from
 * distributions, or distributions from numbers, fails with an {@link UnsupportedOperationException}; {@link #hasDistributions()}
 * distinguishes them.
 */
public interface FamilySnapshot {

    /** {@return what the family is} */
    MetricDescriptor descriptor();

    /** {@return where a format with cumulative buckets cuts the family's distributions} */
    Bounds bounds();

    /** {@return the quantiles that a summary shows, 0 to 1, as declared; empty for other types} */
    List<Double> quantiles();

    /** {@return how many series there are} */
    int size();

    /**
     * Returns the labels of a series.
     *
     * @param index the series, 0 … {@link #size()}-1
     * @return its labels
     */
    Labels labels(int index);

    /**
     * Returns the labels of all series. As long as no series begins or ends this is the same object in every snapshot, so that an exporter
     * can keep what it prepared for the list. The list may be kept.
     *
     * @return the labels, by index
     */
    List<Labels> allLabels();

    /**
     * Returns when a series began to count: a total that is smaller than before, or began later, is another total.
     *
     * @param index the series, 0 … {@link #size()}-1
     * @return Unix milliseconds; 0 when it is not known
     */
    long createdMillis(int index);

    /**
     * Returns the value of a counter, gauge, fact or state.
     *
     * @param index the series, 0 … {@link #size()}-1
     * @return the value, in the unit that the name states
     */
    double value(int index);

    /**
     * Returns the whole part of a number, exact beyond 2<sup>53</sup>.
     *
     * @param index the series, 0 … {@link #size()}-1
     * @return the value itself when {@link #isWhole} says so
     */
    long wholeValue(int index);

    /**
     * Returns whether a number has no fractional part.
     *
     * @param index the series, 0 … {@link #size()}-1
     * @return true when {@link #wholeValue} is all of the value
     */
    default boolean isWhole(int index) {
        return fraction(index) == 0;
    }

    /**
     * Returns what is to be added to the whole part of a number.
     *
     * @param index the series, 0 … {@link #size()}-1
     * @return 0 for a whole number below 2<sup>63</sup>
     */
    double fraction(int index);

    /**
     * Returns the part of the sum that was recorded with a fraction, raw.
     *
     * @param index the series of a histogram, timer or summary, 0 … {@link #size()}-1
     * @return the sum
     */
    double fractionSum(int index);

    /**
     * Returns when a number was measured.
     *
     * @param index the series, 0 … {@link #size()}-1
     * @return Unix milliseconds when the source of the value gave a time; 0 for "at the snapshot"
     */
    long timestampMillis(int index);

    /** {@return whether any series has an exemplar} */
    boolean hasExemplars();

    /**
     * Returns the exemplar of a counter.
     *
     * @param index the series, 0 … {@link #size()}-1
     * @return one of its increments; null when none was given
     */
    @Nullable
    Exemplar exemplar(int index);

    /**
     * Returns the exemplar of a histogram under one of its bounds.
     *
     * @param index the series, 0 … {@link #size()}-1
     * @param bound the place of the bound in {@link #bounds()}; as many as there are for {@code +Inf}
     * @return one of the values that are counted under this bound and not under the one before; null when none was given
     */
    @Nullable
    Exemplar exemplar(int index, int bound);

    /**
     * Copies the distribution of a series; the copy may be kept. The other methods make no copy.
     *
     * @param index the series, 0 … {@link #size()}-1
     * @return what was recorded; for a summary what was recorded within its window
     */
    Distribution distribution(int index);

    /**
     * Returns how many values were recorded.
     *
     * @param index the series of a histogram, timer or summary, 0 … {@link #size()}-1
     * @return the count; for a summary the count of everything, not of its window alone
     */
    long count(int index);

    /**
     * Returns the sum of what was recorded.
     *
     * @param index the series of a histogram, timer or summary, 0 … {@link #size()}-1
     * @return the sum in the family's unit; for a summary the sum of everything, not of its window alone
     */
    double sum(int index);

    /**
     * Returns the part of the sum that was recorded as whole numbers, exactly and raw: in nanoseconds for a timer, see {@link #perUnit()}.
     *
     * @param index the series of a histogram, timer or summary, 0 … {@link #size()}-1
     * @return the sum itself when {@link #isWholeSum} says so
     */
    long wholeSum(int index);

    /**
     * Returns whether all values that a series recorded were whole numbers.
     *
     * @param index the series of a histogram, timer or summary, 0 … {@link #size()}-1
     * @return true when {@link #wholeSum} is all of the sum
     */
    default boolean isWholeSum(int index) {
        return fractionSum(index) == 0;
    }

    /** {@return how many raw units make one of the family's: 1e9 for timers, else 1} */
    double perUnit();

    /**
     * Returns the value below or at which the share {@code q} of a series' values lies; for a summary, of the values in its window.
     *
     * @param index the series of a histogram, timer or summary, 0 … {@link #size()}-1
     * @param q 0 to 1; 0.5 is the median
     * @return the value in the family's unit, within 1&nbsp;%; NaN when there is none
     * @throws IllegalArgumentException when {@code q} is not from 0 to 1
     */
    double quantile(int index, double q);

    /**
     * Counts the values of a series at or below each of the family's {@link #bounds()}, with the precision of {@link
     * Distribution#countAtOrBelow}.
     *
     * @param index the series of a histogram or timer, 0 … {@link #size()}-1
     * @param counts takes the counts; at least as long as there are bounds
     * @return {@code counts}
     */
    long[] countsAtOrBelow(int index, long[] counts);

    /**
     * Visits the buckets of a series that hold something, from the smallest values to the largest, without a copy.
     *
     * @param index the series of a histogram, timer or summary, 0 … {@link #size()}-1
     * @param visitor called for each
     * @return how many there were
     */
    int forEachBucket(int index, Distribution.IndexVisitor visitor);

    /** {@return whether the series hold distributions rather than numbers} */
    boolean hasDistributions();

    /**
     * Looks a series up.
     *
     * @param wanted its labels, all of them
     * @return its index, or -1 when there is none
     */
    int indexOf(Labels wanted);

    /** {@return the sum over all series: of the values, or of the distributions' counts} */
    default double total() {
        double total = 0;
        for (int i = 0; i < size(); i++) {
            total += hasDistributions() ? count(i) : value(i);
        }
        return total;
    }

    /**
     * Merges this family with the same one of another snapshot, as {@link MetricsSnapshot#merge} describes.
     *
     * @param other of the same name; null to copy this one alone
     * @return a new family, which may be kept
     * @throws IllegalArgumentException when the other has another type, kind, bounds or quantiles, naming the family
     */
    FamilySnapshot merge(@Nullable FamilySnapshot other);

    /**
     * Returns what was counted since an earlier snapshot, as {@link MetricsSnapshot#diff} describes.
     *
     * @param earlier the same family there; null when it was not there
     * @param ended series that ended in between, and may have begun again
     * @return a new family, which may be kept
     */
    FamilySnapshot since(@Nullable FamilySnapshot earlier, Set<Labels> ended);
}

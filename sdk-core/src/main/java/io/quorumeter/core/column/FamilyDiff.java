package io.quorumeter.core.column;

import io.quorumeter.Labels;
import io.quorumeter.MetricType;
import io.quorumeter.snapshot.Distribution;
import io.quorumeter.snapshot.Exemplar;
import io.quorumeter.snapshot.FamilySnapshot;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Computes what one family of a collector counted between two snapshots. */
final class FamilyDiff {
    private FamilyDiff() {}

    /**
     * Returns the difference of a family. Series that are {@code gone} and yet exist have begun again since, possibly within a millisecond.
     */
    static FamilySnapshot between(@Nullable FamilySnapshot known, FamilySnapshot later, Set<Labels> gone) {
        FamilyColumns rest = emptyLike(later);
        FamilySnapshot earlier = known != null && isAlike(known, later) ? known : emptyLike(later);
        SeriesLabels before = SeriesLabels.of(earlier.allLabels());
        long[] created = new long[later.size()];
        rest.begin(later.allLabels(), created);
        for (int i = 0; i < created.length; i++) {
            int j = before.indexOf(later.labels(i));
            created[i] = later.createdMillis(i);
            boolean continues = j >= 0 && earlier.createdMillis(j) == created[i] && !gone.contains(later.labels(i));
            if (later.descriptor().type() == MetricType.HISTOGRAM) {
                addDistribution(earlier, continues ? j : -1, later, i, rest);
            } else if (later.descriptor().type() == MetricType.SUMMARY) {
                addSummary(earlier, continues ? j : -1, later, i, rest);
            } else {
                addNumber(earlier, continues ? j : -1, later, i, rest);
            }
        }
        return rest;
    }

    private static void addNumber(FamilySnapshot earlier, int j, FamilySnapshot later, int i, FamilyColumns rest) {
        Total now = new Total(later.wholeValue(i), later.fraction(i));
        if (later.descriptor().type() == MetricType.COUNTER && j >= 0) {
            Total before = new Total(earlier.wholeValue(j), earlier.fraction(j));
            now = now.compareTo(before) < 0 ? now : now.minus(before);
        }
        rest.whole()[i] = now.whole();
        rest.fraction()[i] = now.fraction();
        if (later.timestampMillis(i) != 0) {
            rest.timestamp(i, later.timestampMillis(i));
        }
        Exemplar exemplar = later.exemplar(i);
        if (exemplar != null && !(j >= 0 && exemplar.equals(earlier.exemplar(j)))) {
            rest.exemplar(i, exemplar);
        }
    }

    private static void addDistribution(
            FamilySnapshot earlier, int j, FamilySnapshot later, int i, FamilyColumns rest) {
        for (int bound = 0; bound <= later.bounds().size(); bound++) {
            Exemplar exemplar = later.exemplar(i, bound);
            if (exemplar != null && !(j >= 0 && exemplar.equals(earlier.exemplar(j, bound)))) {
                rest.distributions.exemplar(bound, exemplar);
            }
        }
        Distribution now = later.distribution(i);
        if (j >= 0 && now.contains(earlier.distribution(j))) {
            now = now.minus(earlier.distribution(j));
        }
        rest.add(now);
    }

    /** Adds a summary: its window as it is, and of its totals what was added. */
    private static void addSummary(FamilySnapshot earlier, int j, FamilySnapshot later, int i, FamilyColumns rest) {
        rest.add(later.distribution(i));
        long count = later.count(i);
        Total sum = new Total(later.wholeSum(i), later.fractionSum(i));
        if (j >= 0 && count >= earlier.count(j)) {
            count -= earlier.count(j);
            sum = sum.minus(new Total(earlier.wholeSum(j), earlier.fractionSum(j)));
        }
        rest.cumulative(i, count, sum.whole(), sum.fraction());
    }

    /** Returns whether two families of one name are of one kind; otherwise the earlier one is unrelated to the later one. */
    private static boolean isAlike(FamilySnapshot a, FamilySnapshot b) {
        return a.descriptor().type() == b.descriptor().type()
                && a.perUnit() == b.perUnit()
                && (!a.hasDistributions() || a.bounds().size() == b.bounds().size());
    }

    private static FamilyColumns emptyLike(FamilySnapshot family) {
        return new FamilyColumns(family.descriptor(), family.bounds(), family.perUnit(), family.quantiles());
    }
}

package io.quorumeter.core.column;

import io.quorumeter.Labels;
import io.quorumeter.MetricDescriptor;
import io.quorumeter.MetricType;
import io.quorumeter.snapshot.Distribution;
import io.quorumeter.snapshot.Exemplar;
import io.quorumeter.snapshot.FamilySnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Merges one family of two snapshots. Each rule is associative and commutative by itself: a sum, a union, or the greater by a total order.
 * So any number of snapshots give the same result in every order of merging.
 */
final class FamilyMerge {
    private static final Comparator<Exemplar> LATER = Comparator.comparingLong(Exemplar::unixMillis)
            .thenComparingLong(Exemplar::traceIdHigh)
            .thenComparingLong(Exemplar::traceIdLow)
            .thenComparingDouble(Exemplar::value);
    private static final Comparator<MetricDescriptor> MORE_SAID = Comparator.comparing(MetricDescriptor::help)
            .thenComparing(MetricDescriptor::level)
            .thenComparing(descriptor -> descriptor.labelNames().toString());

    private FamilyMerge() {}

    /** Merges one family of both snapshots, or copies the only one, since it may be in memory that is used again. */
    static FamilySnapshot merge(FamilySnapshot a, @Nullable FamilySnapshot b) {
        if (b != null) {
            checkAlike(a, b);
        }
        List<Labels> labels = new ArrayList<>(a.allLabels());
        SeriesLabels mine = SeriesLabels.of(a.allLabels());
        SeriesLabels theirs = SeriesLabels.of(b == null ? List.of() : b.allLabels());
        theirs.stream().filter(series -> mine.indexOf(series) < 0).forEach(labels::add);
        MetricDescriptor descriptor =
                b == null || MORE_SAID.compare(a.descriptor(), b.descriptor()) >= 0 ? a.descriptor() : b.descriptor();
        FamilyColumns merged = new FamilyColumns(descriptor, a.bounds(), a.perUnit(), a.quantiles());
        long[] created = new long[labels.size()];
        merged.begin(SeriesLabels.of(labels), created);
        for (int i = 0; i < created.length; i++) {
            int at = i < a.size() ? i : -1;
            int other = theirs.indexOf(labels.get(i));
            if (b == null || other < 0) {
                add(a, at, null, -1, i, merged, created);
            } else if (at < 0) {
                add(b, other, null, -1, i, merged, created);
            } else {
                add(a, at, b, other, i, merged, created);
            }
        }
        return merged;
    }

    /** Adds one series that is in one snapshot or in both. */
    private static void add(
            FamilySnapshot a, int i, @Nullable FamilySnapshot b, int j, int to, FamilyColumns merged, long[] created) {
        created[to] = a.createdMillis(i);
        if (b != null && b.createdMillis(j) != 0) {
            created[to] = created[to] == 0 ? b.createdMillis(j) : Math.min(created[to], b.createdMillis(j));
        }
        if (!a.hasDistributions()) {
            addNumber(a, i, b, j, to, merged);
            return;
        }
        for (int bound = 0; bound <= a.bounds().size(); bound++) {
            Exemplar later = later(a.exemplar(i, bound), b == null ? null : b.exemplar(j, bound));
            if (later != null) {
                merged.distributions.exemplar(bound, later);
            }
        }
        Distribution mine = a.distribution(i);
        merged.add(b == null ? mine : mine.merge(b.distribution(j)));
        if (a.descriptor().type() == MetricType.SUMMARY) {
            Total sum = new Total(a.wholeSum(i), a.fractionSum(i));
            Total all = b == null ? sum : sum.plus(new Total(b.wholeSum(j), b.fractionSum(j)));
            merged.cumulative(to, a.count(i) + (b == null ? 0 : b.count(j)), all.whole(), all.fraction());
        }
    }

    private static void addNumber(
            FamilySnapshot a, int i, @Nullable FamilySnapshot b, int j, int to, FamilyColumns merged) {
        Total mine = new Total(a.wholeValue(i), a.fraction(i));
        Total result = mine;
        long stamp = a.timestampMillis(i);
        Exemplar exemplar = a.exemplar(i);
        if (b != null) {
            Total theirs = new Total(b.wholeValue(j), b.fraction(j));
            boolean sums = a.descriptor().type() == MetricType.COUNTER;
            int order = mine.compareTo(theirs);
            result = sums ? mine.plus(theirs) : order >= 0 ? mine : theirs;
            stamp = sums || order == 0
                    ? Math.max(stamp, b.timestampMillis(j))
                    : order > 0 ? stamp : b.timestampMillis(j);
            exemplar = later(exemplar, b.exemplar(j));
        }
        merged.whole()[to] = result.whole();
        merged.fraction()[to] = result.fraction();
        if (stamp != 0) {
            merged.timestamp(to, stamp);
        }
        if (exemplar != null) {
            merged.exemplar(to, exemplar);
        }
    }

    private static @Nullable Exemplar later(@Nullable Exemplar a, @Nullable Exemplar b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return LATER.compare(a, b) >= 0 ? a : b;
    }

    private static void checkAlike(FamilySnapshot a, FamilySnapshot b) {
        String name = a.descriptor().name();
        if (a.descriptor().type() != b.descriptor().type()) {
            throw new IllegalArgumentException(
                    "family '" + name + "' is a " + a.descriptor().type() + " here and a "
                            + b.descriptor().type() + " there; only families of one type can be merged");
        }
        if (!a.hasDistributions()) {
            return;
        }
        if (a.perUnit() != b.perUnit()) {
            throw new IllegalArgumentException("family '" + name
                    + "' is of a timer here and of a histogram there; only families of one kind can be merged");
        }
        boolean sameBounds = a.bounds().size() == b.bounds().size();
        for (int i = 0; sameBounds && i < a.bounds().size(); i++) {
            sameBounds = a.bounds().get(i) == b.bounds().get(i);
        }
        if (!sameBounds || !a.quantiles().equals(b.quantiles())) {
            throw new IllegalArgumentException("family '" + name
                    + "' has other bounds or quantiles here than there; declare it alike on all nodes to merge it");
        }
    }
}

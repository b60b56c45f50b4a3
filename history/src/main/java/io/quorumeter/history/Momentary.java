package io.quorumeter.history;

import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Matcher;
import io.quorumeter.promql.model.Series;
import io.quorumeter.promql.model.SeriesSource;
import io.quorumeter.promql.model.Value;
import io.quorumeter.promql.series.Overlay;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Shows history with the values of a snapshot on top, family by family as they are asked for. One thread uses it, as long as the snapshot is
 * held.
 */
final class Momentary implements SeriesSource {
    private final MetricsSnapshot snapshot;
    private final long unixMillis;
    private final Overlay series;
    private final Set<String> added = new HashSet<>();

    Momentary(SeriesSource below, MetricsSnapshot snapshot, long unixMillis) {
        this.snapshot = snapshot;
        this.unixMillis = unixMillis;
        this.series = new Overlay(below);
    }

    @Override
    public Collection<? extends Series> select(List<Matcher> matchers, long from, long to) {
        for (FamilySnapshot family : snapshot.families()) {
            String name = family.descriptor().name();
            if (mayMatch(matchers, name) && added.add(name)) {
                add(family);
            }
        }
        return series.select(matchers, from, to);
    }

    /** Returns whether a series of the family can be asked for; a name that is not given outright may be any. */
    private static boolean mayMatch(List<Matcher> matchers, String family) {
        return matchers.stream()
                .filter(one -> one.label().equals(Labels.NAME) && one.op() == Matcher.Op.EQUAL)
                .allMatch(one -> one.value().startsWith(family));
    }

    private void add(FamilySnapshot family) {
        long[] counts = new long[family.bounds().size()];
        for (int i = 0; i < family.size(); i++) {
            List<Labels> labels = new ArrayList<>();
            FamilySeries.forEach(family, snapshot.constantLabels(), family.labels(i), labels::add);
            Iterator<Labels> next = labels.iterator();
            FamilySeries.values(
                    family, i, counts, value -> series.add(new Value.Sample(next.next(), unixMillis, value)));
        }
    }
}

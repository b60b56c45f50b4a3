package io.quorumeter.snapshot;

import io.quorumeter.Labels;
import io.quorumeter.snapshot.MetricsSnapshot.EndedSeries;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Merges two snapshots, family by family. */
final class SnapshotMerge {
    private static final Comparator<EndedSeries> LAST_LAST = Comparator.comparing(EndedSeries::at)
            .thenComparing(EndedSeries::family)
            .thenComparing(series -> series.labels().toString());

    private SnapshotMerge() {}

    static MetricsSnapshot merge(MetricsSnapshot a, MetricsSnapshot b) {
        TreeMap<String, FamilySnapshot> families = new TreeMap<>();
        for (FamilySnapshot family : a.families()) {
            String name = family.descriptor().name();
            families.put(name, family.merge(b.family(name).orElse(null)));
        }
        for (FamilySnapshot family : b.families()) {
            families.computeIfAbsent(family.descriptor().name(), name -> family.merge(null));
        }
        TreeSet<EndedSeries> ended = new TreeSet<>(LAST_LAST);
        ended.addAll(a.ended());
        ended.addAll(b.ended());
        ended.removeIf(series -> isThere(families.get(series.family()), series.labels()));
        return new MetricsSnapshot(
                a.time().isAfter(b.time()) ? a.time() : b.time(),
                List.copyOf(families.values()),
                common(a.constantLabels(), b.constantLabels()),
                List.copyOf(ended));
    }

    private static boolean isThere(@Nullable FamilySnapshot family, Labels series) {
        return family != null && family.indexOf(series) >= 0;
    }

    private static Labels common(Labels a, Labels b) {
        Labels common = Labels.of();
        for (int i = 0; i < a.size(); i++) {
            if (a.value(i).equals(b.get(a.name(i)))) {
                common = common.with(a.name(i), a.value(i));
            }
        }
        return common;
    }
}

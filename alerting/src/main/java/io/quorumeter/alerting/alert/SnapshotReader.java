package io.quorumeter.alerting.alert;

import io.quorumeter.Declaration;
import io.quorumeter.LabelValue;
import io.quorumeter.MetricsCollector;
import io.quorumeter.snapshot.Distribution;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.Optional;

/** Reads families back by their rows, whatever they are shown as. A family that is not kept has nothing in it. */
record SnapshotReader(MetricsSnapshot snapshot, MetricsCollector collector) {
    static final Distribution NOTHING = Distribution.of(new int[0], new long[0], 0, 0, 1e9);

    /** Whether the collector keeps the family. */
    boolean has(Declaration<?> row) {
        return collector.provider().isKept(row.name());
    }

    /** The value of the series without labels, NaN when there is none. */
    double value(Declaration<?> row) {
        Optional<FamilySnapshot> family = family(row);
        return family.isPresent()
                ? snapshot.value(family.get().descriptor().name()).orElse(Double.NaN)
                : Double.NaN;
    }

    /** The sum over all series of a family, 0 when there is none. */
    double total(Declaration<?> row) {
        return family(row).map(FamilySnapshot::total).orElse(0.0);
    }

    /** The sum over the series of a family that have this value, 0 when there is none. */
    double total(Declaration<?> row, String label, Enum<?> value) {
        FamilySnapshot family = family(row).orElse(null);
        String wanted = LabelValue.of(value);
        double total = 0;
        for (int i = 0; family != null && i < family.size(); i++) {
            total += wanted.equals(family.labels(i).get(label)) ? family.value(i) : 0;
        }
        return total;
    }

    /** The distribution of all series of a family together. */
    Distribution distribution(Declaration<?> row) {
        Optional<FamilySnapshot> family = family(row);
        if (family.isEmpty() || !family.get().hasDistributions()) {
            return NOTHING;
        }
        Distribution all = NOTHING;
        for (int i = 0; i < family.get().size(); i++) {
            all = all.merge(family.get().distribution(i));
        }
        return all;
    }

    private Optional<FamilySnapshot> family(Declaration<?> row) {
        return snapshot.family(row.name());
    }
}

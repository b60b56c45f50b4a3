package io.quorumeter.monitoring.alert;

import io.quorumeter.LabelValue;
import io.quorumeter.binding.Catalogued;
import io.quorumeter.binding.Families;
import io.quorumeter.snapshot.Distribution;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.Optional;

/** Reads families back by their rows. A family that is not kept has nothing in it. */
record Read(MetricsSnapshot snapshot, Families families) {
    static final Distribution NOTHING = Distribution.of(new int[0], new long[0], 0, 0, 1e9);

    /** The value of a series, NaN when there is none. */
    double value(Catalogued row, String... labels) {
        return snapshot.value(families.name(row), labels).orElse(Double.NaN);
    }

    /** The sum over all series of a family, 0 when there is none. */
    double total(Catalogued row) {
        return snapshot.total(families.name(row));
    }

    /** The same by the name of a row that may have none yet, without prefix. */
    double totalOf(String name) {
        return snapshot.total(families.prefix() + name);
    }

    /** The sum over the series of a family that have this value, 0 when there is none. */
    double total(Catalogued row, String label, Enum<?> value) {
        return total(families.name(row), label, LabelValue.of(value));
    }

    /** The distribution of all series of a family together. */
    Distribution distribution(Catalogued row) {
        Optional<FamilySnapshot> family = snapshot.family(families.name(row));
        if (family.isEmpty() || !family.get().hasDistributions()) {
            return NOTHING;
        }
        Distribution all = NOTHING;
        for (int i = 0; i < family.get().size(); i++) {
            all = all.merge(family.get().distribution(i));
        }
        return all;
    }

    private double total(String name, String label, String value) {
        FamilySnapshot family = snapshot.family(name).orElse(null);
        double total = 0;
        for (int i = 0; family != null && i < family.size(); i++) {
            total += value.equals(family.labels(i).get(label)) ? family.value(i) : 0;
        }
        return total;
    }
}

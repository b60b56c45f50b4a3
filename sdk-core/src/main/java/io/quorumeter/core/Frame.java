package io.quorumeter.core;

import io.quorumeter.snapshot.FamilyColumns;
import io.quorumeter.snapshot.FamilySnapshot;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** The memory of one snapshot of certain families: filled effects first, read by name, filled again. */
final class Frame {
    private final List<Family> order;
    private final FamilyColumns[] columns;
    private final List<FamilySnapshot> byName;

    /** For families in the order to read them. */
    Frame(List<Family> order) {
        this.order = order;
        this.columns = order.stream().map(Family::newColumns).toArray(FamilyColumns[]::new);
        FamilySnapshot[] sorted =
                Arrays.stream(columns).map(FamilyColumns::snapshot).toArray(FamilySnapshot[]::new);
        Arrays.sort(sorted, Comparator.comparing(family -> family.descriptor().name()));
        this.byName = Collections.unmodifiableList(Arrays.asList(sorted));
    }

    /** Whether these are still all families. */
    boolean isFor(List<Family> now) {
        return order == now;
    }

    /** Reads every family, and gives them by name. */
    List<FamilySnapshot> fill() {
        for (int i = 0; i < columns.length; i++) {
            order.get(i).readInto(columns[i]);
        }
        return byName;
    }

    /** Nobody reads any more. */
    void end() {
        for (FamilyColumns family : columns) {
            family.end();
        }
    }
}

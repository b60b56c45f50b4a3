package io.quorumeter.core;

import io.quorumeter.core.column.FamilyColumns;
import io.quorumeter.snapshot.FamilySnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** The memory of one snapshot of certain families: filled effects first, read by name, filled again. */
final class Frame {
    private final List<ReadingOrder.Step> steps;
    private final FamilyColumns[] columns;
    private final List<FamilySnapshot> byName;

    /** For families in the order to read them. */
    Frame(List<ReadingOrder.Step> steps) {
        this.steps = steps;
        this.columns = steps.stream()
                .flatMap(step -> step.families().stream())
                .map(Family::newColumns)
                .toArray(FamilyColumns[]::new);
        FamilySnapshot[] sorted = columns.clone();
        Arrays.sort(sorted, Comparator.comparing(family -> family.descriptor().name()));
        this.byName = Collections.unmodifiableList(Arrays.asList(sorted));
    }

    /** Whether these are still all families. */
    boolean isFor(List<ReadingOrder.Step> now) {
        return steps == now;
    }

    /** Reads every family, and gives them by name. */
    List<FamilySnapshot> fill(Callbacks callbacks) {
        Callbacks.Patience patience = callbacks.patience();
        int at = 0;
        for (ReadingOrder.Step step : steps) {
            if (step.asks()) {
                callbacks.ask(observed(step.families()), patience);
            }
            for (Family family : step.families()) {
                family.readInto(columns[at++]);
            }
        }
        return byName;
    }

    private static List<ObservedNumber> observed(List<Family> families) {
        List<ObservedNumber> numbers = new ArrayList<>();
        families.forEach(family -> family.addObservedTo(numbers));
        return numbers;
    }

    /** Nobody reads any more. */
    void end() {
        for (FamilyColumns family : columns) {
            family.end();
        }
    }
}

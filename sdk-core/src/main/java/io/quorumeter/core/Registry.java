package io.quorumeter.core;

import io.quorumeter.MetricDeclarationException;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.spi.Declaration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The families of a collector by name, and the order to read them in. Families are never taken away. */
final class Registry {
    private volatile State state = new State(Map.of(), List.of());

    private record State(Map<String, Family> byName, List<Family> readingOrder) {}

    @Nullable
    Family find(String name) {
        return state.byName.get(name);
    }

    /**
     * The family of this declaration.
     *
     * @throws MetricDeclarationException when it is there with another shape, or would close a circle of causes
     */
    synchronized Family getOrCreate(Declaration declaration) {
        Family present = state.byName.get(declaration.descriptor().name());
        if (present != null) {
            present.checkSame(declaration);
            return present;
        }
        Family family = new Family(declaration);
        Map<String, Family> byName = new LinkedHashMap<>(state.byName);
        byName.put(family.name(), family);
        state = new State(byName, ReadingOrder.of(byName));
        return family;
    }

    /** All families, effects read before their causes, returned by name. */
    List<FamilySnapshot> read() {
        List<Family> order = state.readingOrder;
        List<FamilySnapshot> families = new ArrayList<>(order.size());
        for (Family family : order) {
            families.add(family.read());
        }
        families.sort(Comparator.comparing(family -> family.descriptor().name()));
        return families;
    }

    int series() {
        return state.readingOrder.stream().mapToInt(Family::size).sum();
    }
}

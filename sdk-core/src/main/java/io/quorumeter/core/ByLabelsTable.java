package io.quorumeter.core;

import io.quorumeter.Labels;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds an instrument by a family's name and any labels as a whole, without making an object: both keys are the caller's. */
final class ByLabelsTable {
    private final Map<String, Map<Labels, Object>> byName = new ConcurrentHashMap<>();

    @Nullable
    Object find(String name, Labels labels) {
        Map<Labels, Object> byLabels = byName.get(name);
        return byLabels == null ? null : byLabels.get(labels);
    }

    void put(String name, Labels labels, Object instrument) {
        byName.computeIfAbsent(name, first -> new ConcurrentHashMap<>()).put(labels, instrument);
    }

    /** Forgets every way to such instruments. */
    void remove(Predicate<Object> instruments) {
        byName.values().forEach(byLabels -> byLabels.values().removeIf(instruments));
    }

    /** How many entries there are. */
    int size() {
        return byName.values().stream().mapToInt(Map::size).sum();
    }
}

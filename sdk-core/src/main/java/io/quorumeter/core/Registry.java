package io.quorumeter.core;

import io.quorumeter.MetricDeclarationException;
import io.quorumeter.spi.Declaration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The families of a collector by name, and the order to read them in. Families are never taken away. */
final class Registry {
    private final Map<String, Family> byName = new ConcurrentHashMap<>();

    /** Effects first; empty when a family came since it was made. */
    private volatile List<Family> readingOrder = List.of();

    @Nullable
    Family find(String name) {
        return byName.get(name);
    }

    /**
     * The family of this declaration.
     *
     * @throws MetricDeclarationException when it is there with another shape, or would close a circle of causes
     */
    Family getOrCreate(Declaration declaration) {
        Family present = byName.get(declaration.descriptor().name());
        if (present == null) {
            present = add(new Family(declaration));
        }
        present.checkSame(declaration);
        return present;
    }

    int series() {
        return byName.values().stream().mapToInt(Family::size).sum();
    }

    private synchronized Family add(Family family) {
        Family present = byName.putIfAbsent(family.name(), family);
        if (present != null) {
            return present;
        }
        try {
            ReadingOrder.checkNoCircle(byName, family);
        } catch (MetricDeclarationException circle) {
            byName.remove(family.name());
            throw circle;
        }
        readingOrder = List.of();
        return family;
    }

    /** All families, effects before their causes; always the same list as long as no family comes. */
    List<Family> readingOrder() {
        List<Family> order = readingOrder;
        return order.isEmpty() ? makeReadingOrder() : order;
    }

    private synchronized List<Family> makeReadingOrder() {
        if (readingOrder.isEmpty()) {
            readingOrder = ReadingOrder.of(byName);
        }
        return readingOrder;
    }
}

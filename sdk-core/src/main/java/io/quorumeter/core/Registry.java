package io.quorumeter.core;

import io.quorumeter.Labels;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.spi.FamilyDeclaration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The families of a collector by name, and the order to read them in. Families are never taken away. */
final class Registry {
    private static final int MOST_ABSENT = 10_000;

    private final Map<String, Family> byName = new ConcurrentHashMap<>();
    private final Lifecycle life;

    /** What causes families that are not kept: through them an effect still comes before the causes of its causes. */
    private final Map<String, List<String>> causesOfAbsent = new ConcurrentHashMap<>();

    /** Effects first; empty when a family came since it was made. */
    private volatile List<ReadingOrder.Step> readingOrder = List.of();

    Registry(Lifecycle life) {
        this.life = life;
    }

    @Nullable
    Family find(String name) {
        return byName.get(name);
    }

    /**
     * The family of this declaration.
     *
     * @throws MetricDeclarationException when it contradicts how the family was declared before, or would close a circle of causes
     */
    Family getOrCreate(FamilyDeclaration declaration) {
        Family present = byName.get(declaration.descriptor().name());
        if (present == null) {
            present = add(new Family(declaration, life));
        }
        if (SecondDeclaration.adds(present.declaration(), declaration)) {
            join(present, declaration);
        }
        return present;
    }

    /**
     * Notes what causes a family that is not kept.
     *
     * @throws MetricDeclarationException when that would close a circle of causes
     */
    void notKept(FamilyDeclaration family) {
        if (!family.causes().isEmpty()) {
            notKept(family.descriptor().name(), family.causes());
        }
    }

    private synchronized void notKept(String name, List<String> causes) {
        List<String> known = causesOfAbsent.getOrDefault(name, List.of());
        if (known.containsAll(causes) || (known.isEmpty() && causesOfAbsent.size() >= MOST_ABSENT)) {
            return;
        }
        causesOfAbsent.put(
                name, Stream.concat(known.stream(), causes.stream()).distinct().toList());
        try {
            ReadingOrder.checkNoCircle(byName, causesOfAbsent);
        } catch (MetricDeclarationException circle) {
            causesOfAbsent.put(name, known);
            throw circle;
        }
        readingOrder = List.of();
    }

    /** Has a family be what another declaration says of it beside what is known. */
    private synchronized void join(Family family, FamilyDeclaration again) {
        FamilyDeclaration known = family.declaration();
        family.become(SecondDeclaration.join(known, again));
        try {
            ReadingOrder.checkNoCircle(byName, causesOfAbsent, family);
        } catch (MetricDeclarationException circle) {
            family.become(known);
            throw circle;
        }
        readingOrder = List.of();
    }

    /** Ends the series that were written by name alone, and not for so long. */
    void endStale(long now, long staleNanos) {
        byName.values().forEach(family -> family.series().endStale(now, staleNanos));
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
            ReadingOrder.checkNoCircle(byName, causesOfAbsent, family);
        } catch (MetricDeclarationException circle) {
            byName.remove(family.name());
            throw circle;
        }
        readingOrder = List.of();
        return family;
    }

    /** The series of these labels in its family, made by {@code fresh} when there is none. */
    Family.Series getOrCreate(
            FamilyDeclaration declaration,
            Labels labels,
            boolean byName,
            Function<MemoryAccount.Share, Family.Series> fresh) {
        Family family = getOrCreate(declaration);
        boolean hadObserved = family.hasObserved();
        boolean hadRecorded = family.hasRecorded();
        Family.Series series = family.getOrCreate(declaration, labels, byName, fresh);
        if (family.hasObserved() != hadObserved || family.hasRecorded() != hadRecorded) {
            orderAnew();
        }
        return series;
    }

    private synchronized void orderAnew() {
        readingOrder = List.of();
    }

    /** How a snapshot goes through the families; always the same list as long as no family comes. */
    List<ReadingOrder.Step> steps() {
        List<ReadingOrder.Step> order = readingOrder;
        return order.isEmpty() ? makeReadingOrder() : order;
    }

    private synchronized List<ReadingOrder.Step> makeReadingOrder() {
        if (readingOrder.isEmpty()) {
            readingOrder = ReadingOrder.of(byName, causesOfAbsent);
        }
        return readingOrder;
    }
}

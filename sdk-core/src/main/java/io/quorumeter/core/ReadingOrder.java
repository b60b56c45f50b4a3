package io.quorumeter.core;

import io.quorumeter.MetricDeclarationException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order in which a snapshot reads the families: each before the families that cause it. Whoever records an effect has recorded
 * its cause before, so a reader that saw the effect and then looks at the cause finds it. Read the other way round, a commit
 * could slip in between and show without its proposal.
 */
final class ReadingOrder {
    private final Map<String, Family> families;
    private final Set<String> path = new LinkedHashSet<>();
    private final Set<String> visited = new HashSet<>();
    private final List<Family> causesFirst = new ArrayList<>();

    private ReadingOrder(Map<String, Family> families) {
        this.families = families;
    }

    /** All families, effects first. */
    static List<Family> of(Map<String, Family> families) {
        List<Family> order = visit(families, families.values());
        Collections.reverse(order);
        return order;
    }

    /**
     * Refuses a family that is its own cause, directly or by others.
     *
     * @throws MetricDeclarationException naming the circle
     */
    static void checkNoCircle(Map<String, Family> families, Family added) {
        visit(families, List.of(added));
    }

    private static List<Family> visit(Map<String, Family> families, Collection<Family> from) {
        ReadingOrder reading = new ReadingOrder(families);
        from.forEach(reading::visit);
        return reading.causesFirst;
    }

    private void visit(Family family) {
        if (visited.contains(family.name())) {
            return;
        }
        if (!path.add(family.name())) {
            throw new MetricDeclarationException(
                    "families cause each other in a circle: " + String.join(" <- ", path) + " <- " + family.name());
        }
        for (String cause : family.declaration().causes()) {
            Family known = families.get(cause);
            if (known != null) {
                visit(known);
            }
        }
        path.remove(family.name());
        visited.add(family.name());
        causesFirst.add(family);
    }
}

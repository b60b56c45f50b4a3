package io.quorumeter.core;

import io.quorumeter.MetricDeclarationException;
import java.util.ArrayList;
import java.util.HashMap;
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
    private final Map<String, Family> causesFirst = new HashMap<>();
    private final List<Family> order = new ArrayList<>();

    private ReadingOrder(Map<String, Family> families) {
        this.families = families;
    }

    /**
     * Effects first.
     *
     * @throws MetricDeclarationException naming the circle when families cause each other
     */
    static List<Family> of(Map<String, Family> families) {
        ReadingOrder reading = new ReadingOrder(families);
        families.values().forEach(reading::visit);
        List<Family> effectsFirst = new ArrayList<>(reading.order);
        java.util.Collections.reverse(effectsFirst);
        return effectsFirst;
    }

    private void visit(Family family) {
        if (causesFirst.containsKey(family.name())) {
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
        causesFirst.put(family.name(), family);
        order.add(family);
    }
}

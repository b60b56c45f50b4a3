package io.quorumeter.core;

import io.quorumeter.Labels;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.spi.GuardedThread;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The text of every family but its values, by collector and name, for both text formats. Labels are prepared again when a family's series
 * change. Safe from any thread: what two threads prepare at the same time is equal.
 */
final class PreparedFamilies {
    private final Function<String, String> newName;
    private final Map<Integer, Map<String, Prepared>> byCollector = new ConcurrentHashMap<>();
    private final Map<String, String> newNames = new ConcurrentHashMap<>();
    private final Set<String> collisions = ConcurrentHashMap.newKeySet();

    /** Which family has which name in OpenMetrics. */
    private final Map<String, String> openMetricsNames = new ConcurrentHashMap<>();

    /** A family's text without the values. */
    record Prepared(FamilyText text, LabelBlocks labels) {}

    PreparedFamilies(Naming naming) {
        this.newName = naming::of; // made once, since each scrape asks for each family
    }

    /** Returns the text of a family of one of the snapshots that make a page. */
    Prepared prepare(FamilySnapshot family, int collector, List<MetricsSnapshot> page) {
        Map<String, Prepared> byName = byCollector.computeIfAbsent(collector, any -> new ConcurrentHashMap<>());
        String name = family.descriptor().name();
        String shownAs = shownAs(name, page);
        Labels constantLabels = page.get(collector).constantLabels();
        Prepared known = byName.get(name);
        if (known != null && !known.text.name.equals(shownAs)) {
            known = null;
        }
        if (known != null && known.labels.isFor(family, constantLabels) && known.text.isFor(family)) {
            return known;
        }
        FamilyText text = known != null && known.text.isFor(family) ? known.text : newText(family, shownAs);
        LabelBlocks before = known == null ? LabelBlocks.none() : known.labels;
        Prepared fresh = new Prepared(text, before.updated(family, constantLabels, text.name));
        byName.put(name, fresh);
        return fresh;
    }

    /** Whether the family has to go by its full name in OpenMetrics, since another one has the shorter. */
    boolean isShadowed(FamilyText text) {
        return text.isRenamed() && !text.name.equals(openMetricsNames.get(text.openMetricsName));
    }

    private FamilyText newText(FamilySnapshot family, String shownAs) {
        FamilyText text = new FamilyText(family, shownAs);
        if (text.isRenamed()) {
            openMetricsNames.putIfAbsent(text.openMetricsName, text.name);
        } else {
            openMetricsNames.put(text.openMetricsName, text.name);
        }
        return text;
    }

    /** With its new name, unless another family was declared with that, which is logged once. */
    private String shownAs(String name, List<MetricsSnapshot> page) {
        String given = newNames.computeIfAbsent(name, newName);
        if (given.equals(name) || isFree(given, page)) {
            return given;
        }
        if (collisions.add(name)) {
            GuardedThread.log(
                    System.Logger.Level.WARNING,
                    "family '" + name + "' keeps its name in the text: it would be called '" + given
                            + "', as another family is; choose another prefix, or rename one of the two",
                    null);
        }
        return name;
    }

    private static boolean isFree(String name, List<MetricsSnapshot> page) {
        for (int i = 0; i < page.size(); i++) {
            if (page.get(i).family(name).isPresent()) {
                return false;
            }
        }
        return true;
    }
}

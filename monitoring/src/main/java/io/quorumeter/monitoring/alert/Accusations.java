package io.quorumeter.monitoring.alert;

import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.safety.Evidence;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The pieces of evidence by whom they accuse, since the start. Who it was comes with events; what counters have beyond those, such as
 * what was found before anybody listened, is held against nobody once the events have had a second to come. Thread-safe.
 */
final class Accusations {
    static final int MOST = 1_000;
    private static final long LATE = TimeUnit.SECONDS.toNanos(1);

    private final Map<Accused, Double> named = new LinkedHashMap<>();
    private Map<ByzantineAct, Double> counted = Map.of();
    private Map<ByzantineAct, Double> lately = Map.of();
    private long latelyAt;
    private boolean begun;

    /** Somebody is accused; more than can be remembered are left to the counters. */
    synchronized void add(Evidence evidence) {
        if (evidence.type() instanceof ByzantineAct act && evidence.validator() >= 0) {
            Accused accused = new Accused(act, evidence.validator(), evidence.key());
            if (named.size() < MOST || named.containsKey(accused)) {
                named.merge(accused, 1.0, Double::sum);
            }
        }
    }

    /** What the counters have now. */
    synchronized void counted(Map<ByzantineAct, Double> totals, long nanos) {
        if (!begun || nanos - latelyAt >= LATE) {
            begun = true;
            counted = lately;
            lately = totals;
            latelyAt = nanos;
        }
    }

    /** How many pieces there are, by whom they accuse. */
    synchronized Map<Accused, Double> totals() {
        Map<Accused, Double> totals = new HashMap<>(named);
        Map<ByzantineAct, Double> known = new EnumMap<>(ByzantineAct.class);
        named.forEach((accused, pieces) -> known.merge(accused.act(), pieces, Double::sum));
        counted.forEach((act, pieces) -> {
            double unknown = pieces - known.getOrDefault(act, 0.0);
            if (unknown > 0) {
                totals.put(new Accused(act, -1, ""), unknown);
            }
        });
        return totals;
    }
}

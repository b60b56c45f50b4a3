package io.quorumeter.alerting.alert;

import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.SafetyViolation;
import io.quorumeter.consensus.safety.Evidence;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What was found: the pieces of evidence by whom they accuse, and how invariants were broken, since the start. Who it was comes with
 * events; what counters have beyond those, such as what was found before anybody listened, is held against nobody once the events have had
 * a second to come. Thread-safe.
 */
final class Accusations {
    static final int MOST = 1_000;
    static final long LATE = TimeUnit.SECONDS.toNanos(1);

    /** Evidence of one type of broken invariant: the first piece in words, and where that and the last one are. */
    private record Broken(String first, String at, String last) {
        /** What comes later often follows from the first. */
        Broken then(Broken next) {
            return new Broken(first, at, next.last);
        }

        String text() {
            return first + (at.equals(last) ? "" : "; last " + last);
        }
    }

    private final Map<Accused, Double> named = new LinkedHashMap<>();
    private final Map<SafetyViolation, Broken> violations = new EnumMap<>(SafetyViolation.class);
    private Map<ByzantineAct, Double> counted = Map.of();
    private Map<ByzantineAct, Double> lately = Map.of();
    private long latelyAt;
    private boolean begun;

    /** Something was found; of the accused more than can be remembered are left to the counters. */
    synchronized void add(Evidence evidence) {
        if (evidence.type() instanceof SafetyViolation type) {
            String place = evidence.place();
            violations.merge(type, new Broken(evidence.summary(), place, place), Broken::then);
        } else if (evidence.type() instanceof ByzantineAct act && evidence.validator() >= 0) {
            Accused accused = new Accused(act, evidence.validator(), evidence.key());
            if (named.size() < MOST || named.containsKey(accused)) {
                named.merge(accused, 1.0, Double::sum);
            }
        }
    }

    /** What contradicts what, in words, by the types of invariants of whose breaking evidence came. */
    synchronized Map<SafetyViolation, String> contradictions() {
        Map<SafetyViolation, String> texts = new EnumMap<>(SafetyViolation.class);
        violations.forEach((type, broken) -> texts.put(type, broken.text()));
        return texts;
    }

    /** The rules that tell of evidence of which none came yet. */
    synchronized Set<AlertRule> unexplained() {
        Set<AlertRule> rules = EnumSet.noneOf(AlertRule.class);
        if (violations.keySet().stream().noneMatch(ConsensusRules::isOwn)) {
            rules.add(AlertRule.OWN_KEY_MISUSE);
        }
        if (violations.keySet().stream().allMatch(ConsensusRules::isOwn)) {
            rules.add(AlertRule.SAFETY_VIOLATION);
        }
        if (named.isEmpty()) {
            rules.add(AlertRule.BYZANTINE_POWER_HIGH);
            rules.add(AlertRule.BYZANTINE_POWER_BEYOND_TOLERANCE);
        }
        return rules;
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

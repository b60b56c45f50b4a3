package io.quorumeter.alerting.alert;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns what each evaluation found into alerts that begin and end. One ends when it was not found for a while. One that somebody resolved
 * while it was still so does not begin again before it was over, or, where it counts events, before there are more of them. Not
 * thread-safe.
 */
final class RuleState {
    /** What is known of an alert that was found and is not over. */
    private static final class Condition {
        private final boolean counts;
        private final long begun;
        private long lastFound;
        private double value;
        private boolean muted;
        private double mutedUpTo;

        Condition(boolean counts, long begun) {
            this.counts = counts;
            this.begun = begun;
        }

        void again(double newValue, long nanos) {
            value = newValue;
            lastFound = nanos;
            muted = muted && (!counts || newValue <= mutedUpTo);
            mutedUpTo = Math.min(mutedUpTo, newValue);
        }

        void mute() {
            muted = true;
            mutedUpTo = value;
        }
    }

    private final Notifier notifier;
    private final long resolveAfter;
    private final Map<String, Condition> conditions = new LinkedHashMap<>();

    RuleState(Notifier notifier, Duration resolveAfter) {
        this.notifier = notifier;
        this.resolveAfter = resolveAfter.toNanos();
    }

    /** Takes what is so now, and the rules whose evidence is on its way: their alerts wait for it, but not for long. */
    void update(List<Alert> broken, Set<AlertRule> unexplained, long nanos) {
        for (Alert alert : broken) {
            Optional<AlertRule> rule = AlertRule.of(alert.name());
            boolean counts = rule.map(AlertRule::counts).orElse(false);
            Condition state = conditions.computeIfAbsent(alert.id(), id -> new Condition(counts, nanos));
            state.again(alert.value(), nanos);
            boolean waits = rule.filter(unexplained::contains).isPresent() && nanos - state.begun < Accusations.LATE;
            if (!state.muted && !waits) {
                notifier.fire(alert);
            }
        }
        Set<String> now = broken.stream().map(Alert::id).collect(Collectors.toSet());
        Iterator<Map.Entry<String, Condition>> all = conditions.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<String, Condition> one = all.next();
            if (!now.contains(one.getKey()) && nanos - one.getValue().lastFound >= resolveAfter) {
                all.remove();
                notifier.resolve(one.getKey());
            }
        }
    }

    /** Whether somebody resolved it while it was so, and it has not become worse. */
    boolean isMuted(Alert broken) {
        Condition state = conditions.get(broken.id());
        return state != null && state.muted && (!state.counts || broken.value() <= state.mutedUpTo);
    }

    /** Somebody resolved it. */
    void mute(String id) {
        Condition state = conditions.get(id);
        if (state != null) {
            state.mute();
        }
    }
}

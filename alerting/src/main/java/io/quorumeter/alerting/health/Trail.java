package io.quorumeter.alerting.health;

import io.quorumeter.health.HealthLevel;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/** The last checks of a component. Not thread-safe. */
final class Trail {
    private static final int MOST_CHECKS = 1_000;
    private static final int MOST_CHANGES = 100;

    private final BitSet worked = new BitSet(MOST_CHECKS);
    private final Deque<HealthChange> changes = new ArrayDeque<>();
    private HealthLevel level = HealthLevel.HEALTHY;
    private long checks;
    private int failures;

    /** Notes whether a check found that the component does its work. */
    void checked(boolean works) {
        worked.set((int) (checks++ % MOST_CHECKS), works);
        failures = works ? 0 : failures + 1;
    }

    /** Notes how the component is. */
    void found(HealthStatus status, Instant at) {
        if (status.level() != level) {
            List<HealthIssue> issues = status.issues();
            changes.add(new HealthChange(
                    at,
                    level,
                    status.level(),
                    issues.isEmpty() ? "" : issues.get(0).message()));
            if (changes.size() > MOST_CHANGES) {
                changes.remove();
            }
            level = status.level();
        }
    }

    private int counted() {
        return (int) Math.min(checks, MOST_CHECKS);
    }

    HealthTrack track(Instant at) {
        int counted = counted();
        double availability = counted == 0 ? 1 : (double) worked.cardinality() / counted;
        return new HealthTrack(at, counted, availability, failures, List.copyOf(changes));
    }
}

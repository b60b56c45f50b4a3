package io.quorumeter.alerting.alert;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The alerts that fire, by identity, and the last ones that began or ended. Thread-safe. */
final class AlertBook {
    /** From a node's own code, so that labels which never come again take no memory without end; those of rules are few. */
    static final int MOST_SENT = 1_000;

    /** The same where routes make one notice of many alerts. */
    static final int MOST_ROUTED = 10_000;

    private final int mostHistory;
    private final int mostSent;

    private final Map<String, Alert> active = new LinkedHashMap<>();
    private final EnumMap<Severity, Integer> counts = new EnumMap<>(Severity.class);
    private final Map<String, Instant> acknowledged = new HashMap<>();
    private final Deque<Alert> history = new ArrayDeque<>();

    AlertBook(int mostHistory, int mostSent) {
        this.mostHistory = mostHistory;
        this.mostSent = mostSent;
    }

    /** Takes up what fired, began and ended before the process started. */
    synchronized void resume(AlertData before) {
        before.active().forEach(alert -> {
            active.put(alert.id(), alert);
            counts.merge(alert.severity(), 1, Integer::sum);
        });
        before.history().forEach(this::keep);
        acknowledged.putAll(before.acknowledged());
        acknowledged.keySet().retainAll(active.keySet());
    }

    /** Notes that somebody took notice of an alert; answers false when it does not fire. */
    synchronized boolean acknowledge(String id, Instant at) {
        boolean fires = active.containsKey(id);
        if (fires) {
            acknowledged.put(id, at);
        }
        return fires;
    }

    synchronized Map<String, Instant> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    /** Notes that it fires; answers true when that is news. One that fires already keeps its beginning, and has the rest anew. */
    synchronized boolean fire(Alert alert) {
        Alert before = active.get(alert.id());
        active.put(alert.id(), before == null ? alert : alert.withFiredAt(before.firedAt()));
        counts.merge(alert.severity(), 1, Integer::sum);
        if (before != null) {
            counts.merge(before.severity(), -1, Integer::sum);
        } else {
            keep(alert);
        }
        return before == null;
    }

    /** Whether there is room for one from the node's own code. */
    synchronized boolean hasRoom(Alert alert) {
        return active.size() < mostSent || active.containsKey(alert.id());
    }

    /** Notes that it is over; answers the alert as it is now, empty when it did not fire. */
    synchronized Optional<Alert> resolve(String id, Instant now) {
        Alert before = active.remove(id);
        if (before == null) {
            return Optional.empty();
        }
        counts.merge(before.severity(), -1, Integer::sum);
        acknowledged.remove(id);
        Alert resolved = before.resolved(now.isBefore(before.firedAt()) ? before.firedAt() : now);
        keep(resolved);
        return Optional.of(resolved);
    }

    synchronized boolean isRemembered(String id) {
        return history.stream().anyMatch(alert -> alert.id().equals(id));
    }

    synchronized Optional<Alert> find(String id) {
        return Optional.ofNullable(active.get(id));
    }

    synchronized List<Alert> active() {
        return List.copyOf(active.values());
    }

    synchronized List<Alert> history() {
        return List.copyOf(history);
    }

    synchronized Map<Severity, Integer> counts() {
        return new EnumMap<>(counts);
    }

    /** Nothing fires any more; the history stays. */
    synchronized void clear() {
        active.clear();
        counts.clear();
    }

    private void keep(Alert alert) {
        history.addLast(alert);
        if (history.size() > mostHistory) {
            history.removeFirst();
        }
    }
}

package io.quorumeter.alerting.alert;

import io.quorumeter.alerting.route.Notice;
import io.quorumeter.alerting.route.Sent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What handlers know of alerts, noted as they take notices. Before a notice goes out it is noted as under way, and that is saved: a process
 * that ends there sends it again, and does not lose the end of an alert whose beginning arrived. Thread-safe.
 */
final class Ledger {
    /** What a handler knows of one group. */
    private static final class Entry {
        private final String key;
        private final String receiver;
        private Instant at = Instant.EPOCH;
        private final Map<String, Alert> shown = new LinkedHashMap<>();
        private final Map<String, Alert> doubtful = new LinkedHashMap<>();

        Entry(String key, String receiver) {
            this.key = key;
            this.receiver = receiver;
        }
    }

    /** A group's key may be the same for two handlers where there are no routes. */
    private record Place(String receiver, String key) {}

    private final InstantSource clock;
    private final AlertStore store;
    private final Map<Place, Entry> entries = new HashMap<>();

    Ledger(InstantSource clock, AlertStore store) {
        this.clock = clock;
        this.store = store;
    }

    /** Returns a handler that notes what another one takes. */
    AlertHandler noting(String name, AlertHandler handler) {
        return new AlertHandler() {
            @Override
            public void handle(Alert alert) throws Exception {
                handler.handle(alert);
            }

            @Override
            public void handle(Notice<Alert> notice) throws Exception {
                Set<String> begun = underWay(name, notice);
                store.saveNow();
                try {
                    handler.handle(notice);
                } catch (Throwable failed) {
                    failed(name, notice, begun);
                    throw failed;
                }
                delivered(name, notice);
            }
        };
    }

    /** Returns a handler that passes notices on to what keeps them, and notes each when it is kept. */
    AlertHandler keeping(String name, Function<Notice<Alert>, CompletableFuture<Void>> keeper) {
        return new AlertHandler() {
            @Override
            public void handle(Alert alert) {
                throw new UnsupportedOperationException("takes notices");
            }

            @Override
            public void handle(Notice<Alert> notice) {
                underWay(name, notice);
                store.saveNow();
                var unused = keeper.apply(notice).thenRun(() -> delivered(name, notice));
            }
        };
    }

    /** Notes that a handler may know of what begins; returns the alerts of which it cannot have known before. */
    private synchronized Set<String> underWay(String receiver, Notice<Alert> notice) {
        Entry entry =
                entries.computeIfAbsent(new Place(receiver, notice.key()), any -> new Entry(notice.key(), receiver));
        Set<String> begun = new HashSet<>();
        for (Alert alert : notice.firing()) {
            if (!entry.shown.containsKey(alert.id()) && entry.doubtful.put(alert.id(), alert) == null) {
                begun.add(alert.id());
            }
        }
        store.changed();
        return begun;
    }

    private synchronized void failed(String receiver, Notice<Alert> notice, Set<String> begun) {
        Place place = new Place(receiver, notice.key());
        Entry entry = entries.get(place);
        if (entry != null) {
            entry.doubtful.keySet().removeAll(begun);
            if (entry.shown.isEmpty() && entry.doubtful.isEmpty()) {
                entries.remove(place);
            }
            store.changed();
        }
    }

    /** Notes that a handler knows what a notice says. */
    synchronized void delivered(String receiver, Notice<Alert> notice) {
        Place place = new Place(receiver, notice.key());
        Entry entry = entries.computeIfAbsent(place, any -> new Entry(notice.key(), receiver));
        entry.at = clock.instant();
        entry.doubtful.putAll(entry.shown);
        entry.shown.clear();
        notice.firing().forEach(alert -> {
            entry.shown.put(alert.id(), alert);
            entry.doubtful.remove(alert.id());
        });
        notice.ended().forEach(alert -> entry.doubtful.remove(alert.id()));
        if (entry.shown.isEmpty() && entry.doubtful.isEmpty()) {
            entries.remove(place);
        }
        store.changed();
    }

    synchronized boolean knows(String receiver, String key) {
        Entry entry = entries.get(new Place(receiver, key));
        return entry != null && !entry.shown.isEmpty();
    }

    synchronized boolean mayKnow(String receiver, String key) {
        return entries.containsKey(new Place(receiver, key));
    }

    synchronized List<Sent> sent() {
        List<Sent> all = new ArrayList<>();
        entries.values()
                .forEach(one ->
                        all.add(new Sent(one.key, one.receiver, one.at, one.shown.keySet(), one.doubtful.keySet())));
        return all;
    }

    /** Returns the alerts of which handlers may know and that do not fire. */
    synchronized List<Alert> over(Predicate<String> fires) {
        Map<String, Alert> over = new LinkedHashMap<>();
        for (Entry entry : entries.values()) {
            over.putAll(entry.doubtful);
            over.putAll(entry.shown);
        }
        over.keySet().removeIf(fires);
        return List.copyOf(over.values());
    }

    /** Takes up what handlers knew before the process started. */
    synchronized void resume(AlertData before) {
        Map<String, Alert> alerts = new HashMap<>();
        before.known().forEach(alert -> alerts.put(alert.id(), alert));
        before.active().forEach(alert -> alerts.put(alert.id(), alert));
        for (Sent one : before.sent()) {
            Entry entry = new Entry(one.key(), one.receiver());
            entry.at = one.at();
            one.shown().forEach(id -> put(entry.shown, id, alerts.get(id)));
            one.doubtful().forEach(id -> put(entry.doubtful, id, alerts.get(id)));
            entries.put(new Place(one.receiver(), one.key()), entry);
        }
    }

    private static void put(Map<String, Alert> into, String id, @Nullable Alert alert) {
        if (alert != null) {
            into.put(id, alert);
        }
    }
}

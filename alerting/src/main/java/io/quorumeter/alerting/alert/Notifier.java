package io.quorumeter.alerting.alert;

import io.quorumeter.alerting.route.Sent;
import io.quorumeter.core.event.Loop;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what fires and notifies the handlers, each on a loop of its own: of each alert at once, or where there are routes, of groups of
 * them when it is time, which one more loop watches. After it is closed nothing fires. Thread-safe; never waits for a handler.
 */
final class Notifier {
    /** Where alerts go, and what watches when. */
    private record Routed(AlertRouting routing, Channels channels, Loop loop) {}

    private final AlertMetrics metrics;
    private final AlertBook book;
    private final AlertStore store;
    private final Ledger ledger;
    private final RetryPolicy retries;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Loop.Starter loops;
    private final Map<String, HandlerQueue> recipients = new LinkedHashMap<>();
    private @Nullable Routed routed;
    private boolean closed;

    Notifier(
            AlertMetrics metrics,
            AlertBook book,
            AlertStore store,
            RetryPolicy retries,
            InstantSource clock,
            LongSupplier nanoTime,
            Loop.Starter loops) {
        this.metrics = metrics;
        this.book = book;
        this.store = store;
        this.ledger = new Ledger(clock, store);
        this.retries = retries;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.loops = loops;
    }

    /** Sends alerts through routes from now on; there are neither alerts nor handlers yet. */
    synchronized void route(AlertRouting routing, Channels channels) {
        Loop loop = loops.start("quorumeter-alerts-routes", () -> dispatch(routing));
        routed = new Routed(routing, channels, loop);
        channels.receivers().forEach(name -> put(name, ledger.keeping(name, channels::offer)));
    }

    synchronized boolean isRouted() {
        return routed != null;
    }

    private synchronized long dispatch(AlertRouting routing) {
        return closed
                ? Loop.WHEN_WOKEN
                : routing.run(notice -> queue(notice.receiver()).offer(notice));
    }

    private HandlerQueue queue(String name) {
        return Objects.requireNonNull(recipients.get(name));
    }

    private void put(String name, AlertHandler handler) {
        recipients.put(name, new HandlerQueue(name, handler, retries, nanoTime, metrics.notifications(name), loops));
    }

    /**
     * Adds one that is notified of everything from now on.
     *
     * @throws IllegalArgumentException when there is one of that name, or it is no receiver of the routes
     * @throws IllegalStateException when it is closed
     */
    synchronized void add(String name, AlertHandler handler) {
        if (closed) {
            throw new IllegalStateException("handler '" + name + "' comes too late: the alert manager is closed");
        }
        if (recipients.containsKey(name)) {
            throw taken(name);
        }
        if (routed != null) {
            routed.routing.check(name);
        }
        put(name, ledger.noting(name, handler));
    }

    /** What is wrong with a handler whose name another one has. */
    static IllegalArgumentException taken(String name) {
        return new IllegalArgumentException("handler '" + name + "' is there already; give each a name of its own");
    }

    /** Takes up what fired and what handlers knew before the process started; all handlers of then are there. */
    synchronized void resume(AlertData before) {
        book.resume(before);
        ledger.resume(before);
        metrics.active(book.counts());
        List<Alert> over = before.known().stream()
                .map(alert -> alert.isFiring() ? alert.resolved(before.savedAt()) : alert)
                .toList();
        if (routed != null) {
            routed.routing.resume(before.sent());
            before.active().forEach(routed.routing::take);
            for (Sent one : before.sent()) {
                List<Alert> known = before.active().stream()
                        .filter(alert -> one.shown().contains(alert.id())
                                || one.doubtful().contains(alert.id()))
                        .toList();
                routed.channels.resume(one.receiver(), known);
            }
            book.acknowledged().forEach(routed.routing::acknowledge);
            over.forEach(routed.routing::takeOver);
            routed.loop.wake();
            return;
        }
        recipients.forEach((name, queue) -> {
            before.active().stream()
                    .filter(alert -> isFor(alert, name) && !ledger.knows(name, alert.id()))
                    .forEach(queue::offer);
            over.stream().filter(alert -> ledger.mayKnow(name, alert.id())).forEach(queue::offer);
        });
    }

    /** Notes that somebody took notice of an alert; answers false when it does not fire. */
    synchronized boolean acknowledge(String id) {
        Instant now = clock.instant();
        boolean fires = book.acknowledge(id, now);
        if (fires && routed != null) {
            routed.routing.acknowledge(id, now);
        }
        store.changed();
        return fires;
    }

    /**
     * Checks receivers that an alert or its rule names.
     *
     * @throws IllegalArgumentException when there is none of such a name
     */
    synchronized void checkNamed(Collection<String> named) {
        if (routed != null) {
            routed.routing.checkNamed(named);
        } else if (!recipients.keySet().containsAll(named)) {
            throw new IllegalArgumentException(
                    "of the receivers " + named + " not all are there; there are the handlers " + recipients.keySet());
        }
    }

    private static boolean isFor(Alert alert, String name) {
        return alert.receivers().isEmpty() || alert.receivers().contains(name);
    }

    /** Returns what is to outlive the process, but for what rules add. */
    synchronized AlertData data() {
        synchronized (ledger) {
            Map<String, Alert> ends = new HashMap<>();
            book.history().stream().filter(alert -> !alert.isFiring()).forEach(alert -> ends.put(alert.id(), alert));
            List<Alert> active = book.active();
            Set<String> fires = active.stream().map(Alert::id).collect(Collectors.toSet());
            List<Alert> over = ledger.over(fires::contains).stream()
                    .map(alert -> ends.getOrDefault(alert.id(), alert))
                    .toList();
            return new AlertData(
                    clock.instant(),
                    active,
                    over,
                    book.history(),
                    ledger.sent(),
                    List.of(),
                    book.acknowledged(),
                    List.of(),
                    Map.of());
        }
    }

    /** It fires; answers true when that is news and the handlers are told. */
    synchronized boolean fire(Alert alert) {
        boolean isNews = !closed && book.fire(alert);
        if (isNews) {
            tell(alert);
        } else if (!closed && routed != null) {
            book.find(alert.id()).ifPresent(routed.routing::take);
        }
        return isNews;
    }

    /** The same for one that the node's own code sends, which counts when nobody is told. */
    synchronized boolean send(Alert alert) {
        if (!closed && !book.hasRoom(alert)) {
            recipients.values().forEach(HandlerQueue::drop);
            return false;
        }
        boolean isNews = fire(alert);
        if (!isNews) {
            recipients.values().forEach(HandlerQueue::suppress);
        }
        return isNews;
    }

    /** Does several changes of which no notice has some without the others. */
    synchronized void together(Runnable changes) {
        changes.run();
    }

    synchronized Resolution resolve(String id) {
        Optional<Alert> resolved = book.resolve(id, clock.instant());
        if (resolved.isPresent()) {
            tell(resolved.get());
            return Resolution.RESOLVED;
        }
        return book.isRemembered(id) ? Resolution.ALREADY_RESOLVED : Resolution.UNKNOWN;
    }

    /** Ends; {@code last} runs when no handler is called any more, and what fires is still known. */
    void close(Runnable last) {
        List<HandlerQueue> all;
        Routed routes;
        synchronized (this) {
            closed = true;
            all = List.copyOf(recipients.values());
            routes = routed;
        }
        if (routes != null) {
            routes.loop.close();
        }
        all.forEach(HandlerQueue::close);
        all.forEach(HandlerQueue::awaitEnd);
        if (routes != null) {
            routes.channels.close();
        }
        last.run();
        book.clear();
        metrics.active(book.counts());
    }

    private void tell(Alert alert) {
        metrics.active(book.counts());
        store.changed();
        if (routed == null) {
            recipients.forEach((name, queue) -> {
                if (isFor(alert, name)) {
                    queue.offer(alert);
                }
            });
        } else {
            routed.routing.take(alert);
            routed.loop.wake();
        }
    }
}

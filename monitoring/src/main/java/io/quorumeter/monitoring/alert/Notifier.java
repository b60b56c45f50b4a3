package io.quorumeter.monitoring.alert;

import io.quorumeter.alert.Alert;
import io.quorumeter.alert.AlertHandler;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Keeps what fires and tells the handlers, each on a loop of its own. Thread-safe; never waits for a handler. */
final class Notifier {
    private record Told(String name, HandlerQueue queue, Loop loop) {}

    private final AlertMetrics metrics;
    private final AlertBook book;
    private final RetryPolicy retries;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Loop.Starter loops;
    private final List<Told> handlers = new ArrayList<>();

    Notifier(
            AlertMetrics metrics,
            AlertBook book,
            RetryPolicy retries,
            InstantSource clock,
            LongSupplier nanoTime,
            Loop.Starter loops) {
        this.metrics = metrics;
        this.book = book;
        this.retries = retries;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.loops = loops;
    }

    /**
     * Adds one that is told of everything from now on.
     *
     * @throws IllegalArgumentException when there is one of that name
     */
    synchronized void add(String name, AlertHandler handler) {
        if (handlers.stream().anyMatch(told -> told.name.equals(name))) {
            throw new IllegalArgumentException("handler '" + name + "' is there already; give each a name of its own");
        }
        HandlerQueue queue = new HandlerQueue(name, handler, retries, nanoTime, metrics.notifications(name));
        handlers.add(new Told(name, queue, loops.start("quorumeter-alerts-" + name, queue::deliver)));
    }

    /** It fires; answers true when that is news and the handlers are told. */
    synchronized boolean fire(Alert alert) {
        boolean isNews = book.fire(alert);
        if (isNews) {
            tell(alert);
        }
        return isNews;
    }

    /** Says of an alert that somebody sent again that nobody was told. */
    synchronized void suppress() {
        handlers.forEach(told -> told.queue.suppress());
    }

    synchronized Resolution resolve(String id) {
        Optional<Alert> resolved = book.resolve(id, clock.instant());
        if (resolved.isPresent()) {
            tell(resolved.get());
            return Resolution.RESOLVED;
        }
        return book.isRemembered(id) ? Resolution.ALREADY_RESOLVED : Resolution.UNKNOWN;
    }

    void close() {
        List<Told> all;
        synchronized (this) {
            all = List.copyOf(handlers);
        }
        all.forEach(told -> told.loop.close());
    }

    private void tell(Alert alert) {
        metrics.active(book.counts());
        for (Told told : handlers) {
            told.queue.offer(alert);
            told.loop.wake();
        }
    }
}

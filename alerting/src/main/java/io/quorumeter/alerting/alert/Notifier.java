package io.quorumeter.alerting.alert;

import io.quorumeter.core.event.Loop;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Keeps what fires and tells the handlers, each on a loop of its own. After it is closed nothing fires. Thread-safe; never waits for a
 * handler.
 */
final class Notifier {
    private record Recipient(String name, HandlerQueue queue) {}

    private final AlertMetrics metrics;
    private final AlertBook book;
    private final RetryPolicy retries;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Loop.Starter loops;
    private final List<Recipient> recipients = new ArrayList<>();
    private boolean closed;

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
     * @throws IllegalStateException when it is closed
     */
    synchronized void add(String name, AlertHandler handler) {
        if (closed) {
            throw new IllegalStateException("handler '" + name + "' comes too late: the alert manager is closed");
        }
        if (recipients.stream().anyMatch(one -> one.name.equals(name))) {
            throw taken(name);
        }
        recipients.add(new Recipient(
                name, new HandlerQueue(name, handler, retries, nanoTime, metrics.notifications(name), loops)));
    }

    /** What is wrong with a handler whose name another one has. */
    static IllegalArgumentException taken(String name) {
        return new IllegalArgumentException("handler '" + name + "' is there already; give each a name of its own");
    }

    /** It fires; answers true when that is news and the handlers are told. */
    synchronized boolean fire(Alert alert) {
        boolean isNews = !closed && book.fire(alert);
        if (isNews) {
            tell(alert);
        }
        return isNews;
    }

    /** The same for one that the node's own code sends, which counts when nobody is told. */
    synchronized boolean send(Alert alert) {
        if (!closed && !book.hasRoom(alert)) {
            recipients.forEach(one -> one.queue.drop());
            return false;
        }
        boolean isNews = fire(alert);
        if (!isNews) {
            recipients.forEach(one -> one.queue.suppress());
        }
        return isNews;
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
        List<Recipient> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(recipients);
            book.clear();
            metrics.active(book.counts());
        }
        all.forEach(one -> one.queue.close());
        all.forEach(one -> one.queue.awaitEnd());
    }

    private void tell(Alert alert) {
        metrics.active(book.counts());
        for (Recipient one : recipients) {
            one.queue.offer(alert);
        }
    }
}

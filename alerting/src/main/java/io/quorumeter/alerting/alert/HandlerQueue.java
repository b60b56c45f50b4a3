package io.quorumeter.alerting.alert;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.core.event.Loop;
import io.quorumeter.core.event.Mailbox;
import io.quorumeter.spi.FirstFailure;
import io.quorumeter.spi.GuardedThread;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one handler, and the calling of it: one alert at a time and in order. One that it fails on is tried again after short
 * pauses, then put off so that others go first, and tried again until the handler takes it or there is later news of the same alert. A
 * handler that does not know of a beginning does not get the end either.
 *
 * <p>What waits is bounded, and what is dropped is counted. Beginnings take no more than half of the mailbox, and the less severe less, so
 * that a flood of warnings leaves room for what is critical and for the end of each alert. Of alerts that are put off the oldest of the
 * least severe is dropped.
 */
final class HandlerQueue {
    /** Most alerts that wait, unless they were put off. */
    static final int CAPACITY = 4_096;

    /** Most alerts that are put off. */
    static final int MOST_PUT_OFF = 1_000;

    /** What became of a notification. */
    enum Result {
        /** The handler took it. */
        OK,
        /** The handler threw; each call that did counts. */
        FAILED,
        /** The handler was not called: the alert fires already. */
        SUPPRESSED,
        /** The handler never took it: there was no room, it was over before the handler worked again, or the manager was closed. */
        DROPPED
    }

    /** An alert for the handler, and how often that failed. */
    private static final class Item {
        private final Alert alert;
        private int failures;
        private long dueAt;

        Item(Alert alert) {
            this.alert = alert;
        }
    }

    private final AlertHandler handler;
    private final RetryPolicy retries;
    private final LongSupplier nanoTime;
    private final By<Result, Counter> counts;
    private final FirstFailure first;
    private final Mailbox<Alert> mailbox;

    /** Alerts that fire and that found no room; of the thread that offers. */
    private final Set<String> refused = new HashSet<>();

    private volatile boolean closed;
    private @Nullable Item next;

    /** Those that are put off, by their alert's identity, of which there is one each. */
    private final Map<String, Item> putOff = new LinkedHashMap<>();

    /** Alerts that fire and that were dropped after they were put off. */
    private final Set<String> unknown = new HashSet<>();

    HandlerQueue(
            String name,
            AlertHandler handler,
            RetryPolicy retries,
            LongSupplier nanoTime,
            By<Result, Counter> counts,
            Loop.Starter loops) {
        this.first = new FirstFailure("alert handler '" + name + "'", "quorumeter_alert_notifications_total");
        this.handler = handler;
        this.retries = retries;
        this.nanoTime = nanoTime;
        this.counts = counts;
        this.mailbox =
                new Mailbox<>("quorumeter-alerts-" + name, CAPACITY, (why, alert) -> drop(), loops, this::deliver);
    }

    /** Never waits for the handler. One thread at a time. */
    void offer(Alert alert) {
        boolean ofRefused = refused.remove(alert.id());
        if (alert.isFiring()) {
            if (!mailbox.offer(alert, CAPACITY / 8 * (2 + alert.severity().ordinal()))) {
                refused.add(alert.id());
            }
        } else if (!ofRefused) {
            mailbox.offer(alert);
        }
    }

    void suppress() {
        counts.of(Result.SUPPRESSED).increment();
    }

    void drop() {
        counts.of(Result.DROPPED).increment();
    }

    /** Calls the handler no more, but for a call that is under way, and drops what waits. */
    void close() {
        closed = true;
        mailbox.wake();
    }

    /** Waits up to a second for a call that is under way. */
    void awaitEnd() {
        mailbox.awaitEnd();
    }

    /** Calls the handler with everything that is due; returns after how many nanoseconds something will be. */
    private long deliver() {
        for (Item item = poll(); item != null; item = poll()) {
            attempt(item);
        }
        if (closed) {
            counts.of(Result.DROPPED).increment(putOff.size() + (next == null ? 0 : 1));
            mailbox.close(); // which drops what it holds, and calls this no more
            return Loop.WHEN_WOKEN;
        }
        long now = nanoTime.getAsLong();
        long pause = next == null ? Loop.WHEN_WOKEN : Math.max(next.dueAt - now, 0);
        for (Item item : putOff.values()) {
            pause = Math.min(pause, Math.max(item.dueAt - now, 0));
        }
        return pause;
    }

    /** Takes what is due: the next alert, or else one of those that are put off. */
    private @Nullable Item poll() {
        if (closed) {
            return null;
        }
        next = next == null ? news() : next;
        Item item = next;
        if (item != null && isDue(item)) {
            next = null;
            return item;
        }
        for (Item other : putOff.values()) {
            if (isDue(other)) {
                putOff.remove(other.alert.id());
                return other;
            }
        }
        return null;
    }

    private @Nullable Item news() {
        Alert alert = mailbox.poll();
        while (alert != null && isTakenBack(alert)) {
            alert = mailbox.poll();
        }
        return alert == null ? null : new Item(alert);
    }

    /** Whether this ends an alert that the handler does not know of, so that it need not know of the end. */
    private boolean isTakenBack(Alert alert) {
        Item before = putOff.remove(alert.id());
        if (before != null) {
            drop();
        }
        boolean isUnknown = unknown.remove(alert.id()) || (before != null && before.alert.isFiring());
        return !alert.isFiring() && isUnknown;
    }

    private boolean isDue(Item item) {
        return item.failures == 0 || item.dueAt - nanoTime.getAsLong() <= 0;
    }

    private void attempt(Item item) {
        Throwable thrown = GuardedThread.call(() -> handler.handle(item.alert));
        if (thrown == null) {
            counts.of(Result.OK).increment();
            return;
        }
        counts.of(Result.FAILED).increment();
        item.failures++;
        item.dueAt = nanoTime.getAsLong() + retries.pauseNanos(item.failures);
        if (item.failures < retries.attempts()) {
            next = item;
        } else {
            putOff(item);
        }
        first.threw(thrown);
    }

    private void putOff(Item item) {
        putOff.put(item.alert.id(), item);
        if (putOff.size() > MOST_PUT_OFF) {
            Alert least =
                    Collections.min(putOff.values(), Comparator.comparing((Item one) -> one.alert.severity())).alert;
            putOff.remove(least.id());
            drop();
            if (least.isFiring()) {
                unknown.add(least.id());
            }
        }
    }
}

package io.quorumeter.alerting.alert;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.spi.FirstFailure;
import io.quorumeter.spi.GuardedThread;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one handler, and the calling of it: one alert at a time and in order. One that it fails on is tried again after short
 * pauses, then put off so that others go first, and tried again until the handler takes it or there is later news of the same alert. A
 * handler that never got to hear of a beginning is not told of the end either.
 *
 * <p>What waits is bounded. When it is full, the oldest of the least severe goes and is counted as dropped.
 */
final class HandlerQueue {
    static final int CAPACITY = 1_000;

    /** What became of a notification. */
    enum Result {
        /** The handler took it. */
        OK,
        /** The handler threw; each call that did counts. */
        FAILED,
        /** The handler was not called: the alert fires already. */
        SUPPRESSED,
        /** The handler never took it: there was no room, or it was over before the handler worked again. */
        DROPPED
    }

    /** One that is to be told, and how often that failed. */
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
    private final Deque<Item> waiting = new ArrayDeque<>();
    /** Those that are put off, by their alert's identity, of which there is one each. */
    private final Map<String, Item> putOff = new LinkedHashMap<>();
    /** Alerts that fire and that the handler will not be told of. */
    private final Set<String> untold = new HashSet<>();

    private final FirstFailure first;

    HandlerQueue(
            String name, AlertHandler handler, RetryPolicy retries, LongSupplier nanoTime, By<Result, Counter> counts) {
        this.first = new FirstFailure("alert handler '" + name + "'", "quorumeter_alert_notifications_total");
        this.handler = handler;
        this.retries = retries;
        this.nanoTime = nanoTime;
        this.counts = counts;
    }

    synchronized void offer(Alert alert) {
        if (isTakenBack(alert)) {
            return;
        }
        waiting.addLast(new Item(alert));
        if (size() > CAPACITY) {
            dropLeast();
        }
    }

    /** Whether this ends one that the handler does not know of, so that it need not know of the end. */
    private boolean isTakenBack(Alert alert) {
        Item before = putOff.remove(alert.id());
        if (before != null) {
            drop();
        }
        boolean unknown = untold.remove(alert.id()) || (before != null && before.alert.isFiring());
        return !alert.isFiring() && unknown;
    }

    void suppress() {
        counts.of(Result.SUPPRESSED).increment();
    }

    void drop() {
        counts.of(Result.DROPPED).increment();
    }

    synchronized int size() {
        return waiting.size() + putOff.size();
    }

    /** Calls the handler with everything that is due; answers after how many nanoseconds something will be. One thread at a time. */
    long deliver() {
        for (int i = 0; i <= 2 * CAPACITY; i++) {
            Item next = poll();
            if (next == null) {
                return pause();
            }
            attempt(next);
        }
        return 0;
    }

    /** Takes what is due out of those that wait, or else of those that are put off. */
    private synchronized @Nullable Item poll() {
        Item first = waiting.peekFirst();
        if (first != null && isDue(first)) {
            return waiting.pollFirst();
        }
        for (Item item : putOff.values()) {
            if (isDue(item)) {
                putOff.remove(item.alert.id());
                return item;
            }
        }
        return null;
    }

    private boolean isDue(Item item) {
        return item.failures == 0 || item.dueAt - nanoTime.getAsLong() <= 0;
    }

    private synchronized long pause() {
        long now = nanoTime.getAsLong();
        long pause = Loop.WHEN_WOKEN;
        Item first = waiting.peekFirst();
        if (first != null) {
            pause = first.failures == 0 ? 0 : Math.max(first.dueAt - now, 0);
        }
        for (Item item : putOff.values()) {
            pause = Math.min(pause, Math.max(item.dueAt - now, 0));
        }
        return pause;
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
        again(item);
        first.threw(thrown);
    }

    private synchronized void again(Item item) {
        if (item.failures < retries.attempts()) {
            waiting.addFirst(item);
        } else {
            putOff(item);
        }
        if (size() > CAPACITY) {
            dropLeast();
        }
    }

    /** Later, unless there is news of the alert by now: then only that counts, and the end of one that nobody knows of does not either. */
    private void putOff(Item item) {
        Item later = next(item.alert.id());
        if (later == null) {
            putOff.put(item.alert.id(), item);
        } else {
            drop();
            if (item.alert.isFiring() && !later.alert.isFiring()) {
                waiting.remove(later);
            }
        }
    }

    private @Nullable Item next(String id) {
        for (Item item : waiting) {
            if (item.alert.id().equals(id)) {
                return item;
            }
        }
        return null;
    }

    private void dropLeast() {
        Severity least = Severity.CRITICAL;
        for (Item item : waiting) {
            least = item.alert.severity().compareTo(least) < 0 ? item.alert.severity() : least;
        }
        for (Item item : putOff.values()) {
            least = item.alert.severity().compareTo(least) < 0 ? item.alert.severity() : least;
        }
        if (!dropFirst(putOff.values().iterator(), least)) {
            dropFirst(waiting.iterator(), least);
        }
    }

    private boolean dropFirst(Iterator<Item> items, Severity severity) {
        while (items.hasNext()) {
            Alert alert = items.next().alert;
            if (alert.severity() == severity) {
                items.remove();
                drop();
                if (alert.isFiring() && !dropEnd(alert.id())) {
                    untold.add(alert.id());
                }
                return true;
            }
        }
        return false;
    }

    /** Takes out the end that waits of an alert whose beginning was dropped, if there is one. */
    private boolean dropEnd(String id) {
        Item next = next(id);
        return next != null && !next.alert.isFiring() && waiting.remove(next);
    }
}

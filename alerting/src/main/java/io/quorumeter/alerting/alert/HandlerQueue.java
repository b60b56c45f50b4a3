package io.quorumeter.alerting.alert;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.alerting.route.Notice;
import io.quorumeter.core.event.Loop;
import io.quorumeter.core.event.Mailbox;
import io.quorumeter.spi.FirstFailure;
import io.quorumeter.spi.GuardedThread;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one handler, and the calling of it: one notice at a time and in order. One that it fails on is tried again after short
 * pauses, then put off so that others go first, and tried again until the handler takes it or there is a later notice of the same alerts,
 * which then says what the handler missed. A handler that does not know of a beginning does not get the end either.
 *
 * <p>What waits is bounded, and what is dropped is counted. Beginnings take no more than half of the mailbox, and the less severe less, so
 * that a flood of warnings leaves room for what is critical and for the end of each alert. Of notices that are put off the oldest of the
 * least severe is dropped.
 */
final class HandlerQueue {
    /** Most notices that wait, unless they were put off. */
    static final int CAPACITY = 4_096;

    /** Most notices that are put off. */
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

    /** A notice for the handler, and how often that failed. */
    private static final class Item {
        private final Notice<Alert> notice;
        private int failures;
        private long dueAt;

        Item(Notice<Alert> notice) {
            this.notice = notice;
        }
    }

    private final String name;
    private final AlertHandler handler;
    private final RetryPolicy retries;
    private final LongSupplier nanoTime;
    private final By<Result, Counter> counts;
    private final FirstFailure first;
    private final Mailbox<Notice<Alert>> mailbox;

    /** Beginnings that found no room, by the notice's key; of the thread that offers. */
    private final Map<String, Notice<Alert>> refused = new HashMap<>();

    private volatile boolean closed;
    private @Nullable Item next;

    /** Those that are put off, by the notice's key, of which there is one each. */
    private final Map<String, Item> putOff = new LinkedHashMap<>();

    /** Beginnings that were dropped after they were put off. */
    private final Map<String, Notice<Alert>> unknown = new HashMap<>();

    HandlerQueue(
            String name,
            AlertHandler handler,
            RetryPolicy retries,
            LongSupplier nanoTime,
            By<Result, Counter> counts,
            Loop.Starter loops) {
        this.first = new FirstFailure("alert handler '" + name + "'", "quorumeter_alert_notifications_total");
        this.name = name;
        this.handler = handler;
        this.retries = retries;
        this.nanoTime = nanoTime;
        this.counts = counts;
        this.mailbox =
                new Mailbox<>("quorumeter-alerts-" + name, CAPACITY, (why, notice) -> drop(), loops, this::deliver);
    }

    /** Offers a notice of one alert that began or is over. */
    void offer(Alert alert) {
        List<Alert> firing = alert.isFiring() ? List.of(alert) : List.of();
        offer(new Notice<>(
                alert.id(),
                name,
                alert.allLabels(),
                alert.isFiring() ? Notice.Reason.FIRST : Notice.Reason.OVER,
                firing,
                firing,
                alert.isFiring() ? List.of() : List.of(alert)));
    }

    /** Never waits for the handler. One thread at a time. */
    void offer(Notice<Alert> news) {
        Notice<Alert> notice = after(refused.remove(news.key()), news);
        if (notice == null) {
            return;
        }
        if (!notice.ended().isEmpty()) {
            mailbox.offer(notice);
        } else if (!mailbox.offer(notice, CAPACITY / 8 * (2 + severity(notice).ordinal()))) {
            refused.put(notice.key(), notice);
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
                putOff.remove(other.notice.key());
                return other;
            }
        }
        return null;
    }

    private @Nullable Item news() {
        for (Notice<Alert> news = mailbox.poll(); news != null; news = mailbox.poll()) {
            Notice<Alert> missed = unknown.remove(news.key());
            Item before = putOff.remove(news.key());
            if (before != null) {
                drop();
                missed = after(missed, before.notice);
            }
            Notice<Alert> notice = after(missed, news);
            if (notice != null) {
                return new Item(notice);
            }
        }
        return null;
    }

    /** Adds to a notice what the handler missed by not getting the one before; null if nothing is left to be said. */
    private static @Nullable Notice<Alert> after(@Nullable Notice<Alert> missed, Notice<Alert> news) {
        if (missed == null) {
            return news;
        }
        Set<String> unknown = ids(missed.begun());
        Set<String> firing = ids(news.firing());
        List<Alert> ended = new ArrayList<>(missed.ended());
        ended.removeIf(alert -> firing.contains(alert.id()));
        news.ended().stream().filter(alert -> !unknown.contains(alert.id())).forEach(ended::add);
        unknown.addAll(ids(news.begun()));
        List<Alert> begun = news.firing().stream()
                .filter(alert -> unknown.contains(alert.id()))
                .toList();
        return begun.isEmpty() && ended.isEmpty() && news.reason() != Notice.Reason.REPEAT
                ? null
                : new Notice<>(news.key(), news.receiver(), news.group(), news.reason(), news.firing(), begun, ended);
    }

    private static Set<String> ids(List<Alert> alerts) {
        return alerts.stream().map(Alert::id).collect(Collectors.toSet());
    }

    private static Severity severity(Notice<Alert> notice) {
        return Stream.concat(notice.firing().stream(), notice.ended().stream())
                .map(Alert::severity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.INFO);
    }

    private boolean isDue(Item item) {
        return item.failures == 0 || item.dueAt - nanoTime.getAsLong() <= 0;
    }

    private void attempt(Item item) {
        Throwable thrown = GuardedThread.call(() -> handler.handle(item.notice));
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
        putOff.put(item.notice.key(), item);
        if (putOff.size() > MOST_PUT_OFF) {
            Notice<Alert> least =
                    Collections.min(putOff.values(), Comparator.comparing(one -> severity(one.notice))).notice;
            putOff.remove(least.key());
            drop();
            if (!least.begun().isEmpty()) {
                unknown.put(least.key(), least);
            }
        }
    }
}

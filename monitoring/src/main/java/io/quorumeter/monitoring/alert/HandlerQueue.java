package io.quorumeter.monitoring.alert;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.alert.Alert;
import io.quorumeter.alert.AlertHandler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one handler, and the calling of it: one alert at a time and in order, again after a pause when it throws, and in the end
 * not any more. The queue is bounded; what finds it full is counted as suppressed.
 */
final class HandlerQueue {
    static final int CAPACITY = 1_000;

    /** What became of a notification. */
    enum Result {
        /** The handler took it. */
        OK,
        /** The handler threw; each call that did counts. */
        FAILED,
        /** The handler was not called: the alert fires already, or too many wait. */
        SUPPRESSED
    }

    private final String name;
    private final AlertHandler handler;
    private final RetryPolicy retries;
    private final LongSupplier nanoTime;
    private final By<Result, Counter> counts;
    private final Deque<Alert> waiting = new ArrayDeque<>();
    private int failures;
    private long dueAt;
    private boolean told;

    HandlerQueue(
            String name, AlertHandler handler, RetryPolicy retries, LongSupplier nanoTime, By<Result, Counter> counts) {
        this.name = name;
        this.handler = handler;
        this.retries = retries;
        this.nanoTime = nanoTime;
        this.counts = counts;
    }

    synchronized void offer(Alert alert) {
        if (waiting.size() == CAPACITY) {
            suppress();
        } else {
            waiting.addLast(alert);
        }
    }

    void suppress() {
        counts.of(Result.SUPPRESSED).increment();
    }

    synchronized int size() {
        return waiting.size();
    }

    /** Calls the handler with everything that is due; answers after how many nanoseconds something will be. One thread at a time. */
    long deliver() {
        Alert next = peek();
        while (next != null) {
            long pause = failures == 0 ? 0 : dueAt - nanoTime.getAsLong();
            if (pause > 0) {
                return pause;
            }
            attempt(next);
            next = peek();
        }
        return Loop.WHEN_WOKEN;
    }

    private void attempt(Alert alert) {
        try {
            handler.handle(alert);
            counts.of(Result.OK).increment();
            done();
        } catch (Throwable thrown) { // whatever it was, the other handlers and the next alert go on
            counts.of(Result.FAILED).increment();
            failures++;
            tell(thrown, alert);
            if (failures >= retries.attempts()) {
                done();
            } else {
                dueAt = nanoTime.getAsLong() + retries.pauseNanos(failures);
            }
        }
    }

    private void done() {
        failures = 0;
        synchronized (this) {
            waiting.removeFirst();
        }
    }

    private synchronized @Nullable Alert peek() {
        return waiting.peekFirst();
    }

    /** Logs the first failure only; the rest is counted. */
    private void tell(Throwable thrown, Alert alert) {
        if (!told) {
            told = true;
            System.getLogger("io.quorumeter")
                    .log(
                            System.Logger.Level.WARNING,
                            "alert handler '" + name + "' failed on " + alert.name()
                                    + "; further failures are counted in quorumeter_alert_notifications_total",
                            thrown);
        }
    }
}

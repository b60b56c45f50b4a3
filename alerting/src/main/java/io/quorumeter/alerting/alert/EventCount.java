package io.quorumeter.alerting.alert;

import java.time.Duration;

/**
 * How many events there were within a window, as long as they go on: none once the last {@value #RECENT_SECONDS} seconds had none, so
 * that an alert ends soon after its cause and not when the window has passed. Not thread-safe.
 */
final class EventCount {
    private static final int RECENT_SECONDS = 30;

    private final Duration window;
    private Window<Double> events;
    private Window<Double> recent;

    /** With what is counted from the start on. */
    EventCount(Duration window, long start) {
        this.window = window;
        events = new Window<>(window, start, 0.0);
        recent = new Window<>(lately(window), start, 0.0);
    }

    /** Counts again from here, what was before being of no account. */
    void begin(long nanos, double total) {
        events = new Window<>(window, nanos, total);
        recent = new Window<>(lately(window), nanos, total);
    }

    private static Duration lately(Duration window) {
        Duration lately = Duration.ofSeconds(RECENT_SECONDS);
        return window.compareTo(lately) < 0 ? window : lately;
    }

    /** Remembers how many there were in all. */
    void remember(long nanos, double total) {
        events.remember(nanos, total);
        recent.remember(nanos, total);
    }

    /** How many there were in the window, when there were so many in all. Changes nothing. */
    double within(long nanos, double total) {
        return total > recent.base(nanos) ? total - events.base(nanos) : 0;
    }

    double perSecond(long nanos, double total) {
        return within(nanos, total) / events.seconds();
    }
}

package io.quorumeter.consensus;

/**
 * When something last happened: written by the replica's thread in nanoseconds, read by snapshots as Unix time. One moment keeps one
 * Unix time, however often the clock is anchored anew.
 */
final class Timestamp {
    private final UnixClock clock;
    private volatile long nanos;
    private volatile boolean happened;
    private long shownNanos;
    private double shown;

    Timestamp(UnixClock clock) {
        this.clock = clock;
    }

    void set(long when) {
        nanos = when;
        happened = true;
    }

    /** Seconds since 1970; 0 when it never happened. */
    synchronized double seconds() {
        if (happened && (shown == 0 || shownNanos != nanos)) {
            shownNanos = nanos;
            shown = clock.secondsAt(shownNanos);
        }
        return shown;
    }
}

package io.quorumeter.consensus;

/**
 * When something last happened: written by the replica's thread in nanoseconds, read by snapshots as Unix time and as an age.
 *
 * <p>The age of a time that is ahead of the clock, as of a host that gives wall times, counts from the moment at which a reader first finds
 * it: it would else stay 0, whatever happens no more.
 */
final class Timestamp {
    private final UnixClock clock;
    private volatile long nanos;
    private volatile boolean happened;
    private long ahead;
    private long foundAhead;

    Timestamp(UnixClock clock) {
        this.clock = clock;
        nanos = clock.nanos();
        ahead = nanos;
        foundAhead = nanos;
    }

    void set(long when) {
        nanos = when;
        happened = true;
    }

    /** Seconds since 1970; 0 when it never happened. */
    double seconds() {
        return happened ? clock.secondsAt(nanos) : 0;
    }

    /** Seconds since then, or since the start when it never happened; by the monotonic clock. */
    double age() {
        return clock.secondsSince(moment());
    }

    private synchronized long moment() {
        long when = nanos;
        long now = clock.nanos();
        if (when != ahead && when - now > 0) {
            ahead = when;
            foundAhead = now;
        }
        return when == ahead ? foundAhead : when;
    }
}

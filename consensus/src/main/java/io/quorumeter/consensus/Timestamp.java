package io.quorumeter.consensus;

/** When something last happened: written by the replica's thread in nanoseconds, read by snapshots as Unix time and as an age. */
final class Timestamp {
    private final UnixClock clock;
    private volatile long nanos;
    private volatile boolean happened;

    Timestamp(UnixClock clock) {
        this.clock = clock;
        nanos = clock.nanos();
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
        return clock.secondsSince(nanos);
    }
}

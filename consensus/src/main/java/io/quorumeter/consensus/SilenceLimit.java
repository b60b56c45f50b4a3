package io.quorumeter.consensus;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long a validator may be silent: 10 s, 20 Δ, and the time in which every validator leads twice, since votes that come too late for a
 * certificate reach its leader only. That time is taken from the last views and ends with the entry of the last one, so it stands still
 * while no view is entered: then a validator has had its turns when it would have had them. Written by one thread, read by any.
 */
final class SilenceLimit {
    static final long LEAST_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int DELTAS = 20;
    private static final int TURNS = 2;

    /** Views by which the pace is measured. */
    private static final int MOST_VIEWS = 1024;

    private final long least;

    /** When views were entered; twice as many as are read, so that none is overwritten meanwhile. */
    private final AtomicLongArray entries = new AtomicLongArray(2 * MOST_VIEWS);

    private volatile long entered;

    SilenceLimit(Duration delta) {
        least = Math.max(LEAST_NANOS, DELTAS * delta.toNanos());
    }

    void viewEntered(long nanos) {
        long count = entered;
        entries.setOpaque(slot(count), nanos);
        entered = count + 1;
    }

    /** What was before says nothing of the views to come. */
    void restarted() {
        entered = 0;
    }

    /** Whether the pace of the views is known. */
    boolean isKnown() {
        return entered > 1;
    }

    /** The limit in a set of this size, in nanoseconds. */
    long nanos(int validators) {
        long count = entered;
        long turns = (long) TURNS * validators;
        long views = Math.min(Math.min(turns, MOST_VIEWS), count - 1);
        if (views < 1) {
            return least;
        }
        long taken = entries.get(slot(count - 1)) - entries.get(slot(count - 1 - views));
        return Math.max(least, (long) ((double) taken / views * turns));
    }

    private int slot(long view) {
        return (int) (view % entries.length());
    }
}

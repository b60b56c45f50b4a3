package io.quorumeter.consensus;

/**
 * Since when the replica has followed the protocol without a gap. It has not while it catches up, nor across a restart or views that it
 * skipped: what was begun before such a gap and ends after it says how long the replica was away, and nothing about the protocol.
 * Changed by the thread that reports the replica's own state, read by any.
 */
final class Following {
    /** More than a replica can miss, and few enough for the total to stay exact whatever views are named. */
    private static final long MOST_SKIPPED = 1L << 40;

    private volatile boolean catchingUp;
    private volatile boolean hadGap;
    private volatile long since;

    void restored(long nanos) {
        catchingUp = false;
        gap(nanos);
    }

    /** A view was entered; returns how many views were skipped. */
    long entered(long view, long previous, ViewCause cause, long nanos) {
        boolean begins = previous <= 0 || cause == ViewCause.GENESIS || cause == ViewCause.RESTORED;
        long skipped = begins || view <= previous ? 0 : Math.min(view - previous - 1, MOST_SKIPPED);
        if (skipped > 0 || cause == ViewCause.SYNC) {
            gap(nanos);
        }
        return skipped;
    }

    void syncStarted() {
        catchingUp = true;
    }

    void syncEnded(long nanos) {
        gap(nanos);
        catchingUp = false;
    }

    private void gap(long nanos) {
        since = nanos;
        hadGap = true;
    }

    /** Whether there was no gap from this moment until now. */
    boolean isWhole(long from) {
        return !catchingUp && (!hadGap || from - since >= 0);
    }

    /** The age of what began so long before {@code now}; −1 when that is not known, or there was a gap in between. */
    long age(long age, long now) {
        return age >= 0 && isWhole(now - age) ? age : -1;
    }
}

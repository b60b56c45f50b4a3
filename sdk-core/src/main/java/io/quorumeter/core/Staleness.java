package io.quorumeter.core;

/**
 * Since when a series has not changed, as far as ticks show. Records leave no trace but the value, so a gauge that is set to what it
 * was counts as not written.
 */
final class Staleness {
    private boolean isKnown;
    private long lastMark;
    private long changedAt;

    /** Whether the series, whose cell has this mark now, has not changed for so long. */
    boolean isStale(long mark, long now, long staleNanos) {
        if (!isKnown || mark != lastMark) {
            isKnown = true;
            lastMark = mark;
            changedAt = now;
            return false;
        }
        return now - changedAt >= staleNanos;
    }
}

package io.quorumeter.consensus;

import java.util.function.LongSupplier;

/**
 * How long one thread has worked, the item that it is working on included; from {@link PerformanceMetrics#worker}. A stage that hangs on
 * one item so shows as busy, not as idle.
 *
 * <p>Only the thread that works calls {@link #begin}, {@link #end} and {@link #add}. They never throw, block, allocate or read a clock.
 */
public final class BusyTime {
    /*
     * One word tells all, so that a reader can never see an item both as finished and as running. Shifted left by one: while idle the
     * nanoseconds worked; while working, with the lowest bit set, the time at which the thread would have begun had it worked
     * without a pause since. Differences are taken modulo 2^63 nanoseconds, so any origin of the clock will do.
     */
    private volatile long state;

    BusyTime() {}

    /**
     * The thread begins to work; does nothing when it works already.
     *
     * @param nanos {@link System#nanoTime()}
     */
    public void begin(long nanos) {
        long now = state;
        if (!isWorking(now)) {
            state = ((nanos << 1) - now) | 1;
        }
    }

    /**
     * The thread has nothing to do; does nothing when it was not working.
     *
     * @param nanos {@link System#nanoTime()}, not before that of {@link #begin}
     */
    public void end(long nanos) {
        long now = state;
        if (isWorking(now)) {
            state = worked(now, nanos) << 1;
        }
    }

    /**
     * The thread has worked for a time that it measured itself.
     *
     * @param nanos how long, in nanoseconds, 0 or more
     */
    public void add(long nanos) {
        long now = state;
        if (nanos > 0) {
            state = isWorking(now) ? now - (nanos << 1) : now + (nanos << 1);
        }
    }

    /** Nanoseconds worked until now. The clock is read after the state, so that work never ends before it began. */
    long nanos(LongSupplier clock) {
        long now = state;
        return isWorking(now) ? worked(now, clock.getAsLong()) : now >>> 1;
    }

    private static boolean isWorking(long state) {
        return (state & 1) != 0;
    }

    private static long worked(long state, long nanos) {
        return ((nanos << 1) - (state & ~1L)) >>> 1;
    }
}

package io.quorumeter;

/**
 * The time that something was busy, the item it is busy with included: a counter in seconds, so that its rate is the share of time
 * busy. A thread that hangs on one item shows as busy, not as idle.
 *
 * <pre>{@code
 * BusyTime busy = metrics.busyTime("consensus_busy_seconds_total").help("Time the consensus thread worked").create();
 * …
 * busy.begin(System.nanoTime()); handle(message); busy.end(System.nanoTime());
 * }</pre>
 *
 * <p>One thread at a time begins and ends; each further thread takes a {@link #worker} of its own, which counts in the same series.
 * {@link #add} may be called by any thread, so this is also the counter of seconds for times that were measured elsewhere.
 * Nanoseconds are kept as whole numbers, exactly. Recording never throws, blocks, locks, allocates or reads a clock.
 *
 * <p>A reading that is taken while an item ends may be a little too high; the next readings stay at that value until the time worked has
 * passed it, since a total never falls.
 */
public interface BusyTime {
    /**
     * Records that the thread begins to work; does nothing when it works already.
     *
     * @param nanos the time, {@link System#nanoTime()} or what the collector was given in its place
     */
    void begin(long nanos);

    /**
     * Records that the thread has nothing to do; does nothing when it was not working.
     *
     * @param nanos the time, not before that of {@link #begin}
     */
    void end(long nanos);

    /**
     * Adds work that was measured elsewhere. When two threads work at the same time, the time of each counts.
     *
     * @param nanos how long, in nanoseconds; a negative time is dropped and counted in {@code
     *     quorumeter_invalid_observations_total{reason="negative"}}, and a total that would pass {@link Long#MAX_VALUE}, 292 years, is
     *     counted with {@code reason="overflow"}
     */
    void add(long nanos);

    /** {@return nanoseconds worked until now, unfinished work and that of all workers included} */
    long nanos();

    /**
     * Adds a thread that does the same work.
     *
     * @return the object that the thread calls when it works; a new one at each call, kept until it is closed or as long as the series
     */
    Worker worker();

    /**
     * One thread's part of the work. A thread closes its worker before it ends; otherwise the worker takes memory, and time at each
     * reading, for as long as the series exists.
     */
    interface Worker extends BusyTime, AutoCloseable {
        /**
         * Ends the thread's part; called by the thread itself, or when the thread no longer works. The time that it worked stays in the
         * total; an unfinished item counts until now, by the collector's clock. Later calls of {@link #add} count, those of {@link #begin}
         * and {@link #end} do nothing. Closing it again does nothing.
         */
        @Override
        void close();
    }

    /** {@return a no-op busy time, which drops every record} */
    static BusyTime noop() {
        return Noop.BUSY_TIME;
    }
}

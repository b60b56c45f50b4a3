package io.quorumeter;

/**
 * A count that only rises: blocks, votes, bytes, failures.
 *
 * <p>Get one from {@link MetricsCollector#counter(String)} when the node starts, keep it in a field, and call it where the
 * thing happens. Recording is safe from any thread; it never throws, blocks, locks or allocates. Every increment is in the
 * total exactly once, however many threads count at the same time.
 */
public interface Counter {
    /** Adds one. */
    void increment();

    /**
     * Adds {@code amount}.
     *
     * @param amount zero or more; a negative amount is dropped and counted in {@code
     *     quorumeter_invalid_observations_total{reason="negative"}}
     */
    void increment(long amount);

    /** {@return the total so far: everything that happened before the call, and perhaps some of what happens during it} */
    long value();

    /** {@return a counter that forgets: it costs nothing and {@link #value()} stays 0} */
    static Counter noop() {
        return Noop.COUNTER;
    }
}

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
     *     quorumeter_invalid_observations_total{reason="negative"}}. A total that would pass {@link Long#MAX_VALUE} stays at that value,
     *     and this is counted with {@code reason="overflow"}
     */
    void increment(long amount);

    /**
     * Adds {@code amount}, and keeps it as the exemplar: the trace to look at for one of the things counted. An engine keeps the latest
     * exemplar; an engine that keeps no exemplars only adds. Allocates on the first call of an instrument.
     *
     * @param amount zero or more, as for {@link #increment(long)}
     * @param traceIdHigh the upper 64 bits of the trace's W3C id
     * @param traceIdLow the lower 64 bits of it
     * @param unixMillis when, in Unix milliseconds; 0 when that is not known
     */
    default void incrementWithExemplar(long amount, long traceIdHigh, long traceIdLow, long unixMillis) {
        increment(amount);
    }

    /** {@return the total so far: everything that happened before the call, and perhaps some of what happens during it} */
    long value();

    /** {@return a no-op counter: it costs nothing and {@link #value()} stays 0} */
    static Counter noop() {
        return Noop.COUNTER;
    }
}

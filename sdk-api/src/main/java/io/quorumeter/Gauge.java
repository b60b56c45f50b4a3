package io.quorumeter;

/**
 * A value that goes up and down: a view, a height, a queue's depth, a ratio.
 *
 * <p>Whole numbers are exact over the whole range of {@code long}, so a view above 2<sup>53</sup> reads back digit for digit.
 * Recording is safe from any thread; it never throws, blocks, locks or allocates; no addition is lost.
 *
 * <p>A gauge keeps a whole part and a fractional part, and its value is their sum. Use one kind of {@code set} for one gauge, as
 * every gauge in practice does. A reader that runs exactly while {@code set(long)} replaces a value of {@code set(double)}, or the
 * other way, may see the one part new and the other old; and when two threads set the two kinds at the same time, the gauge may
 * rest at the sum of both values or at 0 until it is set again.
 */
public interface Gauge {
    /**
     * Replaces the value; the last write wins.
     *
     * @param value any whole number, kept exactly
     */
    void set(long value);

    /**
     * Replaces the value; the last write wins.
     *
     * @param value any number, infinities included; NaN is dropped, the last value stays, and the drop is counted in {@code
     *     quorumeter_invalid_observations_total{reason="nan"}}
     */
    void set(double value);

    /**
     * Adds {@code amount}. The whole part wraps around beyond the range of {@code long}.
     *
     * @param amount any whole number
     */
    void add(long amount);

    /**
     * Adds {@code amount}.
     *
     * @param amount any number; NaN is dropped and counted as for {@link #set(double)}
     */
    void add(double amount);

    /** Adds one. */
    default void increment() {
        add(1L);
    }

    /** Subtracts one. */
    default void decrement() {
        add(-1L);
    }

    /** {@return the value as a double, the nearest one when the whole part has more than 53 bits} */
    double value();

    /** {@return the value as a long, exact when nothing fractional was recorded; a fraction is cut off} */
    long longValue();

    /** {@return a gauge that forgets: it costs nothing and stays 0} */
    static Gauge noop() {
        return Noop.GAUGE;
    }
}

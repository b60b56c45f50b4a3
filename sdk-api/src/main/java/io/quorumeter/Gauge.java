package io.quorumeter;

/**
 * A value that goes up and down: a view, a height, a queue's depth, a ratio.
 *
 * <p>Whole numbers are exact over the whole range of {@code long}, so a view above 2<sup>53</sup> reads back digit for digit.
 * Recording is safe from any thread; it never throws, blocks, locks or allocates; no addition is lost.
 *
 * <p>Up to 2<sup>53</sup> a gauge is always a value that was set, with the additions since. Above that, when several threads write at the
 * same time, the last nine binary digits may be another writer's.
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
     * Adds {@code amount}. Beyond the range of {@code long} the gauge goes on with the precision of a double.
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

    /** {@return a no-op gauge: it costs nothing and stays 0} */
    static Gauge noop() {
        return Noop.GAUGE;
    }
}

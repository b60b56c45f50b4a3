package io.quorumeter;

/**
 * The distribution of a quantity that is not a duration: bytes, transactions, ratios, views. For durations use {@link Timer}.
 *
 * <p>Values from 2<sup>-30</sup> to 2<sup>62</sup> are kept to two significant digits (each within 1&nbsp;% of its bucket) without
 * any set-up; 0 and what lies below 2<sup>-30</sup> is kept as 0. Recording is safe from any thread; it never throws, blocks or
 * locks, and allocates only the first time a value falls into a new power of two (at most 94 pages of 1&nbsp;KiB a stripe).
 * The count and every bucket are one fact, so they cannot disagree; the sum may lag them by the records in flight and is exact
 * for whole numbers once those have landed.
 *
 * <p>Negative values, NaN and values above 2<sup>62</sup> are dropped and counted by reason in {@code
 * quorumeter_invalid_observations_total}.
 */
public interface Histogram {
    /**
     * Records one whole value; the sum of these is exact.
     *
     * @param value 0 to 2<sup>62</sup>, in the unit that the family's name states
     */
    void record(long value);

    /**
     * Records one value.
     *
     * @param value 0 to 2<sup>62</sup>, in the unit that the family's name states
     */
    void record(double value);

    /** {@return how many values were recorded so far} */
    long count();

    /** {@return a histogram that forgets: it costs nothing and {@link #count()} stays 0} */
    static Histogram noop() {
        return Noop.HISTOGRAM;
    }
}

package io.quorumeter;

/**
 * The distribution of a quantity that is not a duration: bytes, transactions, ratios, views. For durations use {@link Timer}.
 *
 * <p>Values from 2<sup>-30</sup> to 2<sup>62</sup> are kept to two significant digits (each within 1&nbsp;% of its bucket) without
 * any set-up; 0 and what lies below 2<sup>-30</sup> is kept as 0. Recording is safe from any thread; it never throws, blocks or
 * locks, and allocates only the first time a thread's value falls into a new power of two (at most 94 pages of 1&nbsp;KiB for each of
 * the first two threads, and as many for all others together).
 * The count and every bucket are one fact, so they cannot disagree; the sum may lag them by the records in flight and is exact
 * for whole numbers once those have landed.
 *
 * <p>Negative values, NaN and values above 2<sup>62</sup> are dropped and counted by reason in {@code
 * quorumeter_invalid_observations_total}. A count that would pass {@link Long#MAX_VALUE} stays at that value, and this is counted as an
 * overflow.
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

    /**
     * Records the same whole value {@code count} times at the price of once.
     *
     * @param value 0 to 2<sup>62</sup>, in the unit that the family's name states
     * @param count how often; 0 records nothing, a negative count is dropped and counted like a negative value
     */
    void record(long value, long count);

    /**
     * Records a value, and with it the values that it kept from being measured. While one measurement stalls, the regular measurements that
     * should follow it do not take place, so that without this method the stall would count only once (coordinated omission). With an
     * interval of 10, a value of 35 also records 25 and 15.
     *
     * @param value 0 to 2<sup>62</sup>, in the unit that the family's name states
     * @param expectedInterval the distance between two measurements in the same unit; 0 or less records {@code value} alone
     */
    void recordWithExpectedInterval(long value, long expectedInterval);

    /**
     * Records one value, and keeps it as the exemplar of the values like it: the trace to look at for one of them. An engine keeps the
     * latest exemplar between each two bounds of the exposition; an engine that keeps no exemplars only records. Allocates on the first
     * call of an instrument.
     *
     * @param value 0 to 2<sup>62</sup>, in the unit that the family's name states
     * @param traceIdHigh the upper 64 bits of the trace's W3C id
     * @param traceIdLow the lower 64 bits of it
     * @param unixMillis when, in Unix milliseconds; 0 when that is not known
     */
    default void recordWithExemplar(double value, long traceIdHigh, long traceIdLow, long unixMillis) {
        record(value);
    }

    /** {@return how many values were recorded so far} */
    long count();

    /** {@return a no-op histogram: it costs nothing and {@link #count()} stays 0} */
    static Histogram noop() {
        return Noop.HISTOGRAM;
    }
}

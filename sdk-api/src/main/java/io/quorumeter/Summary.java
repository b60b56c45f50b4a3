package io.quorumeter;

/**
 * Quantiles over a sliding window of time, ten minutes unless declared otherwise, so that earlier values do not count. Count and sum cover
 * everything since the start.
 *
 * <p>A summary is a view of a histogram. Recording one value costs what it costs a {@link Histogram} and has the same guarantees; only a
 * reading applies the window: it takes the distribution now, less the one that the collector's background tick kept when the window began.
 * So the window moves with the clock, whether it is read or not. It is cut into six parts: a value leaves between one window and one window
 * and a sixth (and one tick, {@code collection_interval}) after it was recorded.
 *
 * <p>What a window needs is bounded: at most 8 distributions of 12 bytes for each bucket in use, for a latency over eight powers of two
 * up to 100&nbsp;KB, and one that does not change is kept once. Prefer a {@link Histogram} where a server computes the quantiles:
 * those of summaries cannot be added up over replicas.
 */
public interface Summary {
    /**
     * Records one whole value; the sum of these is exact.
     *
     * @param value 0 to 2<sup>62</sup>, in the unit that the family's name states
     */
    void record(long value);

    /**
     * Records one value.
     *
     * @param value 0 to 2<sup>62</sup>, in the unit that the family's name states; negative values, NaN and greater ones are dropped and
     *     counted as for a histogram
     */
    void record(double value);

    /**
     * Returns the value below or at which the share {@code q} of the window's values lies.
     *
     * @param q 0 to 1; any, not only those that the exposition shows
     * @return the value, within 1&nbsp;%, in the unit that the name states; NaN when the window has no value
     * @throws IllegalArgumentException when {@code q} is not from 0 to 1
     */
    double quantile(double q);

    /** {@return how many values were recorded since the start} */
    long count();

    /** {@return how many values are in the window} */
    long windowCount();

    /** {@return a no-op summary: it costs nothing and stays empty} */
    static Summary noop() {
        return Noop.SUMMARY;
    }
}

package io.quorumeter.spi;

/**
 * The one geometry of all distributions: log-linear, 128 buckets of equal width to each power of two, so that every value lies
 * within 1/128 (0.78&nbsp;%) of its bucket's bounds. For whole numbers from 128 up these are the buckets of HdrHistogram with two
 * significant digits.
 *
 * <pre>
 *  index   0                    value 0, and everything below 2^-30
 *  index   p * 128 + s          [ (128 + s) * 2^(p-38), (129 + s) * 2^(p-38) )     p = 1 … 93, s = 0 … 127
 *
 *          |--------- p -------| |--- s ---|
 *  page p holds the values of one power of two, from 2^(p-31) up: pages are what a histogram allocates
 * </pre>
 *
 * Values are raw: nanoseconds for durations, the unit itself for everything else.
 */
public final class Buckets {
    /** Buckets to a page, one power of two. */
    public static final int PER_PAGE = 128;

    /** Pages, the one of zero included. */
    public static final int PAGES = 94;

    /** The largest value of a histogram, 2<sup>62</sup>; a duration may go up to {@code Long.MAX_VALUE} nanoseconds. */
    public static final double MAX_VALUE = 0x1p62;

    /** The smallest value that is not kept as zero. */
    public static final double MIN_VALUE = 0x1p-30;

    private static final int PAGE_BITS = 7;
    private static final int ZERO_PAGES = 31;

    /** Biased exponent and top mantissa bits of the value at which index 0 would begin. */
    private static final int DOUBLE_OFFSET = (Double.MAX_EXPONENT - ZERO_PAGES) << PAGE_BITS;

    private Buckets() {}

    /**
     * Finds the bucket of a whole number.
     *
     * @param value 0 to {@code Long.MAX_VALUE}; the caller checks
     * @return its index, 0 … {@link #PAGES} * {@link #PER_PAGE} - 1
     */
    public static int indexOf(long value) {
        if (value == 0) {
            return 0;
        }
        int zeros = Long.numberOfLeadingZeros(value);
        return ((63 - zeros + ZERO_PAGES) << PAGE_BITS) | ((int) (value << zeros >>> 56) & (PER_PAGE - 1));
    }

    /**
     * Finds the bucket of a value: for a whole number the same bucket as {@link #indexOf(long)}.
     *
     * @param value 0 to {@link #MAX_VALUE}; the caller checks
     * @return its index, 0 … {@link #PAGES} * {@link #PER_PAGE} - 1
     */
    public static int indexOf(double value) {
        if (value < MIN_VALUE) {
            return 0;
        }
        return (int) (Double.doubleToRawLongBits(value) >>> (52 - PAGE_BITS)) - DOUBLE_OFFSET;
    }

    /**
     * Finds the last bucket that is counted at or below a bound.
     *
     * @param bound any number, raw; 0.001024 s in nanoseconds need not be exactly 1024000
     * @return its index; -1 when there is none, {@code Integer.MAX_VALUE} when the bound is above all
     */
    public static int lastAtOrBelow(double bound) {
        double limit = bound + Math.abs(bound) * 1e-12;
        if (!(limit >= 0)) {
            return -1;
        }
        return limit >= 0x1p63 ? Integer.MAX_VALUE : indexOf(limit);
    }

    /**
     * Returns the smallest value in a bucket.
     *
     * @param index a bucket's index
     * @return the value, raw
     */
    public static double lower(int index) {
        return index == 0 ? 0 : Math.scalb((double) (PER_PAGE + (index & (PER_PAGE - 1))), exponent(index));
    }

    /**
     * Returns the value at which the next bucket begins.
     *
     * @param index a bucket's index
     * @return the value, raw; above every value in the bucket
     */
    public static double upper(int index) {
        return index == 0 ? MIN_VALUE : Math.scalb((double) (PER_PAGE + 1 + (index & (PER_PAGE - 1))), exponent(index));
    }

    /**
     * Returns the value that stands for a bucket, within 0.8&nbsp;% of every value in it: its only whole number when it has just one,
     * because what a protocol counts is whole, and its middle otherwise.
     *
     * @param index a bucket's index
     * @return the value, raw
     */
    public static double middle(int index) {
        double lower = lower(index);
        double upper = upper(index);
        double whole = Math.ceil(lower);
        return upper - lower <= 1 && whole < upper ? whole : (lower + upper) / 2;
    }

    private static int exponent(int index) {
        return (index >>> PAGE_BITS) - ZERO_PAGES - PAGE_BITS;
    }
}

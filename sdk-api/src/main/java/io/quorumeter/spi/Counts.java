package io.quorumeter.spi;

/** Adds counts up to {@link Long#MAX_VALUE}, where they stay, since readers refuse a total that turns negative. */
public final class Counts {
    private Counts() {}

    /**
     * Returns the sum of two counts.
     *
     * @param a zero or more; a negative one, which readers refuse, makes no large number
     * @param b zero or more
     * @return their sum, {@link Long#MAX_VALUE} when it is more than that
     */
    public static long sum(long a, long b) {
        long sum = a + b;
        return sum < 0 && a > 0 && b > 0 ? Long.MAX_VALUE : sum;
    }
}

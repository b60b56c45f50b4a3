package io.quorumeter.promql.model;

/** The NaN that marks the end of a series; only its bits distinguish it from other NaNs. */
public final class Stale {
    /** The bits of the marker, those of Prometheus. */
    public static final long BITS = 0x7ff0000000000002L;

    /** The marker. */
    public static final double MARKER = Double.longBitsToDouble(BITS);

    private Stale() {}

    /**
     * {@return whether a value is the marker}
     *
     * @param value a sample's value
     */
    public static boolean is(double value) {
        return Double.doubleToRawLongBits(value) == BITS;
    }
}

package io.quorumeter;

import org.jspecify.annotations.Nullable;

/**
 * Instruments of one family that differ in two labels, whose values are enums' constants, in one flat array. Immutable and safe
 * from any thread.
 *
 * @param <A> the first label's values
 * @param <B> the second label's values
 * @param <T> the instrument
 */
public final class By2<A extends Enum<A>, B extends Enum<B>, T> {
    private final Object[] series;
    private final int width;
    private final T noop;

    By2(Object[] series, int width, T noop) {
        this.series = series;
        this.width = width;
        this.noop = noop;
    }

    /**
     * Returns the instrument of two values. Null, which no annotated caller can pass, returns a no-op instrument.
     *
     * @param first the first label's value
     * @param second the second label's value
     * @return always the same instrument for the same values
     */
    @SuppressWarnings("unchecked") // made of such instruments
    public T of(@Nullable A first, @Nullable B second) {
        return first == null || second == null ? noop : (T) series[first.ordinal() * width + second.ordinal()];
    }
}

package io.quorumeter;

import org.jspecify.annotations.Nullable;

/**
 * Instruments of one family that differ in one label, whose values are an enum's constants. Choosing one is an array index.
 * Immutable and safe from any thread.
 *
 * @param <A> the label's values
 * @param <T> the instrument
 */
public final class By<A extends Enum<A>, T> {
    private final Object[] series;
    private final T noop;

    By(Object[] series, T noop) {
        this.series = series;
        this.noop = noop;
    }

    /**
     * Returns the instrument of a value.
     *
     * @param value the label's value; null, which no annotated caller can pass, returns a no-op instrument
     * @return always the same instrument for the same value
     */
    @SuppressWarnings("unchecked") // made of such instruments
    public T of(@Nullable A value) {
        return value == null ? noop : (T) series[value.ordinal()];
    }
}

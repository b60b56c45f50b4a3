package io.quorumeter.monitoring.system;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value as it was last read, for the collectors that show it; null while there is none. Written by one thread. */
final class Reading implements Supplier<@Nullable Number> {
    private static final double EXACT = 0x1p53;

    private volatile double value = Double.NaN;

    /** Sets a number of which a negative one means that there is none. */
    void set(long whole) {
        value = whole < 0 ? Double.NaN : whole;
    }

    /** Sets a number; NaN when there is none. */
    void set(double number) {
        value = number;
    }

    /** NaN while there is none. */
    double value() {
        return value;
    }

    @Override
    public @Nullable Number get() {
        return shown(value);
    }

    /** Returns a number as collectors show it, as a whole one where it is; null for NaN. */
    static @Nullable Number shown(double number) {
        if (Double.isNaN(number)) {
            return null;
        }
        return number == Math.rint(number) && Math.abs(number) < EXACT ? (Number) (long) number : (Number) number;
    }
}

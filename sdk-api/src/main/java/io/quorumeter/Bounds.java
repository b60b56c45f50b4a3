package io.quorumeter;

import io.quorumeter.spi.DurationRange;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The upper bounds ({@code le}) at which a distribution's cumulative counts are shown in formats that have such buckets.
 *
 * <p>Bounds concern only the exposition: what is kept is always finer (two significant digits over the whole range), so bounds
 * can be chosen late. A count at a bound is exact to within the width of the bucket that the bound falls into, that is
 * for values less than 1&nbsp;% above it. Immutable.
 */
public final class Bounds {
    private final double[] upper;

    private Bounds(double[] upper) {
        this.upper = upper;
    }

    /**
     * Returns bounds in the family's unit (seconds, bytes …).
     *
     * @param upper at least one finite number, rising; {@code +Inf} is added by the exposition
     * @return the bounds; later changes of the array do not reach them
     * @throws IllegalArgumentException when empty, not finite or not rising
     */
    public static Bounds of(double... upper) {
        if (upper.length == 0) {
            throw new IllegalArgumentException("at least one bound is needed");
        }
        for (int i = 0; i < upper.length; i++) {
            if (!Double.isFinite(upper[i]) || (i > 0 && upper[i] <= upper[i - 1])) {
                throw new IllegalArgumentException("bounds must be finite and rising: " + Arrays.toString(upper));
            }
        }
        return new Bounds(upper.clone());
    }

    /**
     * Returns bounds of which each is twice the one before.
     *
     * @param first the smallest bound, in the family's unit; positive
     * @param count how many, 1 or more
     * @return the bounds
     * @throws IllegalArgumentException when there would be none, or one would not be finite or not rise
     */
    public static Bounds doubling(double first, int count) {
        double[] upper = new double[Math.max(count, 0)];
        double bound = first;
        for (int i = 0; i < upper.length; i++) {
            upper[i] = bound;
            bound *= 2;
        }
        return of(upper);
    }

    /**
     * Returns bounds for times of the protocol, which have a meaning only in relation to its delivery bound Δ: Δ/128 to 128Δ, doubling, in
     * seconds. A view that succeeds takes a few Δ, and a view that fails takes ten or more.
     *
     * @param delta the delivery bound, positive, up to 36,500 days
     * @return fifteen bounds
     * @throws IllegalArgumentException when {@code delta} is out of range
     */
    public static Bounds relativeTo(Duration delta) {
        return doubling(DurationRange.positive("delta", delta).toNanos() / 128e9, 15);
    }

    /** {@return 24 bounds for processing times, the default of a {@link Timer}: 1 µs to 8.4 s, doubling, in seconds} */
    public static Bounds processing() {
        return doubling(1e-6, 24);
    }

    /**
     * Returns the bounds of a family whose declaration names none.
     *
     * @param unit the family's unit
     * @return {@link #processing()} for seconds; 64 bytes to 16 MiB, each four times the last; tenths and 0.99 for a ratio; 0 to 10,000
     *     in steps of 1, 2 and 5 for a number without a unit
     */
    public static Bounds defaultFor(Unit unit) {
        return switch (unit) {
            case SECONDS -> processing();
            case BYTES -> of(64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216);
            case RATIO -> of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99, 1);
            case NONE -> of(0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000);
        };
    }

    /** {@return how many bounds there are, 1 or more} */
    public int size() {
        return upper.length;
    }

    /**
     * Returns one of the bounds.
     *
     * @param index 0 … {@link #size()}-1
     * @return the bound, above that of every smaller index
     * @throws IndexOutOfBoundsException when there is no such index
     */
    public double get(int index) {
        return upper[index];
    }

    /** {@return whether these are the same bounds} */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bounds bounds && Arrays.equals(upper, bounds.upper);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(upper);
    }

    /** {@return the bounds as in {@code [0.1, 0.5, 1.0]}} */
    @Override
    public String toString() {
        return Arrays.toString(upper);
    }
}

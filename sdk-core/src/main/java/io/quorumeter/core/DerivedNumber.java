package io.quorumeter.core;

import java.util.function.Supplier;

/**
 * A series that the engine computes from what it holds, once a snapshot and on the reader's thread: the source is the engine's own, cheap
 * and trusted. What comes from anybody else is an {@link ObservedNumber}. When there is no number, the last one is shown.
 */
final class DerivedNumber implements NumberCell {
    private final Supplier<? extends Number> source;
    private long whole;
    private double fraction;

    DerivedNumber(Supplier<? extends Number> source) {
        this.source = source;
    }

    @Override
    public synchronized long read(long[] wholes, double[] fractions, int at) {
        Number value = source.get();
        if (Numbers.isWhole(value)) {
            whole = value.longValue();
            fraction = 0;
        } else if (!Double.isNaN(value.doubleValue())) {
            whole = 0;
            fraction = value.doubleValue();
        }
        wholes[at] = whole;
        fractions[at] = fraction;
        return 0;
    }
}

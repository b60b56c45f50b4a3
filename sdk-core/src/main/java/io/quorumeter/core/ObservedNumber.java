package io.quorumeter.core;

import io.quorumeter.Counter;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** A series whose value is kept elsewhere and asked for when it is read. Keeps the last good value for when the source fails. */
final class ObservedNumber implements NumberCell {
    private final Counter failures;
    private volatile Supplier<? extends Number> source;
    private long whole;
    private double fraction;

    ObservedNumber(Supplier<? extends Number> source, Counter failures) {
        this.source = source;
        this.failures = failures;
    }

    void replaceSource(Supplier<? extends Number> other) {
        this.source = other;
    }

    /** Asks the source and reads its answer in one step, so that a snapshot never gets what another one asked for. */
    @Override
    public synchronized long read(long[] wholes, double[] fractions, int at) {
        ask();
        wholes[at] = whole;
        fractions[at] = fraction;
        return 0;
    }

    private void ask() {
        try {
            Number value = source.get();
            if (isWhole(value)) {
                whole = value.longValue();
                fraction = 0;
            } else if (Double.isNaN(value.doubleValue())) {
                failures.increment();
            } else {
                whole = 0;
                fraction = value.doubleValue();
            }
        } catch (Throwable failed) { // whatever a callback does, the snapshot goes on
            failures.increment();
        }
    }

    private static boolean isWhole(Number value) {
        return value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte
                || value instanceof AtomicLong
                || value instanceof AtomicInteger
                || value instanceof LongAdder
                || (value instanceof BigInteger big && big.bitLength() < Long.SIZE);
    }
}

package io.quorumeter.core;

import io.quorumeter.Gauge;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A gauge as the sum of two words: whole numbers are set and added in the one, exactly, and numbers with fractions in the other. So
 * neither kind can lose an addition of the other, and a gauge that only ever sees one kind, as each does in practice, is one
 * atomic word.
 */
final class LiveGauge implements Gauge, NumberCell {
    private static final VarHandle WHOLE;
    private static final VarHandle FRACTION;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WHOLE = lookup.findVarHandle(LiveGauge.class, "whole", long.class);
            FRACTION = lookup.findVarHandle(LiveGauge.class, "fraction", double.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final Rejections rejections;
    private volatile long whole;
    private volatile double fraction;
    private volatile @Nullable Stamped stamped;

    LiveGauge(Rejections rejections) {
        this.rejections = rejections;
    }

    @Override
    public void set(long value) {
        WHOLE.setRelease(this, value);
        if (fraction != 0) {
            FRACTION.setRelease(this, 0.0);
        }
        unstamp();
    }

    @Override
    public void set(double value) {
        if (Double.isNaN(value)) {
            rejections.nan();
            return;
        }
        FRACTION.setRelease(this, value);
        if (whole != 0) {
            WHOLE.setRelease(this, 0L);
        }
        unstamp();
    }

    @Override
    public void add(long amount) {
        WHOLE.getAndAdd(this, amount);
    }

    @Override
    public void add(double amount) {
        if (Double.isNaN(amount)) {
            rejections.nan();
            return;
        }
        double sum;
        do {
            sum = fraction;
            if (Double.isNaN(sum + amount)) { // two infinities that cancel out
                rejections.nan();
                return;
            }
        } while (!FRACTION.compareAndSet(this, sum, sum + amount));
    }

    /** Sets a value that was measured at a time of its own. */
    void set(double value, long stampMillis) {
        if (Double.isNaN(value)) {
            rejections.nan();
            return;
        }
        set(value);
        stamped = new Stamped(value, stampMillis);
    }

    @Override
    public double value() {
        return whole + fraction;
    }

    @Override
    public long longValue() {
        return whole + (long) fraction;
    }

    @Override
    public long read(long[] wholes, double[] fractions, int at) {
        Stamped pair = stamped;
        wholes[at] = pair == null ? whole : 0;
        fractions[at] = pair == null ? fraction : pair.value;
        return pair == null ? 0 : pair.millis;
    }

    private void unstamp() {
        if (stamped != null) {
            stamped = null;
        }
    }

    private record Stamped(double value, long millis) {}
}

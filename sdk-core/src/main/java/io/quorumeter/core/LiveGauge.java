package io.quorumeter.core;

import io.quorumeter.Gauge;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A gauge as one word, the bits of a double: a write replaces all of it, and an addition is a compare-and-set. A double holds whole
 * numbers exactly up to 2<sup>53</sup>. What it lacks of a larger one, at most 512, is kept in a second word; the two are written one
 * after the other, so only there, and only when several threads write at once, may the last digits be another writer's.
 */
final class LiveGauge implements Gauge, NumberCell {
    private static final VarHandle VALUE;
    private static final double EXACT = 0x1p53;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(LiveGauge.class, "value", double.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final Rejections rejections;
    private volatile double value;
    private volatile long lack;
    private volatile @Nullable Stamped stamped;

    LiveGauge(Rejections rejections) {
        this.rejections = rejections;
    }

    @Override
    public void set(long number) {
        VALUE.setRelease(this, (double) number);
        settle(lack(number));
    }

    @Override
    public void set(double number) {
        if (Double.isNaN(number)) {
            rejections.nan();
            return;
        }
        VALUE.setRelease(this, number);
        settle(0);
    }

    @Override
    public void add(long amount) {
        double old;
        double sum;
        long rest;
        do {
            old = value;
            sum = old + amount;
            rest = 0;
            if (Math.abs(sum) >= EXACT && isLong(old)) {
                long exact = (long) old + lack;
                long total = exact + amount;
                if (((exact ^ total) & (amount ^ total)) >= 0) {
                    sum = total;
                    rest = lack(total);
                }
            }
        } while (!VALUE.compareAndSet(this, old, sum));
        settle(rest);
    }

    @Override
    public void add(double amount) {
        double old;
        double sum;
        do {
            old = value;
            sum = old + amount;
            if (Double.isNaN(sum)) { // or two infinities that cancel out
                rejections.nan();
                return;
            }
        } while (!VALUE.compareAndSet(this, old, sum));
        settle(0);
    }

    /** Sets a value that was measured at a time of its own. */
    void set(double number, long stampMillis) {
        if (Double.isNaN(number)) {
            rejections.nan();
            return;
        }
        set(number);
        stamp(number, stampMillis);
    }

    /** Says when this value was measured, which is shown as long as it is the gauge's: somebody may have set another meanwhile. */
    void stamp(double number, long millis) {
        stamped = new Stamped(number, millis);
    }

    @Override
    public double value() {
        return value;
    }

    @Override
    public long longValue() {
        return (long) value + lack;
    }

    @Override
    public long read(long[] wholes, double[] fractions, int at) {
        Stamped pair = stamped;
        double number = value;
        boolean whole = isLong(number);
        wholes[at] = whole ? (long) number + lack : 0;
        fractions[at] = whole ? 0 : number;
        return pair != null && pair.value == number ? pair.millis : 0;
    }

    /** Rids the gauge of what an earlier value left beside its word. */
    private void settle(long rest) {
        if (lack != rest) {
            lack = rest;
        }
        if (stamped != null) {
            stamped = null;
        }
    }

    private static long lack(long number) {
        return number - (long) (double) number;
    }

    /** Whether the word alone, or with its lack, is a whole number within the range of long. */
    private static boolean isLong(double number) {
        return number == Math.rint(number) && Math.abs(number) <= 0x1p63;
    }

    private record Stamped(double value, long millis) {}
}

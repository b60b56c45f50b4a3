package io.quorumeter.core;

import io.quorumeter.snapshot.Buckets;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One writer's share of a histogram: pages of bucket counts, allocated when a value first falls into them, and the sum.
 *
 * <p>The fields before and after the sums keep two stripes' sums out of one cache line; pages are a kibibyte each and need no
 * padding. A sum of whole numbers that would pass the range of {@code long} moves to the sum of fractions and begins anew, so it
 * goes on to the precision of a double.
 */
@SuppressWarnings("unused") // padding
final class Stripe {
    static final VarHandle COUNTS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle PAGES = MethodHandles.arrayElementVarHandle(long[][].class);
    private static final VarHandle WHOLE_SUM;
    private static final VarHandle FRACTION_SUM;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WHOLE_SUM = lookup.findVarHandle(Stripe.class, "wholeSum", long.class);
            FRACTION_SUM = lookup.findVarHandle(Stripe.class, "fractionSum", double.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private long before1;
    private long before2;
    private long before3;
    private long before4;
    private long before5;
    private long before6;
    private long before7;
    private volatile long wholeSum;
    private volatile double fractionSum;
    private long after1;
    private long after2;
    private long after3;
    private long after4;
    private long after5;
    private long after6;
    private long after7;

    private final long[][] pages = new long[Buckets.PAGES][];

    /** Counts a value in its bucket. */
    void count(int index) {
        long[] page = (long[]) PAGES.getAcquire(pages, index / Buckets.PER_PAGE);
        if (page == null) {
            page = allocate(index / Buckets.PER_PAGE);
        }
        COUNTS.getAndAdd(page, index & (Buckets.PER_PAGE - 1), 1L);
    }

    /** Adds to the sum unless another thread got in between, which is how a histogram learns that it is contended. */
    boolean tryAdd(long amount) {
        long sum = wholeSum;
        long more = sum + amount;
        if (more >= 0) {
            return WHOLE_SUM.compareAndSet(this, sum, more);
        }
        boolean spilled = WHOLE_SUM.compareAndSet(this, sum, amount);
        if (spilled) {
            add((double) sum);
        }
        return spilled;
    }

    void add(long amount) {
        while (!tryAdd(amount)) {
            Thread.onSpinWait();
        }
    }

    boolean tryAdd(double amount) {
        double sum = fractionSum;
        return FRACTION_SUM.compareAndSet(this, sum, sum + amount);
    }

    void add(double amount) {
        while (!tryAdd(amount)) {
            Thread.onSpinWait();
        }
    }

    long wholeSum() {
        return wholeSum;
    }

    double fractionSum() {
        return fractionSum;
    }

    /** A page of counts to be read with {@link #COUNTS}, or null when nothing was counted in it. */
    long @Nullable [] page(int page) {
        return (long[]) PAGES.getAcquire(pages, page);
    }

    private long[] allocate(int page) {
        long[] fresh = new long[Buckets.PER_PAGE];
        long[] winner = (long[]) PAGES.compareAndExchange(pages, page, null, fresh);
        return winner != null ? winner : fresh;
    }
}

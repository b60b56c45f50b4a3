package io.quorumeter.core;

import io.quorumeter.spi.Buckets;
import io.quorumeter.spi.Counts;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A part of a histogram that is written by one thread alone, or by many atomically: pages of bucket counts, made when a value first
 * falls into them, and the sum. See {@link HistogramCell} for who writes which.
 *
 * <p>A sum of whole numbers that would pass the range of {@code long} moves to the sum of fractions and begins anew, so it goes on to the
 * precision of a double. A count of a bucket that would pass it stays at the greatest one. The fields around the sums keep two lanes' sums
 * out of one cache line; pages are a kibibyte each and need no padding.
 */
@SuppressWarnings("unused") // padding
final class Lane {
    private static final VarHandle COUNTS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle PAGES = MethodHandles.arrayElementVarHandle(long[][].class);
    private static final VarHandle WHOLE_SUM;
    private static final VarHandle FRACTION_SUM;
    private static final int WITHIN_PAGE = Buckets.PER_PAGE - 1;

    /** What a lane takes without its pages, and what a page takes. */
    static final long BYTES = 16 + 4L * (Buckets.PAGES + 1) + 128;

    static final long PAGE_BYTES = 16 + 8L * Buckets.PER_PAGE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WHOLE_SUM = lookup.findVarHandle(Lane.class, "wholeSum", long.class);
            FRACTION_SUM = lookup.findVarHandle(Lane.class, "fractionSum", double.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** What became of values that were to be counted. */
    enum Outcome {
        COUNTED,
        FULL,
        NO_MEMORY;

        private static Outcome of(long before, long times) {
            return before < 0 || before + times < 0 ? FULL : COUNTED;
        }
    }

    /** One more than there are, and that one stays null: the one that negative numbers would be counted in. */
    private final long[] @Nullable [] pages = new long[Buckets.PAGES + 1][];

    private long before1;
    private long before2;
    private long before3;
    private long before4;
    private long before5;
    private long before6;
    private long wholeSum;
    private double fractionSum;
    private long after1;
    private long after2;
    private long after3;
    private long after4;
    private long after5;
    private long after6;

    /**
     * Counts one value and adds it to the sum, if that takes no more than this: not for a negative value, whose page is never made. Only
     * for the thread that owns the lane.
     */
    boolean countAlone(long value) {
        int index = Buckets.indexOf(value);
        long[] page = pages[index / Buckets.PER_PAGE];
        if (page == null) {
            return false;
        }
        long sum = wholeSum + value;
        int slot = index & WITHIN_PAGE;
        long count = page[slot] + 1;
        if ((sum | count) < 0) { // one branch for both
            return false;
        }
        COUNTS.setRelease(page, slot, count);
        WHOLE_SUM.setRelease(this, sum);
        return true;
    }

    /** Counts values of one bucket, unless there is no memory for it; only for the thread that owns the lane. */
    Outcome countAlone(int index, long times, MemoryAccount.Share memory) {
        long[] page = pages[index / Buckets.PER_PAGE];
        if (page == null) {
            page = makePage(index / Buckets.PER_PAGE, memory);
            if (page == null) {
                return Outcome.NO_MEMORY;
            }
        }
        int slot = index & WITHIN_PAGE;
        long before = page[slot];
        COUNTS.setRelease(page, slot, Counts.sum(before, times));
        return Outcome.of(before, times);
    }

    /** Adds to the sum of whole numbers or to that of fractions, whichever is not 0; only for the thread that owns the lane. */
    void addAlone(long whole, double fraction) {
        if (fraction == 0) {
            addAlone(whole);
        } else {
            addAlone(fraction);
        }
    }

    private void addAlone(long amount) {
        long more = wholeSum + amount;
        if (more >= 0) {
            WHOLE_SUM.setRelease(this, more);
        } else {
            addAlone((double) wholeSum);
            WHOLE_SUM.setRelease(this, amount);
        }
    }

    private void addAlone(double amount) {
        FRACTION_SUM.setRelease(this, fractionSum + amount);
    }

    /** Counts values of one bucket, beside other threads, unless there is no memory for it. */
    Outcome countAmongOthers(int index, long times, MemoryAccount.Share memory) {
        long[] page = (long[]) PAGES.getAcquire(pages, index / Buckets.PER_PAGE);
        if (page == null) {
            page = makePage(index / Buckets.PER_PAGE, memory);
            if (page == null) {
                return Outcome.NO_MEMORY;
            }
        }
        int slot = index & WITHIN_PAGE;
        long before;
        if (times == 1) {
            before = (long) COUNTS.getAndAdd(page, slot, 1L);
            if (before + 1 < 0) { // of a full bucket, which reads as full meanwhile
                COUNTS.setVolatile(page, slot, Long.MAX_VALUE);
            }
        } else {
            do {
                before = (long) COUNTS.getVolatile(page, slot);
            } while (!COUNTS.compareAndSet(
                    page, slot, before, before < 0 ? Long.MAX_VALUE : Counts.sum(before, times)));
        }
        return Outcome.of(before, times);
    }

    /** Adds to the sum of whole numbers or to that of fractions, whichever is not 0, beside other threads. */
    void addAmongOthers(long whole, double fraction) {
        if (fraction == 0) {
            addAmongOthers(whole);
        } else {
            addAmongOthers(fraction);
        }
    }

    private void addAmongOthers(long amount) {
        while (true) {
            long sum = (long) WHOLE_SUM.getVolatile(this);
            long more = sum + amount;
            if (more >= 0) {
                if (WHOLE_SUM.compareAndSet(this, sum, more)) {
                    return;
                }
            } else if (WHOLE_SUM.compareAndSet(this, sum, amount)) {
                addAmongOthers((double) sum);
                return;
            }
        }
    }

    private void addAmongOthers(double amount) {
        double sum;
        do {
            sum = (double) FRACTION_SUM.getVolatile(this);
        } while (!FRACTION_SUM.compareAndSet(this, sum, sum + amount));
    }

    long wholeSum() {
        return (long) WHOLE_SUM.getAcquire(this);
    }

    double fractionSum() {
        return (double) FRACTION_SUM.getAcquire(this);
    }

    /** A page of counts to be read with {@link #count}, or null when nothing was counted in it. */
    long @Nullable [] page(int page) {
        return (long[]) PAGES.getAcquire(pages, page);
    }

    static long count(long[] page, int slot) {
        long count = (long) COUNTS.getAcquire(page, slot);
        return count < 0 ? Long.MAX_VALUE : count;
    }

    private long @Nullable [] makePage(int page, MemoryAccount.Share memory) {
        if (!memory.tryReserve(PAGE_BYTES)) {
            return null;
        }
        long[] fresh = new long[Buckets.PER_PAGE];
        long[] winner = (long[]) PAGES.compareAndExchange(pages, page, null, fresh);
        if (winner == null) {
            return fresh;
        }
        memory.release(PAGE_BYTES);
        return winner;
    }
}

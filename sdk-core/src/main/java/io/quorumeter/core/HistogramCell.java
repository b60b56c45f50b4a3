package io.quorumeter.core;

import io.quorumeter.snapshot.Buckets;
import io.quorumeter.snapshot.Distribution;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The counts of one histogram's series, written by any number of threads at once.
 *
 * <p>A record is two atomic additions: one in the value's bucket, one to the sum. As long as one thread writes there is one
 * {@link Stripe}, and both are uncontended. Two threads always meet at the sum, because that is one word; so the sum is added with a
 * compare-and-set whose failure is the sign of contention. Then the number of stripes doubles, and each thread goes to the stripe
 * that its id hashes to, up to twice the number of processors and never more than {@value #MOST_STRIPES}. Stripes are never
 * taken away: a reader adds them up, and what was counted stays where it was counted.
 *
 * <p>The bucket is counted first and the sum follows. A reader takes the sums first and the buckets after, so the sum it shows is
 * of no more values than the buckets show, and the count, which is nothing but the buckets added up, cannot disagree with them.
 */
final class HistogramCell {
    static final int MOST_STRIPES = 16;

    private static final int STRIPE_LIMIT = Math.min(
            MOST_STRIPES, 2 * Integer.highestOneBit(2 * Runtime.getRuntime().availableProcessors() - 1));
    private static final VarHandle STRIPES;

    static {
        try {
            STRIPES = MethodHandles.lookup().findVarHandle(HistogramCell.class, "stripes", Stripe[].class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private volatile Stripe[] stripes = {new Stripe()};

    /** Counts a value whose sum is kept exactly. */
    void record(int index, long value) {
        Stripe stripe = stripe();
        stripe.count(index);
        if (!stripe.tryAdd(value)) {
            spread();
            stripe.add(value);
        }
    }

    /** Counts a value with a fraction. */
    void record(int index, double value) {
        Stripe stripe = stripe();
        stripe.count(index);
        if (!stripe.tryAdd(value)) {
            spread();
            stripe.add(value);
        }
    }

    long count() {
        long count = 0;
        for (Stripe stripe : stripes) {
            for (int p = 0; p < Buckets.PAGES; p++) {
                long[] page = stripe.page(p);
                for (int s = 0; page != null && s < Buckets.PER_PAGE; s++) {
                    count += (long) Stripe.COUNTS.getAcquire(page, s);
                }
            }
        }
        return count;
    }

    int stripeCount() {
        return stripes.length;
    }

    /** What was recorded so far, as a distribution of whose raw values {@code perUnit} make a unit. */
    Distribution read(double perUnit) {
        Stripe[] all = stripes;
        long wholeSum = 0;
        double fractionSum = 0;
        for (Stripe stripe : all) {
            long whole = stripe.wholeSum();
            fractionSum += stripe.fractionSum();
            if (wholeSum + whole < 0) {
                fractionSum += wholeSum;
                wholeSum = 0;
            }
            wholeSum += whole;
        }
        int[] index = new int[64];
        long[] counts = new long[64];
        int size = 0;
        long[] sums = new long[Buckets.PER_PAGE];
        for (int p = 0; p < Buckets.PAGES; p++) {
            if (!addUp(all, p, sums)) {
                continue;
            }
            for (int s = 0; s < sums.length; s++) {
                if (sums[s] == 0) {
                    continue;
                }
                if (size == index.length) {
                    index = Arrays.copyOf(index, 2 * size);
                    counts = Arrays.copyOf(counts, 2 * size);
                }
                index[size] = p * Buckets.PER_PAGE + s;
                counts[size++] = sums[s];
            }
        }
        return Distribution.of(Arrays.copyOf(index, size), Arrays.copyOf(counts, size), wholeSum, fractionSum, perUnit);
    }

    private static boolean addUp(Stripe[] stripes, int page, long[] sums) {
        boolean any = false;
        for (Stripe stripe : stripes) {
            long[] counts = stripe.page(page);
            for (int s = 0; counts != null && s < sums.length; s++) {
                long count = (long) Stripe.COUNTS.getAcquire(counts, s);
                sums[s] = any ? sums[s] + count : count;
            }
            any |= counts != null;
        }
        return any;
    }

    private Stripe stripe() {
        Stripe[] all = stripes;
        return all.length == 1 ? all[0] : all[spreadBits(Thread.currentThread().getId()) & (all.length - 1)];
    }

    private static int spreadBits(long threadId) {
        return (int) ((threadId * 0x9E3779B97F4A7C15L) >>> 48);
    }

    /** Doubles the stripes, up to the limit. */
    void spread() {
        Stripe[] all = stripes;
        if (all.length >= STRIPE_LIMIT) {
            return;
        }
        Stripe[] more = Arrays.copyOf(all, 2 * all.length);
        for (int i = all.length; i < more.length; i++) {
            more[i] = new Stripe();
        }
        STRIPES.compareAndSet(this, all, more);
    }
}

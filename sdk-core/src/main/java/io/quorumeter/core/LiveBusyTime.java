package io.quorumeter.core;

import io.quorumeter.BusyTime;
import io.quorumeter.spi.Counts;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Busy time: a counter of what was measured elsewhere, and a word for each thread that works, which that thread alone writes.
 *
 * <p>The word says both what is finished and what is running, so that a reader never sees an item as both or as neither. Shifted left by
 * one: while idle the nanoseconds worked; while working, with the lowest bit set, the time at which the thread would have begun had it
 * worked without a pause since. Differences are taken modulo 2^63 nanoseconds, so any origin of the clock will do.
 */
final class LiveBusyTime implements BusyTime, NumberCell {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final LongSupplier clock;
    private final Rejections rejections;
    private final LiveCounter added;
    private final Part own = new Part();
    private final List<Part> workers = new CopyOnWriteArrayList<>();
    private final AtomicLong shown = new AtomicLong();

    LiveBusyTime(LongSupplier clock, Rejections rejections, MemoryAccount.Share memory) {
        this.clock = clock;
        this.rejections = rejections;
        this.added = new LiveCounter(rejections, memory);
    }

    @Override
    public void begin(long nanos) {
        own.begin(nanos);
    }

    @Override
    public void end(long nanos) {
        own.end(nanos);
    }

    @Override
    public void add(long nanos) {
        added.increment(nanos);
    }

    @Override
    public long nanos() {
        long sum = Counts.sum(added.value(), own.worked()); // before the workers: see Part.close
        for (Part worker : workers) {
            sum = Counts.sum(sum, worker.worked());
        }
        return shown.accumulateAndGet(sum, Math::max);
    }

    @Override
    public Worker worker() {
        Part worker = new Part();
        workers.add(worker);
        return worker;
    }

    /** How many workers are not closed. */
    int workers() {
        return workers.size();
    }

    @Override
    public long read(long[] wholes, double[] fractions, int at) {
        added.releaseEnded();
        long nanos = nanos();
        wholes[at] = nanos / NANOS_PER_SECOND;
        fractions[at] = (nanos % NANOS_PER_SECOND) / (double) NANOS_PER_SECOND;
        return 0;
    }

    /** One thread's part. What it says of the whole, and further workers, is the whole's. */
    private final class Part implements Worker {
        private final AtomicLong state = new AtomicLong();
        private long began;

        @Override
        public void begin(long nanos) {
            long now = state.getPlain();
            if (!isWorking(now)) {
                began = nanos;
                state.setRelease(((nanos << 1) - now) | 1);
            }
        }

        /** A time before the item began is wrong, or another clock's, and adds nothing. */
        @Override
        public void end(long nanos) {
            long now = state.getPlain();
            if (isWorking(now)) {
                boolean isBefore = nanos - began < 0;
                state.setRelease(worked(now, isBefore ? began : nanos) << 1);
                if (isBefore) {
                    rejections.negative();
                }
            }
        }

        @Override
        public void add(long nanos) {
            added.increment(nanos);
        }

        @Override
        public long nanos() {
            return LiveBusyTime.this.nanos();
        }

        @Override
        public Worker worker() {
            return LiveBusyTime.this.worker();
        }

        /**
         * First out of the list, then into the whole: a reader looks at the whole first, so it may miss this part for a moment, when it
         * shows the total of before, but never counts it twice.
         */
        @Override
        public void close() {
            if (workers.remove(this)) {
                end(clock.getAsLong());
                added.increment(worked());
            }
        }

        /** The clock is read after the state, so that work never ends before it began, but by another clock. */
        private long worked() {
            long now = state.getAcquire();
            return isWorking(now) ? Math.max(0, worked(now, clock.getAsLong())) : now >>> 1;
        }

        private static boolean isWorking(long state) {
            return (state & 1) != 0;
        }

        private static long worked(long state, long nanos) {
            return ((nanos << 1) - (state & ~1L)) >> 1;
        }
    }
}

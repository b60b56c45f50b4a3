package io.quorumeter.core;

import io.quorumeter.BusyTime;
import io.quorumeter.snapshot.Counts;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Busy time in one word for each thread that works.
 *
 * <p>One word tells all, so that a reader can never see an item both as finished and as running. Shifted left by one: while idle the
 * nanoseconds worked; while working, with the lowest bit set, the time at which the thread would have begun had it worked without a
 * pause since. Differences are taken modulo 2^63 nanoseconds, so any origin of the clock will do.
 *
 * <p>What is added stays at 2^61 nanoseconds, 73 years, and what is more is counted as an overflow: the word has room for as much again,
 * so that no item that runs can pass it.
 *
 * <p>Beside it stands when the work really began. A time before that is wrong, or another clock's, and adds nothing.
 */
final class LiveBusyTime implements BusyTime, NumberCell {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long MOST = 1L << 61;
    private static final VarHandle STATE;
    private static final VarHandle BEGAN;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(LiveBusyTime.class, "state", long.class);
            BEGAN = lookup.findVarHandle(LiveBusyTime.class, "began", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final LongSupplier clock;
    private final Rejections rejections;
    private final List<LiveBusyTime> workers = new CopyOnWriteArrayList<>();
    private final AtomicLong shown = new AtomicLong();
    private volatile long state;
    private volatile long began;

    LiveBusyTime(LongSupplier clock, Rejections rejections) {
        this.clock = clock;
        this.rejections = rejections;
    }

    @Override
    public void begin(long nanos) {
        long now;
        do {
            now = state;
            if (isWorking(now)) {
                return;
            }
        } while (!STATE.compareAndSet(this, now, ((nanos << 1) - now) | 1));
        BEGAN.setRelease(this, nanos);
    }

    @Override
    public void end(long nanos) {
        long start;
        long now;
        do {
            now = state;
            if (!isWorking(now)) {
                return;
            }
            start = began;
        } while (!STATE.compareAndSet(this, now, worked(now, later(start, nanos)) << 1));
        if (nanos - start < 0) {
            rejections.negative();
        }
    }

    @Override
    public void add(long nanos) {
        if (nanos < 0) {
            rejections.negative();
            return;
        }
        long now;
        long more;
        do {
            now = state;
            long before = isWorking(now) ? worked(now, began) : now >>> 1;
            more = Math.min(nanos, Math.max(0, MOST - before));
        } while (!STATE.compareAndSet(this, now, isWorking(now) ? now - (more << 1) : now + (more << 1)));
        if (more < nanos) {
            rejections.overflow();
        }
    }

    @Override
    public long nanos() {
        long sum = ownNanos();
        for (LiveBusyTime worker : workers) {
            sum = Counts.sum(sum, worker.ownNanos());
        }
        long total = sum;
        return shown.accumulateAndGet(total, Math::max);
    }

    @Override
    public Worker worker() {
        LiveBusyTime worker = new LiveBusyTime(clock, rejections);
        workers.add(worker);
        return new Part(worker, this);
    }

    /** Ends unfinished work, and takes what was worked away. */
    private long drain() {
        long now;
        do {
            if (isWorking(state)) {
                end(clock.getAsLong());
            }
            now = state;
        } while (isWorking(now) || !STATE.compareAndSet(this, now, 0L));
        return now >>> 1;
    }

    /** How many workers are not closed. */
    int workers() {
        return workers.size();
    }

    @Override
    public long read(long[] wholes, double[] fractions, int at) {
        long nanos = nanos();
        wholes[at] = nanos / NANOS_PER_SECOND;
        fractions[at] = (nanos % NANOS_PER_SECOND) / (double) NANOS_PER_SECOND;
        return 0;
    }

    /** The clock is read after the state, so that work never ends before it began, but by another clock. */
    private long ownNanos() {
        long now = state;
        if (!isWorking(now)) {
            return now >>> 1;
        }
        long time = clock.getAsLong();
        long start = began;
        boolean isItsStart = state == now;
        return Math.max(0, worked(now, isItsStart ? later(start, time) : time));
    }

    private static boolean isWorking(long state) {
        return (state & 1) != 0;
    }

    private static long later(long start, long nanos) {
        return nanos - start < 0 ? start : nanos;
    }

    private static long worked(long state, long nanos) {
        return ((nanos << 1) - (state & ~1L)) >> 1;
    }

    /** One thread's part. What it says of the whole, and further workers, is the whole's. */
    private static final class Part implements Worker {
        private final LiveBusyTime own;
        private final LiveBusyTime whole;
        private volatile boolean closed;

        Part(LiveBusyTime own, LiveBusyTime whole) {
            this.own = own;
            this.whole = whole;
        }

        @Override
        public void begin(long nanos) {
            if (!closed) {
                own.begin(nanos);
            }
        }

        @Override
        public void end(long nanos) {
            own.end(nanos);
        }

        @Override
        public void add(long nanos) {
            own.add(nanos);
            if (closed) {
                whole.add(own.drain());
            }
        }

        @Override
        public long nanos() {
            return whole.nanos();
        }

        @Override
        public Worker worker() {
            return whole.worker();
        }

        /**
         * First out of the list, then into the whole: a reader looks at the whole first, so it may miss this part for a moment, when it
         * shows the total of before, but never counts it twice. Whoever adds meanwhile sees that it is closed, and moves what it added.
         */
        @Override
        public void close() {
            closed = true;
            whole.workers.remove(own);
            whole.add(own.drain());
        }
    }
}

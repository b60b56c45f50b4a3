package io.quorumeter.core;

import io.quorumeter.Bounds;
import io.quorumeter.core.column.DistributionColumns;
import io.quorumeter.snapshot.Distribution;
import io.quorumeter.snapshot.Exemplar;
import io.quorumeter.spi.Buckets;
import io.quorumeter.spi.Counts;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one histogram's series: a lane for each of its {@link Owners}, and one that all other threads share. A lane is made
 * when its first value comes, so a histogram that nobody feeds is a few references, and one that any number of threads feed at once
 * is three lanes.
 *
 * <p>The bucket is counted first and the sum follows. A reader takes the sums first and the buckets after, so the sum it shows is
 * of no more values than the buckets show, and the count, which is nothing but the buckets added up, cannot disagree with them.
 */
abstract class HistogramCell extends Owners {
    private static final VarHandle SHARED;
    private static final VarHandle EXEMPLARS;

    static {
        try {
            SHARED = MethodHandles.lookup().findVarHandle(HistogramCell.class, "shared", Lane.class);
            EXEMPLARS =
                    MethodHandles.lookup().findVarHandle(HistogramCell.class, "exemplars", ExemplarSlots.Bounded.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    final Rejections rejections;
    private final long largest;
    private final double perUnit;
    private final MemoryAccount.Share memory;
    private volatile Bounds bounds;
    private volatile @Nullable Lane firstLane;
    private volatile @Nullable Lane secondLane;
    private volatile @Nullable Lane shared;
    private volatile ExemplarSlots.@Nullable Bounded exemplars;

    /**
     * A cell without values.
     *
     * @param largest the largest whole value that is counted
     * @param bounds between each two of which an exemplar is kept
     * @param perUnit how many raw units make one of the family's
     * @param memory where lanes, pages and exemplars are accounted for
     */
    HistogramCell(Rejections rejections, long largest, Bounds bounds, double perUnit, MemoryAccount.Share memory) {
        this.rejections = rejections;
        this.largest = largest;
        this.bounds = bounds;
        this.perUnit = perUnit;
        this.memory = memory;
    }

    /** Counts a whole value, if the caller owns a lane and there is nothing special about it. */
    final boolean countAlone(long value) {
        Thread caller = Thread.currentThread();
        Lane own = caller == first ? firstLane : caller == second ? secondLane : null;
        return own != null && own.countAlone(value);
    }

    /** Counts a whole value, whatever it is and whoever calls. */
    final void countAnyway(long value) {
        if (value < 0) {
            rejections.negative();
        } else if (value > largest) {
            rejections.overflow();
        } else {
            count(Buckets.indexOf(value), 1, value, 0);
        }
    }

    /** Counts a whole value as often as said. */
    public final void record(long value, long times) {
        if (value < 0 || times < 0) {
            rejections.negative();
        } else if (value > largest) {
            rejections.overflow();
        } else if (times > 0) {
            countAll(Buckets.indexOf(value), times, value * times, (double) value * times);
        }
    }

    /** Counts a whole value, and those that it kept from being measured: see {@link io.quorumeter.Histogram}. */
    public final void recordWithExpectedInterval(long value, long interval) {
        countAnyway(value);
        if (interval <= 0 || value > largest) {
            return;
        }
        for (long missing = value - interval; missing >= interval; ) {
            int index = Buckets.indexOf(missing);
            long least = Math.max(interval, (long) Math.ceil(Buckets.lower(index)));
            long times = (missing - least) / interval + 1;
            long last = missing - (times - 1) * interval;
            countAll(index, times, times * (missing + last) / 2, times * (missing / 2.0 + last / 2.0));
            missing = last - interval;
        }
    }

    /** Counts values of one bucket; {@code exactSum} is right unless {@code sum} shows that it is beyond a long. */
    private void countAll(int index, long times, long exactSum, double sum) {
        if (sum < 0x1p62) {
            count(index, times, exactSum, 0);
        } else {
            count(index, times, 0, sum);
        }
    }

    /** Counts values of one bucket, whose sum is one of two: a whole number, kept exactly, or one with a fraction or beyond a long. */
    final void count(int index, long times, long wholeSum, double fractionSum) {
        Lane own = ownLane(Thread.currentThread());
        if (own != null) {
            Lane.Outcome outcome = own.countAlone(index, times, memory);
            if (isCounted(outcome)) {
                own.addAlone(wholeSum, fractionSum);
            }
        } else {
            Lane common = shared();
            Lane.Outcome outcome = common.countAmongOthers(index, times, memory);
            if (isCounted(outcome)) {
                common.addAmongOthers(wholeSum, fractionSum);
            }
        }
    }

    /** Whether values are in a bucket, be it one that is full, so that they belong to the sum. */
    private boolean isCounted(Lane.Outcome outcome) {
        if (outcome == Lane.Outcome.COUNTED) {
            return true;
        } else if (outcome == Lane.Outcome.FULL) {
            rejections.overflow();
            return true;
        }
        rejections.memory();
        return false;
    }

    /** Keeps a value that was recorded as the exemplar of those between the same two bounds, unless there is no memory for it. */
    final void keepExemplar(double raw, long traceIdHigh, long traceIdLow, long unixMillis) {
        double value = raw / perUnit;
        if (!(value >= 0 && raw <= largest)) {
            return;
        }
        ExemplarSlots.Bounded slots = exemplars;
        if (slots == null) {
            slots = makeExemplars(bounds);
        }
        if (slots != null) {
            slots.keep(slots.slotOf(value), value, traceIdHigh, traceIdLow, unixMillis);
        }
    }

    private ExemplarSlots.@Nullable Bounded makeExemplars(Bounds within) {
        long bytes = ExemplarSlots.bytes(within.size() + 1);
        if (!memory.tryReserve(bytes)) {
            return null;
        }
        ExemplarSlots.Bounded fresh = new ExemplarSlots.Bounded(within);
        ExemplarSlots.Bounded winner = (ExemplarSlots.Bounded) EXEMPLARS.compareAndExchange(this, null, fresh);
        if (winner == null) {
            return fresh;
        }
        memory.release(bytes);
        return winner;
    }

    /** The latest exemplars, one for each bound and one beyond them; null when none was ever given. */
    final @Nullable ExemplarSlots exemplars() {
        return exemplars;
    }

    private @Nullable Lane ownLane(Thread caller) {
        return caller == first ? firstLane : caller == second ? secondLane : becomeOwner(caller);
    }

    private @Nullable Lane becomeOwner(Thread caller) {
        if (becomeFirst(caller)) {
            Lane inherited = firstLane;
            Lane mine = inherited != null ? inherited : newLane();
            firstLane = mine;
            return mine;
        }
        if (becomeSecond(caller)) {
            Lane inherited = secondLane;
            Lane mine = inherited != null ? inherited : newLane();
            secondLane = mine;
            return mine;
        }
        return null;
    }

    private Lane shared() {
        Lane lane = shared;
        if (lane != null) {
            return lane;
        }
        Lane fresh = newLane();
        Lane winner = (Lane) SHARED.compareAndExchange(this, null, fresh);
        if (winner == null) {
            return fresh;
        }
        memory.release(Lane.BYTES);
        return winner;
    }

    private Lane newLane() {
        memory.reserve(Lane.BYTES);
        return new Lane();
    }

    /** How many values were recorded so far. */
    public final long count() {
        return countFrom(0);
    }

    private long countFrom(int bucket) {
        long count = 0;
        for (Lane lane : new @Nullable Lane[] {firstLane, secondLane, shared}) {
            for (int p = bucket / Buckets.PER_PAGE; lane != null && p < Buckets.PAGES; p++) {
                long[] page = lane.page(p);
                int from = Math.max(0, bucket - p * Buckets.PER_PAGE);
                for (int s = from; page != null && s < Buckets.PER_PAGE; s++) {
                    count = Counts.sum(count, Lane.count(page, s));
                }
            }
        }
        return count;
    }

    /**
     * Gives what was recorded so far: every bucket that holds something, the sums, and exemplars if there are any. Those that were kept
     * between other bounds than the ones shown, which their family was given later, are dropped, and from then on it is the right ones.
     */
    final void readInto(DistributionColumns to, Bounds shown) {
        ExemplarSlots.Bounded slots = exemplars;
        if (!bounds.equals(shown)) {
            bounds = shown;
        }
        if (slots != null && !slots.bounds().equals(shown)) {
            if (EXEMPLARS.compareAndSet(this, slots, null)) {
                memory.release(ExemplarSlots.bytes(slots.bounds().size() + 1));
            }
            slots = null;
        }
        for (int i = 0; slots != null && i <= shown.size(); i++) {
            Exemplar exemplar = slots.read(i);
            if (exemplar != null) {
                to.exemplar(i, exemplar);
            }
        }
        readInto(to);
    }

    private void readInto(DistributionColumns to) {
        releaseEnded();
        LaneSum.read(firstLane, secondLane, shared, to);
    }

    /** How many of the values are above the highest of these bounds. */
    final long countAbove(Bounds all) {
        if (all.size() == 0) {
            return 0;
        }
        int last = Buckets.lastAtOrBelow(all.get(all.size() - 1) * perUnit);
        return last == Integer.MAX_VALUE ? 0 : countFrom(last + 1);
    }

    /** What was recorded so far, as a distribution of whose raw values {@code perUnit} make a unit. */
    final Distribution read(double perUnit) {
        DistributionColumns alone = new DistributionColumns();
        readInto(alone);
        return alone.distribution(0, perUnit);
    }
}

package io.quorumeter.consensus;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * When each block that is not committed yet was first known here. Bounded: of {@value #SETS} sets with {@value #WAYS} places, one
 * belongs to a block by its identity; where all places are taken, the block known longest is forgotten and will have no latency.
 * Lock-free; safe from any thread.
 */
final class FirstKnown {
    static final int SETS = 256;
    static final int WAYS = 4;

    private record Moment(BlockId block, long nanos) {}

    private final AtomicReferenceArray<@Nullable Moment> moments = new AtomicReferenceArray<>(SETS * WAYS);

    /** The moment noted last, which most questions are about. */
    private volatile @Nullable Moment last;

    /** Notes the moment, unless one is noted already. */
    void note(BlockId block, long nanos) {
        int set = set(block);
        for (int attempt = 0; attempt < WAYS; attempt++) {
            int place = set;
            Moment least = moments.get(set);
            for (int i = set; i < set + WAYS; i++) {
                Moment moment = moments.get(i);
                if (moment != null && moment.block.equals(block)) {
                    return;
                }
                if (least != null && (moment == null || moment.nanos - least.nanos < 0)) {
                    place = i;
                    least = moment;
                }
            }
            Moment fresh = new Moment(block, nanos);
            if (moments.compareAndSet(place, least, fresh)) {
                last = fresh;
                return;
            }
        }
    }

    /** Nanoseconds from the moment until now, at least 0; −1 when none is noted. */
    long age(BlockId block, long now) {
        Moment latest = last;
        if (latest != null && latest.block.equals(block)) {
            return Math.max(now - latest.nanos, 0);
        }
        int set = set(block);
        for (int i = set; i < set + WAYS; i++) {
            Moment moment = moments.get(i);
            if (moment != null && moment.block.equals(block)) {
                return Math.max(now - moment.nanos, 0);
            }
        }
        return -1;
    }

    /** Forgets the block. */
    void remove(BlockId block) {
        Moment latest = last;
        if (latest != null && latest.block.equals(block)) {
            last = null;
        }
        int set = set(block);
        for (int i = set; i < set + WAYS; i++) {
            Moment moment = moments.get(i);
            if (moment != null && moment.block.equals(block)) {
                moments.compareAndSet(i, moment, null);
            }
        }
    }

    private static int set(BlockId block) {
        return (int) (block.fourth() & SETS - 1) * WAYS;
    }
}

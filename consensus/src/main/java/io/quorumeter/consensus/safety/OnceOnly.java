package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.Finding;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Tells the first finding of a (validator, view, type) from its repeats. Of {@value #SETS} sets with {@value #WAYS} places one belongs to a
 * finding; where all places are taken, the one that came first is forgotten, and its repeat would count as another. Safe from any thread, without a
 * lock.
 */
final class OnceOnly {
    private static final int SETS = 1024;
    private static final int WAYS = 4;

    private final AtomicLongArray seen = new AtomicLongArray(SETS * WAYS);
    private final AtomicIntegerArray added = new AtomicIntegerArray(SETS);

    boolean add(Finding type, int validator, long view) {
        long mark = mark(type, validator, view);
        int index = (int) (mark >>> 32) & SETS - 1;
        int set = index * WAYS;
        for (int attempt = 0; attempt < WAYS; attempt++) {
            int turn = added.get(index);
            for (int i = set; i < set + WAYS; i++) {
                if (seen.get(i) == mark) {
                    return false;
                }
            }
            int first = set + (turn & WAYS - 1);
            long replaced = seen.get(first);
            if (replaced != mark && added.get(index) == turn && seen.compareAndSet(first, replaced, mark)) {
                added.incrementAndGet(index);
                return true;
            }
        }
        return true;
    }

    /** Never 0. */
    private static long mark(Finding type, int validator, long view) {
        long sort = type.getClass().getName().hashCode() * 31L + type.name().hashCode();
        long mixed = (view * 0x9e3779b97f4a7c15L ^ validator * 0xc2b2ae3d27d4eb4fL ^ sort * 0x165667b19e3779f9L)
                * 0xd6e8feb86659fd93L;
        mixed ^= mixed >>> 32;
        return mixed == 0 ? 1 : mixed;
    }
}

package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.Finding;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Tells the first finding of a (validator, view, type) from its repeats. Of {@value #SETS} sets with {@value #WAYS} places one belongs to a
 * finding; where all places are taken, one of them is forgotten, and its repeat would count as another. Safe from any thread, without a
 * lock.
 */
final class OnceOnly {
    private static final int SETS = 1024;
    private static final int WAYS = 4;

    private final AtomicLongArray seen = new AtomicLongArray(SETS * WAYS);

    boolean add(Finding type, int validator, long view) {
        long mark = mark(type, validator, view);
        int set = (int) (mark >>> 32 & SETS - 1) * WAYS;
        for (int attempt = 0; attempt < WAYS; attempt++) {
            int free = set + (int) (mark >>> 60 & WAYS - 1);
            for (int i = set; i < set + WAYS; i++) {
                long known = seen.get(i);
                if (known == mark) {
                    return false;
                }
                free = known == 0 ? i : free;
            }
            long replaced = seen.get(free);
            if (replaced != mark && seen.compareAndSet(free, replaced, mark)) {
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

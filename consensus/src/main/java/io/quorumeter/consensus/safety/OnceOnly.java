package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.Finding;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Tells the first finding of a (validator, view, type) from its repeats. One of {@value #SETS} sets belongs to a finding, and holds the
 * last {@value #WAYS} of its own; the one that came first is then forgotten, and its repeat would count as another. A set is never changed
 * but replaced as a whole, so that two findings at the same moment do not take each other's place. Safe from any thread, without a lock;
 * only what is new allocates.
 */
final class OnceOnly {
    private static final int SETS = 1024;
    private static final int WAYS = 4;
    private static final long[] EMPTY = {};

    private final AtomicReferenceArray<long[]> sets = new AtomicReferenceArray<>(SETS);

    OnceOnly() {
        for (int i = 0; i < SETS; i++) {
            sets.setPlain(i, EMPTY);
        }
    }

    boolean add(Finding type, int validator, long view) {
        long mark = mark(type, validator, view);
        int index = (int) (mark >>> 32) & SETS - 1;
        long[] known;
        do {
            known = sets.get(index);
            for (long each : known) {
                if (each == mark) {
                    return false;
                }
            }
        } while (!sets.compareAndSet(index, known, withNewest(known, mark)));
        return true;
    }

    private static long[] withNewest(long[] known, long mark) {
        long[] next = new long[Math.min(known.length + 1, WAYS)];
        next[0] = mark;
        System.arraycopy(known, 0, next, 1, next.length - 1);
        return next;
    }

    private static long mark(Finding type, int validator, long view) {
        long sort = type.getClass().getName().hashCode() * 31L + type.name().hashCode();
        long mixed = (view * 0x9e3779b97f4a7c15L ^ validator * 0xc2b2ae3d27d4eb4fL ^ sort * 0x165667b19e3779f9L)
                * 0xd6e8feb86659fd93L;
        return mixed ^ mixed >>> 32;
    }
}

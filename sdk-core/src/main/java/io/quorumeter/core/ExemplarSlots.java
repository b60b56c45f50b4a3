package io.quorumeter.core;

import io.quorumeter.Bounds;
import io.quorumeter.snapshot.Exemplar;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The latest exemplar of each of a series's buckets, or the one of a counter: five words a slot, written without a lock and without
 * an object.
 *
 * <p>The first word is a version, odd while somebody writes. A writer that finds it odd, or changed under its compare-and-set, leaves:
 * another exemplar is being kept at this moment, and one is as good as the other. A reader that finds it changed looks again, a
 * few times.
 */
class ExemplarSlots {
    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int PER_SLOT = 5;
    private static final int ATTEMPTS = 16;
    private static final long BYTES = 40;

    private final long[] words;

    /** A slot for each of a histogram's bounds, and one beyond them. */
    static final class Bounded extends ExemplarSlots {
        private final Bounds bounds;

        Bounded(Bounds bounds) {
            super(bounds.size() + 1);
            this.bounds = bounds;
        }

        Bounds bounds() {
            return bounds;
        }

        /** Where a value of the family's unit belongs. */
        int slotOf(double value) {
            int slot = 0;
            while (slot < bounds.size() && value > bounds.get(slot)) {
                slot++;
            }
            return slot;
        }
    }

    ExemplarSlots(int slots) {
        this.words = new long[slots * PER_SLOT];
    }

    /** What so many slots take in memory, estimated. */
    static long bytes(int slots) {
        return BYTES + (long) slots * PER_SLOT * Long.BYTES;
    }

    void keep(int slot, double value, long traceIdHigh, long traceIdLow, long unixMillis) {
        int at = slot * PER_SLOT;
        long version = (long) WORDS.getVolatile(words, at);
        if ((version & 1) != 0 || !WORDS.compareAndSet(words, at, version, version + 1)) {
            return;
        }
        VarHandle.storeStoreFence();
        WORDS.setOpaque(words, at + 1, Double.doubleToRawLongBits(value));
        WORDS.setOpaque(words, at + 2, traceIdHigh);
        WORDS.setOpaque(words, at + 3, traceIdLow);
        WORDS.setOpaque(words, at + 4, unixMillis);
        WORDS.setRelease(words, at, version + 2);
    }

    /** The slot's exemplar, or null when there is none or it changes all the time. */
    @Nullable
    Exemplar read(int slot) {
        int at = slot * PER_SLOT;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long version = (long) WORDS.getAcquire(words, at);
            if (version == 0) {
                return null;
            }
            double value = Double.longBitsToDouble((long) WORDS.getOpaque(words, at + 1));
            long traceIdHigh = (long) WORDS.getOpaque(words, at + 2);
            long traceIdLow = (long) WORDS.getOpaque(words, at + 3);
            long unixMillis = (long) WORDS.getOpaque(words, at + 4);
            VarHandle.loadLoadFence();
            if ((version & 1) == 0 && (long) WORDS.getOpaque(words, at) == version) {
                return new Exemplar(traceIdHigh, traceIdLow, value, unixMillis);
            }
            Thread.onSpinWait();
        }
        return null;
    }
}

package io.quorumeter.consensus;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which validators of one set were seen voting in each of the last {@value #VIEWS} views, as bits, and which of the views were certified.
 * A place that a higher view takes over is emptied first; a vote that arrives at that very moment is lost, which is one of a window.
 * n = 1,000 take 33 KiB. Lock-free; safe from any thread; allocates nothing.
 */
final class VoteWindow {
    static final int VIEWS = 256;

    private static final long EMPTYING = -2;

    private final int words;
    private final AtomicLongArray bits;
    private final AtomicLongArray views = new AtomicLongArray(VIEWS);
    private final AtomicLongArray certified = new AtomicLongArray(VIEWS);

    VoteWindow(int validators) {
        words = (validators + 63) >> 6;
        bits = new AtomicLongArray(words * VIEWS);
        for (int i = 0; i < VIEWS; i++) {
            views.set(i, -1);
            certified.set(i, -1);
        }
    }

    /** A vote of this validator, one of the set, was seen. */
    void voted(int validator, long view) {
        int slot = claim(view);
        if (slot >= 0) {
            int word = slot * words + (validator >> 6);
            long bit = 1L << validator;
            if ((bits.get(word) & bit) == 0) {
                bits.accumulateAndGet(word, bit, (one, other) -> one | other);
            }
        }
    }

    void certified(long view) {
        int slot = claim(view);
        if (slot >= 0) {
            certified.set(slot, view);
        }
    }

    /** Share of the certified views, the latest {@code most} of them, in which the validator was seen voting; 1 while there is none. */
    double participation(int validator, int most) {
        long[] latest = new long[VIEWS];
        int count = 0;
        for (int slot = 0; slot < VIEWS; slot++) {
            long view = certified.get(slot);
            if (view >= 0 && view == views.get(slot)) {
                latest[count++] = view;
            }
        }
        Arrays.sort(latest, 0, count);
        int seen = 0;
        int from = Math.max(count - most, 0);
        for (int i = from; i < count; i++) {
            int slot = (int) (latest[i] & VIEWS - 1);
            seen += (bits.get(slot * words + (validator >> 6)) & 1L << validator) != 0 ? 1 : 0;
        }
        return count == 0 ? 1 : (double) seen / (count - from);
    }

    /** The place of the view, −1 when a higher one has it or takes it. */
    private int claim(long view) {
        if (view < 0) {
            return -1;
        }
        int slot = (int) (view & VIEWS - 1);
        long held = views.get(slot);
        if (held == view) {
            return slot;
        }
        if (held == EMPTYING || held > view || !views.compareAndSet(slot, held, EMPTYING)) {
            return -1;
        }
        for (int i = slot * words; i < (slot + 1) * words; i++) {
            bits.set(i, 0);
        }
        views.set(slot, view);
        return slot;
    }
}

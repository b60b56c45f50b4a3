package io.quorumeter.consensus;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which validators of one set were seen voting in each of the last {@value #VIEWS} views, as bits, and which of the views were certified.
 * A place that a higher view takes over is emptied first; a vote that arrives at that very moment is lost, and one for the view that had
 * the place may count for the higher one: one vote of a window.
 * n = 1,000 take 38 KiB. Lock-free; safe from any thread; writing allocates nothing.
 */
final class VoteWindow {
    static final int VIEWS = 256;

    private static final long EMPTYING = -2;

    private final int words;
    private final AtomicLongArray bits;
    private final AtomicLongArray views = new AtomicLongArray(VIEWS);
    private final AtomicLongArray certified = new AtomicLongArray(VIEWS);
    private final AtomicLongArray certifiedAt = new AtomicLongArray(VIEWS);

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
            add(slot * words + (validator >> 6), 1L << validator);
        }
    }

    /** Votes of all of them were seen; whoever is not of the set does not matter. */
    void voted(long view, Signers signers) {
        int slot = claim(view);
        if (slot >= 0) {
            add(slot, signers);
        }
    }

    /** A block of this view was certified by these validators, as became known then; a repeat does not make it younger. */
    void certified(long view, Signers signers, long nanos) {
        int slot = claim(view);
        if (slot >= 0) {
            add(slot, signers);
            if (certified.get(slot) != view) {
                certifiedAt.set(slot, nanos);
                certified.set(slot, view);
            }
        }
    }

    private void add(int slot, Signers signers) {
        for (int i = 0; i < words; i++) {
            add(slot * words + i, signers.word(i));
        }
    }

    private void add(int word, long more) {
        long known = bits.get(word);
        while ((more & ~known) != 0 && !bits.compareAndSet(word, known, known | more)) {
            known = bits.get(word);
        }
    }

    /**
     * Share of the certified views, the latest {@code most} of them and none older than {@code mostAge} in nanoseconds, in which the
     * validator was seen voting; 1 while there is none.
     */
    double participation(int validator, int most, long now, long mostAge) {
        long[] latest = latest(most, now, mostAge);
        return latest.length == 0 ? 1 : share(validator, latest, 0, latest.length);
    }

    /** The share in the later half of these views less that in the earlier half; 0 while there are not two. */
    double trend(int validator, int most, long now, long mostAge) {
        long[] latest = latest(most, now, mostAge);
        int half = latest.length / 2;
        return half == 0
                ? 0
                : share(validator, latest, latest.length - half, latest.length) - share(validator, latest, 0, half);
    }

    private double share(int validator, long[] of, int from, int to) {
        int seen = 0;
        for (int i = from; i < to; i++) {
            seen += (bits.get(place(of[i]) * words + (validator >> 6)) & 1L << validator) != 0 ? 1 : 0;
        }
        return (double) seen / (to - from);
    }

    /** Who was seen voting in one of these certified views, as bits. */
    long[] seen(int most, long now, long mostAge) {
        long[] seen = new long[words];
        for (long view : latest(most, now, mostAge)) {
            for (int i = 0; i < words; i++) {
                seen[i] |= bits.get(place(view) * words + i);
            }
        }
        return seen;
    }

    private long[] latest(int most, long now, long mostAge) {
        long[] latest = new long[VIEWS];
        int count = 0;
        for (int slot = 0; slot < VIEWS; slot++) {
            long view = certified.get(slot);
            if (view >= 0 && view == views.get(slot) && now - certifiedAt.get(slot) <= mostAge) {
                latest[count++] = view;
            }
        }
        Arrays.sort(latest, 0, count);
        return Arrays.copyOfRange(latest, Math.max(count - most, 0), count);
    }

    /** The place of the view, −1 when a higher one has it or takes it. */
    private int claim(long view) {
        if (view < 0) {
            return -1;
        }
        int slot = place(view);
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

    private static int place(long view) {
        return (int) (view & VIEWS - 1);
    }
}

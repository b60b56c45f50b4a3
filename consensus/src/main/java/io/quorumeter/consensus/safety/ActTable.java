package io.quorumeter.consensus.safety;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What each validator signed in each of the last W views: the names of the blocks that it voted for, how far below the view its vote's
 * justifying certificate was, and the lowest lock that it reported.
 *
 * <pre>
 * acts    W × n × 3 longs   | vote | vote2 | lap, gap |    slot (view mod W, validator); 0 in vote and vote2: none
 * claims  W × n ints        | gap |                        of the lowest lock reported, 0: none
 * states  n × 8 longs       | busy | checks | highest view of a vote | of a vote2 | highest justify | … |
 * </pre>
 *
 * <p>A slot belongs to the view whose lap (view / W) it holds; a validator's act in a view that shares the slot clears it. Which views are
 * accepted is not decided here, but they lie within W of each other, so a validator cannot push its own acts out.
 *
 * <p>All that is known of a validator is read and written by one thread at a time, which holds the validator's busy word. Two messages of
 * one validator at the same moment are rare; then the second spins for as long as the first takes, some ten nanoseconds, and gives up
 * after {@value #SPINS} turns, in case the first thread was suspended: the check then counts as not made. Nobody ever blocks.
 */
final class ActTable {
    /** No view. */
    static final long NONE = -1;

    /** The check could not be made. */
    static final long UNCHECKED = -2;

    private static final int SPINS = 512;
    private static final int WORDS = 3;
    private static final int LAP_AND_GAP = 2;
    private static final int STATE_WORDS = 8;
    private static final int CHECKS = 1;
    private static final int HIGHEST = 2;
    private static final int HIGHEST_JUSTIFY = 4;
    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    private final int window;
    private final int shift;
    private final int validators;

    @SuppressWarnings("UnusedVariable") // for the checks of locks
    private final boolean votesBind;

    private final long[] acts;
    private final int[] claims;
    private final long[] states;

    /** {@code votesBind}: a vote binds its validator to its justify, as in the pipelined variant; else a second vote to its view. */
    ActTable(int window, int validators, boolean votesBind) {
        this.window = window;
        this.shift = Integer.numberOfTrailingZeros(window);
        this.validators = validators;
        this.votesBind = votesBind;
        this.acts = new long[Math.multiplyExact(window * WORDS, validators)];
        this.claims = new int[window * validators];
        this.states = new long[validators * STATE_WORDS];
        for (int validator = 0; validator < validators; validator++) {
            forget(validator * STATE_WORDS);
        }
    }

    /** What the arrays take. */
    static long bytes(int window, int validators) {
        return (long) window * validators * (WORDS * 8 + 4) + (long) validators * STATE_WORDS * 8;
    }

    /** Of the arrays that were allocated. */
    long allocatedBytes() {
        return 8L * (acts.length + states.length) + 4L * claims.length;
    }

    /** Checks carried out. */
    long checks() {
        long sum = 0;
        for (int state = CHECKS; state < states.length; state += STATE_WORDS) {
            sum += (long) LONGS.getOpaque(states, state);
        }
        return sum;
    }

    int validators() {
        return validators;
    }

    int window() {
        return window;
    }

    /**
     * Notes a vote. Returns the name that the validator voted for before in the same view and phase when that is another one, 0 when it is
     * not, {@link #UNCHECKED} when the validator is busy.
     */
    long vote(int phase, int validator, long view, long name, long justifyView) {
        int state = validator * STATE_WORDS;
        if (!enter(state)) {
            return UNCHECKED;
        }
        int slot = slot(validator, view);
        int word = slot * WORDS;
        if (acts[word + LAP_AND_GAP] >>> 32 != lap(view)) {
            claim(slot, view);
        }
        long before = acts[word + phase];
        if (before == 0) {
            acts[word + phase] = name;
            if (phase == 0) {
                acts[word + LAP_AND_GAP] |= gap(view, justifyView);
            }
            if (view > states[state + HIGHEST + phase]) {
                states[state + HIGHEST + phase] = view;
            }
        }
        states[state + CHECKS]++;
        LONGS.setRelease(states, state, 0L);
        return before == name ? 0 : before;
    }

    private boolean enter(int state) {
        if (LONGS.compareAndSet(states, state, 0L, 1L)) {
            return true;
        }
        for (int spin = 0; spin < SPINS; spin++) {
            Thread.onSpinWait();
            if ((long) LONGS.getOpaque(states, state) == 0 && LONGS.compareAndSet(states, state, 0L, 1L)) {
                return true;
            }
        }
        return false;
    }

    private void claim(int slot, long view) {
        acts[slot * WORDS] = 0;
        acts[slot * WORDS + 1] = 0;
        acts[slot * WORDS + LAP_AND_GAP] = lap(view) << 32;
        claims[slot] = 0;
    }

    private void forget(int state) {
        states[state + HIGHEST] = NONE;
        states[state + HIGHEST + 1] = NONE;
        states[state + HIGHEST_JUSTIFY] = NONE;
    }

    private int slot(int validator, long view) {
        return (int) (view & window - 1) * validators + validator;
    }

    /** Laps are told apart up to 2³² − 1 of them; 0 is that of an empty slot. */
    private long lap(long view) {
        return (view >>> shift) + 1 & 0xffff_ffffL;
    }

    /** How far a certificate is below the view, 0 when it is not named or not below. */
    private static int gap(long view, long justifyView) {
        long gap = view - justifyView;
        return justifyView < 0 || gap <= 0 ? 0 : (int) Math.min(gap, Integer.MAX_VALUE);
    }
}

package io.quorumeter.consensus.safety;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * What each validator signed in each of the last W views: the names of the blocks that it voted for, how far below the view its vote's
 * justifying certificate was, and the lowest lock that it reported.
 *
 * <pre>
 * acts    W × n × 3 longs   | vote | vote2 | lap, gap |    slot (view mod W, validator); 0 in vote and vote2: none
 * claims  W × n ints        | gap |                        of the lowest lock reported, 0: none
 * states  n × 8 longs       | busy | checks | highest view of a low vote | of a vote2 | of a low claim | highest justify | – | – |
 * refs    32 × n × 4 longs  | view | vote | vote2 | claim |   references to messages, where the host has their bytes
 * </pre>
 *
 * <p>A slot belongs to the view whose lap (view / W) it holds; a validator's act in a later view that shares the slot clears it, and one in an
 * earlier view is not taken any more. Which views are accepted is not decided here, but they lie within W of each other, so a validator cannot
 * push its own acts out.
 *
 * <p>An act is low when it names a rank below the view before its own; only such a one can break a bond.
 *
 * <p>What is asked of every act is answered from its own slot and the highest views of its validator. Only when an act lies below one
 * that was seen before, as after views that failed, or when acts arrive in another order than that of their views, does the caller look
 * through the views in between.
 *
 * <p>All that is known of a validator is read and written by one thread at a time, which holds the validator's busy word. Two messages of
 * one validator at the same moment are rare; then the second spins for as long as the first takes, some ten nanoseconds, and gives up
 * after {@value #SPINS} turns, in case the first thread was suspended: the check then counts as not made. Nobody ever blocks.
 */
final class ActTable {
    /** Nothing was found. */
    static final long NONE = -1;

    /** The act agrees with all that was seen. */
    static final int FINE = 0;

    /** Another act of the same kind in the same view contradicts it. */
    static final int DOUBLE = 1;

    /** It may contradict an act in another view: ask for it. */
    static final int SUSPECT = 2;

    /** The validator was busy, or acted in a later view that shares the place. */
    static final int UNCHECKED = 4;

    /** In place of a phase: a lock that was reported. */
    static final int CLAIM = 2;

    private static final int SPINS = 512;
    private static final int WORDS = 3;
    private static final int LAP_AND_GAP = 2;
    private static final int STATE_WORDS = 8;
    private static final int CHECKS = 1;
    private static final int HIGHEST = 2;
    private static final int HIGHEST_JUSTIFY = 5;
    private static final int REF_VIEWS = 2 * Horizon.MOST_ABOVE;
    private static final int REF_WORDS = 4;
    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    private final int window;
    private final int shift;
    private final int validators;
    private final boolean votesBind;
    private final long[] acts;
    private final int[] claims;
    private final long[] states;
    private final long[] refs;
    private final CertifiedVotes certified;

    /** {@code votesBind}: a vote binds its validator to its justify, as in the pipelined variant; else a second vote to its view. */
    ActTable(int window, int validators, boolean votesBind, boolean keepsRefs) {
        this.window = window;
        this.shift = Integer.numberOfTrailingZeros(window);
        this.validators = validators;
        this.votesBind = votesBind;
        this.acts = new long[Math.multiplyExact(Math.multiplyExact(window, WORDS), validators)];
        this.claims = new int[window * validators];
        this.states = new long[validators * STATE_WORDS];
        this.refs = new long[keepsRefs ? REF_VIEWS * validators * REF_WORDS : 0];
        this.certified = new CertifiedVotes(window, votesBind);
        for (int state = HIGHEST; state < states.length; state += STATE_WORDS) {
            Arrays.fill(states, state, state - HIGHEST + HIGHEST_JUSTIFY + 1, NONE);
        }
    }

    /** What the arrays take. */
    static long bytes(int window, int validators, boolean keepsRefs) {
        return CertifiedVotes.bytes(window)
                + (long) validators
                        * (window * (WORDS * 8L + 4) + STATE_WORDS * 8L + (keepsRefs ? REF_VIEWS * REF_WORDS * 8L : 0));
    }

    /** Of the arrays that were allocated. */
    long allocatedBytes() {
        return 8L * (acts.length + states.length + refs.length) + 4L * claims.length + CertifiedVotes.bytes(window);
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

    /** How many views are remembered. */
    int window() {
        return window;
    }

    /** The votes that are not written here yet, as the certificates that they came in. */
    CertifiedVotes certified() {
        return certified;
    }

    /** Notes a vote of phase 0 or 1 and says how it fits. The first one of a view stands. */
    int vote(int phase, int validator, long view, long name, long justifyView, long ref) {
        int state = validator * STATE_WORDS;
        int word = enter(validator, view);
        if (word < 0) {
            return UNCHECKED;
        }
        int answer = FINE;
        long before = acts[word + phase];
        if (before == 0) {
            acts[word + phase] = name;
            if (phase == 0) {
                acts[word + LAP_AND_GAP] |= gap(view, justifyView);
            }
            if (refs.length > 0) {
                refer(validator, view, phase, ref);
            }
            answer = phase == 0 ? fitVote(state, view, justifyView) : fitVote2(state, view);
        } else if (before != name) {
            answer = DOUBLE;
        }
        states[state + CHECKS] += 2;
        LONGS.setRelease(states, state, 0L);
        return answer;
    }

    /** Notes a lock that a validator reported in a view. With {@code single} another one in the same view contradicts it. */
    int claim(int validator, long view, long lockView, boolean single, long ref) {
        int state = validator * STATE_WORDS;
        int word = enter(validator, view);
        if (word < 0) {
            return UNCHECKED;
        }
        int slot = word / WORDS;
        int gap = gap(view, lockView);
        int answer = single && claims[slot] != 0 && claims[slot] != gap ? DOUBLE : FINE;
        if (gap > claims[slot] && answer == FINE) {
            claims[slot] = gap;
            if (refs.length > 0) {
                refer(validator, view, CLAIM, ref);
            }
        }
        if (gap > 1) {
            raise(state + HIGHEST + CLAIM, view);
        }
        long bound = states[state + (votesBind ? HIGHEST_JUSTIFY : HIGHEST + 1)];
        states[state + CHECKS]++;
        LONGS.setRelease(states, state, 0L);
        return gap != 0 && bound > lockView && lockView < view - 1 ? answer | SUSPECT : answer;
    }

    private int fitVote(int state, long view, long justifyView) {
        long highest = states[state + HIGHEST];
        boolean late = votesBind && Math.max(highest, states[state + HIGHEST + CLAIM]) > view;
        long bound = states[state + (votesBind ? HIGHEST_JUSTIFY : HIGHEST + 1)];
        if (justifyView < 0 || justifyView >= view) {
            return FINE;
        }
        boolean isLow = justifyView < view - 1;
        if (isLow) {
            raise(state + HIGHEST, view);
        }
        raise(state + HIGHEST_JUSTIFY, justifyView);
        return late || (bound > justifyView && isLow) ? SUSPECT : FINE;
    }

    private int fitVote2(int state, long view) {
        raise(state + HIGHEST + 1, view);
        boolean late = Math.max(states[state + HIGHEST], states[state + HIGHEST + CLAIM]) > view;
        return late && !votesBind ? SUSPECT : FINE;
    }

    private void raise(int word, long view) {
        if (view > states[word]) {
            states[word] = view;
        }
    }

    /** The latest view below {@code view}, from {@code floor} on, in which the validator was bound to a rank above {@code justifyView}. */
    long boundBelow(int validator, long view, long justifyView, long floor) {
        long least = Math.max(Math.max(0, floor), view - window + 1);
        long from = votesBind ? least : Math.max(least, justifyView + 1);
        return search(validator, view - 1, from, -1, at -> rank(validator, at) > justifyView);
    }

    /** The earliest view above {@code view}, below {@code end}, in which the validator voted with a justify below {@code rank}. */
    long lowVoteAbove(int validator, long view, long rank, long end) {
        long last = Math.min(states[validator * STATE_WORDS + HIGHEST], Math.min(end - 1, view + window - 1));
        return search(validator, view + 1, last, 1, at -> {
            int gap = (int) acts[slot(validator, at) * WORDS + LAP_AND_GAP];
            return gap != 0 && at - gap < rank;
        });
    }

    /** The earliest view above {@code view}, below {@code end}, in which the validator reported a lock below {@code rank}. */
    long lowClaimAbove(int validator, long view, long rank, long end) {
        long last = Math.min(states[validator * STATE_WORDS + HIGHEST + CLAIM], Math.min(end - 1, view + window - 1));
        return search(validator, view + 1, last, 1, at -> {
            int gap = claims[slot(validator, at)];
            return gap != 0 && at - gap < rank;
        });
    }

    /** The rank that the validator's act in a view bound it to, {@link #NONE} when none did. */
    private long rank(int validator, long view) {
        int word = slot(validator, view) * WORDS;
        if (!votesBind) {
            return acts[word + 1] != 0 ? view : NONE;
        }
        int gap = (int) acts[word + LAP_AND_GAP];
        return gap == 0 ? NONE : Math.max(NONE, view - gap);
    }

    private long search(int validator, long from, long to, int step, LongPredicate wanted) {
        int state = validator * STATE_WORDS;
        if ((to - from) * step < 0 || !enter(state)) {
            return NONE;
        }
        long found = NONE;
        for (long view = from; (to - view) * step >= 0 && found == NONE; view += step) {
            boolean held = acts[slot(validator, view) * WORDS + LAP_AND_GAP] >>> 32 == lap(view);
            found = held && wanted.test(view) ? view : NONE;
        }
        LONGS.setRelease(states, state, 0L);
        return found;
    }

    /** The name of the block that the validator voted for, 0 when none is remembered. */
    long name(int phase, int validator, long view) {
        long word = read(validator, view, phase);
        return word == NONE ? 0 : word;
    }

    /** The justify of the vote or the lock reported, {@link #NONE} when none is remembered. */
    long justify(int phase, int validator, long view) {
        if (phase == 1) {
            return view;
        }
        long gap = phase == CLAIM ? readClaim(validator, view) : (int) Math.max(0, read(validator, view, LAP_AND_GAP));
        return gap <= 0 ? NONE : Math.max(NONE, view - gap);
    }

    /** The reference to a message, 0 when there is none. */
    long ref(int phase, int validator, long view) {
        int at = (int) ((view & REF_VIEWS - 1) * validators + validator) * REF_WORDS;
        int state = validator * STATE_WORDS;
        if (refs.length == 0 || !enter(state)) {
            return 0;
        }
        long ref = refs[at] == view ? refs[at + 1 + phase] : 0;
        LONGS.setRelease(states, state, 0L);
        return ref;
    }

    private long read(int validator, long view, int word) {
        int state = validator * STATE_WORDS;
        if (view < 0 || !enter(state)) {
            return NONE;
        }
        int at = slot(validator, view) * WORDS;
        long value = acts[at + LAP_AND_GAP] >>> 32 == lap(view) ? acts[at + word] : NONE;
        LONGS.setRelease(states, state, 0L);
        return word == LAP_AND_GAP && value != NONE ? value & 0xffff_ffffL : value;
    }

    private long readClaim(int validator, long view) {
        int state = validator * STATE_WORDS;
        if (view < 0 || !enter(state)) {
            return NONE;
        }
        int slot = slot(validator, view);
        long value = acts[slot * WORDS + LAP_AND_GAP] >>> 32 == lap(view) ? claims[slot] : 0;
        LONGS.setRelease(states, state, 0L);
        return value;
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

    /** The first word of the slot of a view, as {@link #open} says, with the validator held; negative when that is not to be had. */
    private int enter(int validator, long view) {
        int state = validator * STATE_WORDS;
        if (!enter(state)) {
            return -1;
        }
        int word = open(validator, view);
        if (word < 0) {
            LONGS.setRelease(states, state, 0L);
        }
        return word;
    }

    /** The first word of the slot of a view, cleared if it belonged to an earlier one; negative when it belongs to a later one. */
    private int open(int validator, long view) {
        int slot = slot(validator, view);
        int word = slot * WORDS;
        long held = acts[word + LAP_AND_GAP] >>> 32;
        if (held != lap(view)) {
            if (held != 0 && (int) (held - lap(view)) > 0) {
                return -1;
            }
            acts[word] = 0;
            acts[word + 1] = 0;
            acts[word + LAP_AND_GAP] = lap(view) << 32;
            claims[slot] = 0;
        }
        return word;
    }

    private void refer(int validator, long view, int phase, long ref) {
        int at = (int) ((view & REF_VIEWS - 1) * validators + validator) * REF_WORDS;
        if (refs[at] > view) {
            return;
        }
        if (refs[at] != view) {
            Arrays.fill(refs, at, at + REF_WORDS, 0);
            refs[at] = view;
        }
        refs[at + 1 + phase] = ref;
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

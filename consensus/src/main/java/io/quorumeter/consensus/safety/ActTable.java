package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.BlockId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What each validator signed in each of the last W views: the names of the blocks that it voted for first, how far below the view the
 * justifying certificates of its votes were, and the lowest lock that it reported.
 *
 * <pre>
 * acts    W × n × 3 longs   | vote | vote2 | lap, gaps |   slot (view mod W, validator); 0 in vote and vote2: none
 *     lap, gaps             | lap 28 | widest is another's 1 | narrowest is another's 1 | widest 17 | narrowest 17 |   bits; 0: no gap
 * claims  W × n ints        | gap + 1 |                    of the lowest lock reported, 0: none
 * states  n × 8 longs       | busy | checks | highest view of a low vote | of a vote2 | of a low claim | highest justify | – | – |
 * refs    32 × n × 4 longs  | view | vote | vote2 | claim |   references to messages, where the host has their bytes
 * </pre>
 *
 * <p>Only a faulty validator signs several votes in a view, for one block with several justifies or for several blocks. What it breaks goes
 * by the lowest of their justifies, with the widest gap, and what it binds to by the highest, with the narrowest; so the order in which
 * they come does not matter. A bit says of each whether it is of another block than the first one. Of the votes for other blocks
 * some of the last are kept for each validator and phase, as objects.
 *
 * <p>A slot belongs to the view whose lap (view / W) it holds; a validator's act in a later view that shares the slot clears it, and one in
 * an earlier view is not taken any more. Which views are accepted is not decided here, but they lie within W of each other, so a validator
 * cannot push its own acts out.
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

    /** So many votes for other blocks are kept of each validator and phase. */
    private static final int OTHERS = 4;

    private static final int SPINS = 512;
    private static final int WORDS = 3;
    private static final int LAP_AND_GAPS = 2;
    private static final int LAP_SHIFT = 36;
    private static final long LAPS = (1L << (Long.SIZE - LAP_SHIFT)) - 1;
    private static final int GAP_BITS = 17;

    /** The widest gap: this one or a wider one. */
    private static final long GAPS = (1L << GAP_BITS) - 1;

    private static final long WIDEST = GAPS << GAP_BITS;
    private static final long NARROWEST_IS_ANOTHERS = 1L << (2 * GAP_BITS);
    private static final long WIDEST_IS_ANOTHERS = NARROWEST_IS_ANOTHERS << 1;
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
    private final AtomicReference<@Nullable AtomicReferenceArray<@Nullable OtherVote>> others = new AtomicReference<>();

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

    /** Notes a vote of phase 0 or 1 and says how it fits. The first block of a view stands. */
    int vote(int phase, int validator, long view, long name, long justifyView, long ref) {
        int state = validator * STATE_WORDS;
        int word = enter(validator, view);
        if (word < 0) {
            return UNCHECKED;
        }
        int answer;
        long before = acts[word + phase];
        if (before != 0) {
            answer = before == name ? FINE : DOUBLE;
            answer |= phase == 0 ? widen(validator, word, view, before == name, justifyView, ref) : FINE;
        } else {
            acts[word + phase] = name;
            if (phase == 0) {
                long gap = gap(view, justifyView);
                acts[word + LAP_AND_GAPS] |= gap << GAP_BITS | gap;
            }
            if (refs.length > 0) {
                referFirst(phase, validator, view, ref);
            }
            answer = phase == 0 ? fitVote(state, view, justifyView) : fitVote2(state, view);
        }
        states[state + CHECKS] += 2;
        LONGS.setRelease(states, state, 0L);
        return answer;
    }

    /** Notes another vote in a view when its justify is lower or higher than those before; says how it then fits. */
    private int widen(int validator, int word, long view, boolean isOfTheFirstBlock, long justifyView, long ref) {
        long gap = gap(view, justifyView);
        long gaps = acts[word + LAP_AND_GAPS];
        boolean isWidest = gap > widest(gaps);
        boolean isNarrowest = gap != 0 && (narrowest(gaps) == 0 || gap < narrowest(gaps));
        if (!isWidest && !isNarrowest) {
            return FINE;
        }
        if (isWidest) {
            gaps = (gaps & ~(WIDEST | WIDEST_IS_ANOTHERS))
                    | gap << GAP_BITS
                    | (isOfTheFirstBlock ? 0 : WIDEST_IS_ANOTHERS);
        }
        if (isNarrowest) {
            gaps = (gaps & ~(GAPS | NARROWEST_IS_ANOTHERS)) | gap | (isOfTheFirstBlock ? 0 : NARROWEST_IS_ANOTHERS);
        }
        acts[word + LAP_AND_GAPS] = gaps;
        if (refs.length > 0 && isOfTheFirstBlock) {
            rerefer(validator, view, isWidest, isNarrowest, ref);
        }
        return fitVote(validator * STATE_WORDS, view, justifyView);
    }

    /** Notes a lock that a validator reported in a view. With {@code single} another one in the same view contradicts it. */
    int claim(int validator, long view, long lockView, boolean single, long ref) {
        int state = validator * STATE_WORDS;
        int word = enter(validator, view);
        if (word < 0) {
            return UNCHECKED;
        }
        int slot = word / WORDS;
        int gap = 1 + (int) Math.min(Math.max(0, view - lockView), Integer.MAX_VALUE - 1);
        int answer = single && claims[slot] != 0 && claims[slot] != gap ? DOUBLE : FINE;
        if (gap > claims[slot]) {
            claims[slot] = gap;
            if (refs.length > 0) {
                refer(validator, view, CLAIM, ref);
            }
        }
        boolean isLow = lockView < view - 1;
        if (isLow) {
            raise(state + HIGHEST + CLAIM, view);
        }
        long bound = states[state + (votesBind ? HIGHEST_JUSTIFY : HIGHEST + 1)];
        states[state + CHECKS]++;
        LONGS.setRelease(states, state, 0L);
        return isLow && bound > lockView ? answer | SUSPECT : answer;
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
            long gap = widest(acts[slot(validator, at) * WORDS + LAP_AND_GAPS]);
            return gap != 0 && at - gap < rank;
        });
    }

    /** The earliest view above {@code view}, below {@code end}, in which the validator reported a lock below {@code rank}. */
    long lowClaimAbove(int validator, long view, long rank, long end) {
        long last = Math.min(states[validator * STATE_WORDS + HIGHEST + CLAIM], Math.min(end - 1, view + window - 1));
        return search(validator, view + 1, last, 1, at -> {
            int gap = claims[slot(validator, at)];
            return gap != 0 && at - (gap - 1) < rank;
        });
    }

    /** The rank that the validator's act in a view bound it to, {@link #NONE} when none did. */
    private long rank(int validator, long view) {
        int word = slot(validator, view) * WORDS;
        if (!votesBind) {
            return acts[word + 1] != 0 ? view : NONE;
        }
        long gap = narrowest(acts[word + LAP_AND_GAPS]);
        return justify(view, gap);
    }

    private long search(int validator, long from, long to, int step, LongPredicate wanted) {
        int state = validator * STATE_WORDS;
        if ((to - from) * step < 0 || !enter(state)) {
            return NONE;
        }
        long found = NONE;
        for (long view = from; (to - view) * step >= 0 && found == NONE; view += step) {
            boolean held = acts[slot(validator, view) * WORDS + LAP_AND_GAPS] >>> LAP_SHIFT == lap(view);
            found = held && wanted.test(view) ? view : NONE;
        }
        LONGS.setRelease(states, state, 0L);
        return found;
    }

    /** The name of the block that the validator voted for first, 0 when none is remembered. */
    long name(int phase, int validator, long view) {
        return read(validator, view, phase);
    }

    /** The range of the justifies of its first votes in a view. */
    Justifies justifies(int validator, long view) {
        long gaps = read(validator, view, LAP_AND_GAPS);
        long widest = widest(gaps);
        long narrowest = narrowest(gaps);
        return new Justifies(
                justify(view, widest),
                (gaps & WIDEST_IS_ANOTHERS) != 0,
                justify(view, narrowest),
                (gaps & NARROWEST_IS_ANOTHERS) != 0);
    }

    /** The lowest lock that it reported in a view, {@link #NONE} when none is remembered. */
    long lock(int validator, long view) {
        long gap = readClaim(validator, view);
        return gap <= 0 ? NONE : Math.max(NONE, view - (gap - 1));
    }

    /** Keeps a vote for another block than the validator's first one in the view. */
    void contradicted(int phase, int validator, OtherVote vote) {
        AtomicReferenceArray<@Nullable OtherVote> all = others.get();
        if (all == null) {
            others.compareAndSet(null, new AtomicReferenceArray<>(2 * OTHERS * validators));
            all = Objects.requireNonNull(others.get());
        }
        all.accumulateAndGet(
                place(phase, validator, vote.view()),
                vote,
                (known, now) -> known == null || now.isPreferredTo(known) ? now : known);
    }

    /** The vote for another block than the first one of that view, null when none is remembered. */
    @Nullable
    OtherVote other(int phase, int validator, long view) {
        AtomicReferenceArray<@Nullable OtherVote> all = others.get();
        OtherVote other = all == null ? null : all.get(place(phase, validator, view));
        return other == null || other.view() != view ? null : other;
    }

    private static int place(int phase, int validator, long view) {
        return (2 * validator + phase) * OTHERS + (int) (view & OTHERS - 1);
    }

    /**
     * The reference to a message, 0 when there is none: of the vote for the first block with the lowest justify, the second vote or the
     * reported lock, by phase. Where votes bind, that of the vote with the highest justify stands in the place of the second vote's.
     */
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

    /** A word of a slot, 0 when it belongs to another view or cannot be had. */
    private long read(int validator, long view, int word) {
        int state = validator * STATE_WORDS;
        if (view < 0 || !enter(state)) {
            return 0;
        }
        int at = slot(validator, view) * WORDS;
        long value = acts[at + LAP_AND_GAPS] >>> LAP_SHIFT == lap(view) ? acts[at + word] : 0;
        LONGS.setRelease(states, state, 0L);
        return value;
    }

    private long readClaim(int validator, long view) {
        int state = validator * STATE_WORDS;
        if (view < 0 || !enter(state)) {
            return 0;
        }
        int slot = slot(validator, view);
        long value = acts[slot * WORDS + LAP_AND_GAPS] >>> LAP_SHIFT == lap(view) ? claims[slot] : 0;
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
        long held = acts[word + LAP_AND_GAPS] >>> LAP_SHIFT;
        if (held != lap(view)) {
            if (held != 0 && (held - lap(view)) << LAP_SHIFT > 0) {
                return -1;
            }
            acts[word] = 0;
            acts[word + 1] = 0;
            acts[word + LAP_AND_GAPS] = lap(view) << LAP_SHIFT;
            claims[slot] = 0;
        }
        return word;
    }

    private void referFirst(int phase, int validator, long view, long ref) {
        if (phase == 0) {
            rerefer(validator, view, true, true, ref);
        } else if (!votesBind) {
            refer(validator, view, phase, ref);
        }
    }

    private void rerefer(int validator, long view, boolean isLowest, boolean isHighest, long ref) {
        if (isLowest) {
            refer(validator, view, 0, ref);
        }
        if (isHighest && votesBind) {
            refer(validator, view, 1, ref);
        }
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

    /** Laps are told apart up to 2²⁸ − 1 of them; 0 is that of an empty slot. */
    private long lap(long view) {
        return (view >>> shift) + 1 & LAPS;
    }

    private static long widest(long gaps) {
        return gaps >>> GAP_BITS & GAPS;
    }

    private static long narrowest(long gaps) {
        return gaps & GAPS;
    }

    /** Of the widest gap only a bound of the justify is known, by which nobody is bound to anything. */
    private static long justify(long view, long gap) {
        return gap == 0 || gap == GAPS ? NONE : view - gap;
    }

    /** How far a certificate is below the view, 0 when it is not named or not below. */
    private static long gap(long view, long justifyView) {
        long gap = view - justifyView;
        return justifyView < 0 || gap <= 0 ? 0 : Math.min(gap, GAPS);
    }

    /**
     * The lowest and the highest justify of a validator's votes in a view, {@link #NONE} where none is named, and whether they are of
     * another block than the first one.
     */
    record Justifies(long lowest, boolean lowestIsAnothers, long highest, boolean highestIsAnothers) {
        /** That of a vote for the first block, {@link #NONE} when it is not remembered. */
        long ofTheFirstBlock() {
            return !lowestIsAnothers ? lowest : highestIsAnothers ? NONE : highest;
        }
    }

    /** A vote for another block than the validator's first one in the view. */
    record OtherVote(long view, BlockId block, long justifyView, long ref) {
        /** Of one view the lowest justify is kept, by which a lock may be broken. */
        private boolean isPreferredTo(OtherVote known) {
            boolean isLower = justifyView >= 0 && (known.justifyView < 0 || justifyView < known.justifyView);
            return view > known.view || (view == known.view && isLower);
        }
    }
}

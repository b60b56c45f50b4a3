package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.ExecutedBlock;
import io.quorumeter.consensus.SafetyViolation;
import io.quorumeter.consensus.Verification;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares the state that this replica reached at a height with what its peers reached at the same height. A peer may lie, so the state
 * diverges only when peers with more power than the faulty name one other root. Each names one root a height, the first that it told. Of
 * the roots the strongest few are remembered: the faulty together have too little power to keep out one that a correct peer is behind.
 *
 * <p>What was told before the validator set changed counts for who told it, by its key, as long as it is in the set, and not for who has
 * its index now. Safe from any thread.
 */
final class StateRoots {
    private static final int HEIGHTS = 64;
    private static final int ROOTS = 4;

    /** What is known of one height, with the names of the roots that the members of a set told, by their index in it, 0 for none. */
    private record Height(
            long height,
            AtomicReference<@Nullable BlockId> own,
            AtomicReferenceArray<@Nullable BlockId> roots,
            Members members,
            AtomicLongArray namedBy) {
        Height(long height, Members members) {
            this(
                    height,
                    new AtomicReference<>(),
                    new AtomicReferenceArray<>(ROOTS),
                    members,
                    new AtomicLongArray(members.size()));
        }

        /** The same for the members of another set, with what those who are in both told. */
        Height of(Members others) {
            AtomicLongArray named = new AtomicLongArray(others.size());
            Map<String, Integer> indexes = others.indexes();
            for (int validator = 0; validator < members.size(); validator++) {
                Integer index = indexes.get(members.identity(validator));
                if (index != null) {
                    named.set(index, namedBy.get(validator));
                }
            }
            return new Height(height, own, roots, others, named);
        }

        /** The power of those who told this root. */
        long power(long name) {
            long power = 0;
            for (int validator = members.size() - 1; validator >= 0; validator--) {
                power += namedBy.get(validator) == name ? members.power(validator) : 0;
            }
            return power;
        }
    }

    private final Rules rules;
    private final Findings findings;
    private final Epochs epochs;
    private final Horizon horizon;
    private final Digests digests;
    private final AtomicReferenceArray<@Nullable Height> heights = new AtomicReferenceArray<>(HEIGHTS);
    private final AtomicLong highestOwn = new AtomicLong();

    StateRoots(Rules rules, Findings findings, Epochs epochs, Horizon horizon, Digests digests) {
        this.rules = rules;
        this.digests = digests;
        this.findings = findings;
        this.epochs = epochs;
        this.horizon = horizon;
    }

    /** The replica starts at a height. */
    void restored(long height) {
        highestOwn.set(height);
    }

    void executed(ExecutedBlock block) {
        highestOwn.accumulateAndGet(block.height(), Math::max);
        if (block.stateRoot().equals(BlockId.NONE)) {
            findings.skipped(SkipReason.UNKNOWN_BLOCK);
            return;
        }
        Height at = at(block.height(), epochs.membersOf(horizon.view()));
        if (at == null) {
            findings.skipped(SkipReason.OUTSIDE_WINDOW);
            return;
        }
        at.own.set(block.stateRoot());
        compare(at, block.nanos());
    }

    void named(long height, BlockId root, int validator, Verification verification, long nanos) {
        Members members = epochs.membersOf(horizon.view());
        if (verification != Verification.VERIFIED) {
            findings.skipped(SkipReason.UNVERIFIED_SIGNATURE);
        } else if (!members.contains(validator)) {
            findings.skipped(SkipReason.EPOCH_CHANGE);
        } else {
            boolean near = height >= 0 && Math.abs(height - highestOwn.get()) < HEIGHTS / 2;
            Height at = near ? at(height, members) : null;
            if (at == null) {
                findings.skipped(SkipReason.OUTSIDE_WINDOW);
            } else if (at.namedBy.compareAndSet(validator, 0, digests.name(root))) {
                remember(at, root);
                compare(at, nanos);
            }
        }
    }

    /** Keeps a root, and then whatever had to give way to it, by the same rule. */
    private void remember(Height at, BlockId root) {
        BlockId next = root;
        while (next != null) {
            next = place(at, next);
        }
    }

    /** Puts a root in the place of the weakest, if that has less power; gives what is to be placed now. */
    private @Nullable BlockId place(Height at, BlockId root) {
        long least = at.power(digests.name(root));
        int weakest = -1;
        BlockId displaced = null;
        for (int i = 0; i < ROOTS; i++) {
            BlockId known = at.roots.get(i);
            if (known != null && known.equals(root)) {
                return null;
            }
            long power = known == null ? 0 : at.power(digests.name(known));
            if (power < least) {
                least = power;
                weakest = i;
                displaced = known;
            }
        }
        boolean stays = weakest < 0 || at.roots.compareAndSet(weakest, displaced, root);
        return stays ? displaced : root;
    }

    /** The own states, in no order. */
    void each(BiConsumer<Long, BlockId> consumer) {
        for (int i = 0; i < HEIGHTS; i++) {
            Height at = heights.get(i);
            BlockId own = at == null ? null : at.own.get();
            if (at != null && own != null) {
                consumer.accept(at.height, own);
            }
        }
    }

    private void compare(Height at, long nanos) {
        BlockId own = at.own.get();
        if (own == null) {
            return;
        }
        if (!rules.fitsValidators()) {
            findings.skipped(SkipReason.EPOCH_CHANGE);
            return;
        }
        findings.checked(1);
        Members members = at.members;
        for (int i = 0; i < ROOTS; i++) {
            BlockId other = at.roots.get(i);
            if (other != null && !other.equals(own) && at.power(digests.name(other)) >= members.beyondFaults()) {
                findings.violation(
                        SafetyViolation.STATE_DIVERGENCE,
                        at.height,
                        members,
                        nanos,
                        Testimony.of(Statement.STATE, at.height, own, -1),
                        Testimony.of(Statement.STATE, at.height, other, -1));
            }
        }
    }

    /** The place of a height for the members of a set, null when a higher one has taken it. */
    private @Nullable Height at(long height, Members members) {
        int place = (int) height & HEIGHTS - 1;
        while (true) {
            Height known = heights.get(place);
            boolean isKnown = known != null && known.height == height;
            if (known != null && (known.height > height || (isKnown && known.members == members))) {
                return isKnown ? known : null;
            }
            Height fresh = known != null && isKnown ? known.of(members) : new Height(height, members);
            if (heights.compareAndSet(place, known, fresh)) {
                return fresh;
            }
        }
    }
}

package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.ExecutedBlock;
import io.quorumeter.consensus.SafetyViolation;
import io.quorumeter.consensus.Verification;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares the state that this replica reached at a height with what its peers reached at the same height. A peer may lie, so the state
 * diverges only when peers with more power than the faulty name one other root. Safe from any thread.
 */
final class StateRoots {
    private static final int HEIGHTS = 64;
    private static final int ROOTS = 4;

    /** One root that peers named at one height. */
    private static final class Named {
        final BlockId root;
        final AtomicLongArray peers;
        final AtomicLong power = new AtomicLong();

        Named(BlockId root, int validators) {
            this.root = root;
            this.peers = new AtomicLongArray((validators >> 6) + 1);
        }

        void add(int validator, long weight) {
            long bit = 1L << validator;
            if ((peers.getAndAccumulate(validator >> 6, bit, (bits, more) -> bits | more) & bit) == 0) {
                power.addAndGet(weight);
            }
        }
    }

    /** What is known of one height. */
    private static final class Height {
        final long height;
        final AtomicReference<@Nullable BlockId> own = new AtomicReference<>();
        final AtomicReferenceArray<@Nullable Named> named = new AtomicReferenceArray<>(ROOTS);

        Height(long height) {
            this.height = height;
        }
    }

    private final Findings findings;
    private final Epochs epochs;
    private final Horizon horizon;
    private final AtomicReferenceArray<@Nullable Height> heights = new AtomicReferenceArray<>(HEIGHTS);
    private final AtomicLong highestOwn = new AtomicLong();

    StateRoots(Findings findings, Epochs epochs, Horizon horizon) {
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
        Height at = at(block.height());
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
            Height at = near ? at(height) : null;
            Named named = at == null ? null : find(at, root, members.size());
            if (at == null || named == null) {
                findings.skipped(SkipReason.OUTSIDE_WINDOW);
                return;
            }
            if (validator >> 6 < named.peers.length()) {
                named.add(validator, members.power(validator));
            }
            compare(at, nanos);
        }
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
        findings.checked(1);
        Members members = epochs.membersOf(horizon.view());
        for (int i = 0; i < ROOTS; i++) {
            Named other = at.named.get(i);
            if (other != null && !other.root.equals(own) && other.power.get() >= members.beyondFaults()) {
                findings.violation(
                        SafetyViolation.STATE_DIVERGENCE,
                        at.height,
                        members,
                        nanos,
                        Testimony.of(Statement.STATE, at.height, own, -1),
                        Testimony.of(Statement.STATE, at.height, other.root, -1));
            }
        }
    }

    /** The place of a height, null when a higher one has taken it. */
    private @Nullable Height at(long height) {
        int place = (int) height & HEIGHTS - 1;
        while (true) {
            Height known = heights.get(place);
            if (known != null && known.height >= height) {
                return known.height == height ? known : null;
            }
            Height fresh = new Height(height);
            if (heights.compareAndSet(place, known, fresh)) {
                return fresh;
            }
        }
    }

    /** The place of a root, null when others have taken all. */
    private static @Nullable Named find(Height at, BlockId root, int validators) {
        for (int i = 0; i < ROOTS; i++) {
            Named known = at.named.get(i);
            if (known == null && at.named.compareAndSet(i, null, new Named(root, validators))) {
                return at.named.get(i);
            }
            known = at.named.get(i);
            if (known != null && known.root.equals(root)) {
                return known;
            }
        }
        return null;
    }
}

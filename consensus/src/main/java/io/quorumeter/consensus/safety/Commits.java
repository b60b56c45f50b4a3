package io.quorumeter.consensus.safety;

import static io.quorumeter.consensus.SafetyViolation.COMMIT_GAP;
import static io.quorumeter.consensus.SafetyViolation.COMMIT_WITHOUT_CERTIFICATE;
import static io.quorumeter.consensus.SafetyViolation.CONFLICTING_COMMIT;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateEvent;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.CommitPath;
import io.quorumeter.consensus.CommittedBlock;
import io.quorumeter.consensus.Restored;
import io.quorumeter.consensus.SafetyViolation;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Judges what this replica commits: one block a height, each on the one before it, and by the certificates that this takes. An ancestor is
 * covered by the certificate of the descendant that it is committed with, so a row of commits by one certificate has to end in its block.
 *
 * <p>A certificate that was not told yet may come just after the commit: that is a fault of the host's order of calls, and not of the
 * protocol. So such a commit is judged when the replica goes on: to the next view, to a commit by another certificate, or to a message that
 * gives the view up. A replica that stops at once does none of it, so the commit is also judged when somebody looks who has looked a while
 * before, and its certificate has not come.
 * Called by the thread that tells of the replica's own state, but for {@link #look}.
 */
final class Commits {
    private static final int HEIGHTS = 1024;

    private final Rules rules;
    private final Findings findings;
    private final Epochs epochs;
    private final Certificates certificates;
    private final OwnState state;
    private final Recent<CommittedBlock> recent = new Recent<>(
            HEIGHTS, CommittedBlock::height, (one, other) -> one.id().equals(other.id()));
    private volatile long height = OwnState.UNKNOWN;
    private BlockId head = BlockId.NONE;
    private boolean syncing;
    private @Nullable CommittedBlock uncovered;
    private final AtomicReference<@Nullable Awaited> awaited = new AtomicReference<>();
    private volatile @Nullable CommittedBlock accused;
    private final long patience;

    /** A commit whose certificate was not told yet, and whether that accuses. */
    private static final class Awaited {
        final CommittedBlock block;
        final boolean accuses;
        final AtomicLong seenAt = new AtomicLong(OwnState.UNKNOWN);

        Awaited(CommittedBlock block, boolean accuses) {
            this.block = block;
            this.accuses = accuses;
        }
    }

    /** With the time that passes between two looks before a commit is judged by them. */
    Commits(
            Rules rules,
            Findings findings,
            Epochs epochs,
            Certificates certificates,
            OwnState state,
            Duration patience) {
        this.patience = TimeUnit.MILLISECONDS.toNanos(patience.toMillis()); // at most what a long holds
        this.rules = rules;
        this.findings = findings;
        this.epochs = epochs;
        this.certificates = certificates;
        this.state = state;
    }

    void restored(Restored restored) {
        settle();
        height = restored.committedHeight();
        head = restored.committedId();
        syncing = false;
        uncovered = null;
    }

    void syncing(boolean now) {
        syncing = now;
    }

    /** The blocks committed lately, from the lowest height on, both where two were at one height. Safe from any thread. */
    void each(BiConsumer<Long, BlockId> consumer) {
        long last = height;
        for (long at = Math.max(0, last - HEIGHTS + 1); at <= last && at >= 0; at++) {
            recent.each(at, block -> consumer.accept(block.height(), block.id()));
        }
    }

    void committed(CommittedBlock block) {
        findings.checked(3);
        long at = block.height();
        CommittedBlock before = recent.find(at);
        if (before != null && !before.id().equals(block.id())) {
            violation(CONFLICTING_COMMIT, block, before.id());
            recent.add(block);
            return;
        }
        if (height != OwnState.UNKNOWN && at <= height) {
            if (before == null) {
                findings.skipped(SkipReason.OUTSIDE_WINDOW);
            }
            return;
        }
        boolean follows =
                at == height + 1 && (head.equals(BlockId.NONE) || block.parent().equals(head));
        boolean isBaseline =
                height == OwnState.UNKNOWN || syncing || (block.path() == CommitPath.SYNC && at > height + 1);
        if (!follows && !isBaseline) {
            violation(COMMIT_GAP, block, head);
        }
        recent.add(block);
        height = at;
        head = block.id();
        judgeCertificates(block);
    }

    private void judgeCertificates(CommittedBlock block) {
        if (!rules.viewsRise()) {
            findings.skipped(SkipReason.VARIANT_MISMATCH);
            return;
        }
        long first = block.certificateViewA();
        Awaited waiting = awaited.get();
        if (waiting != null
                && (waiting.block.certificateViewB() != block.certificateViewB() || isTold(waiting.block))) {
            settle();
        }
        CommittedBlock before = uncovered;
        if (before != null && before.certificateViewA() != first && rules.fits()) {
            violation(COMMIT_WITHOUT_CERTIFICATE, before, BlockId.NONE);
        }
        uncovered = null;
        if (first < 0) {
            findings.skipped(SkipReason.UNKNOWN_BLOCK);
        } else if (fitsVariant(block) && (rules.isPipelined() ? isTwoChain(block) : isDouble(block))) {
            uncovered = isCovered(block) ? null : block;
        }
    }

    private CertificateKind kind() {
        return rules.isPipelined() ? CertificateKind.QUORUM : CertificateKind.DOUBLE;
    }

    private boolean isCovered(CommittedBlock block) {
        long first = block.certificateViewA();
        return !certificates.knows(kind(), first) || certificates.find(kind(), first, block.id()) != null;
    }

    private boolean isTold(CommittedBlock block) {
        return certificates.knows(kind(), block.certificateViewB());
    }

    /** The replica goes on: judges the last commit if its certificate had not been told. */
    void settle() {
        CommittedBlock before = accused;
        if (before != null && isTold(before)) {
            rules.untold(Untold.CERTIFICATES_IN_TIME);
            accused = null;
        }
        Awaited waiting = awaited.getAndSet(null);
        if (waiting == null) {
            return;
        }
        CommittedBlock block = waiting.block;
        if (!isTold(block)) {
            accuse(waiting);
            return;
        }
        rules.untold(Untold.CERTIFICATES_IN_TIME);
        if (rules.isPipelined() && certificates.findOver(block.certificateViewB(), block.certificateViewA()) == null) {
            violation(COMMIT_WITHOUT_CERTIFICATE, block, BlockId.NONE);
        } else if (!isCovered(block)) {
            uncovered = block;
        }
    }

    /** Somebody looks, at this time of one clock: judges the last commit if it waited between two looks. Safe from any thread. */
    void look(long now) {
        Awaited waiting = awaited.get();
        if (waiting == null
                || waiting.seenAt.compareAndSet(OwnState.UNKNOWN, now)
                || now - waiting.seenAt.get() < patience) {
            return;
        }
        if (!isTold(waiting.block) && awaited.compareAndSet(waiting, null)) {
            accuse(waiting);
        }
    }

    private void accuse(Awaited waiting) {
        if (waiting.accuses) {
            violation(COMMIT_WITHOUT_CERTIFICATE, waiting.block, BlockId.NONE);
            accused = waiting.block;
        }
    }

    private boolean fitsVariant(CommittedBlock block) {
        long first = block.certificateViewA();
        long second = block.certificateViewB();
        boolean twoPhases = certificates.tells(CertificateKind.DOUBLE);
        if (rules.isPipelined() && first == second && rules.fits()) {
            rules.mismatch("a block was committed by one certificate of a certificate");
        } else if (!rules.isPipelined() && first + 1 == second && !twoPhases && rules.fits()) {
            rules.mismatch("a block was committed by the certificates of two views");
        }
        if (!rules.fits()) {
            findings.skipped(SkipReason.VARIANT_MISMATCH);
        }
        return rules.fits();
    }

    private boolean isDouble(CommittedBlock block) {
        long view = block.certificateViewA();
        if (view != block.certificateViewB()) {
            violation(COMMIT_WITHOUT_CERTIFICATE, block, BlockId.NONE);
            return false;
        }
        return certificates.knows(CertificateKind.DOUBLE, view) || isExcused(CertificateKind.DOUBLE, view, block);
    }

    /** The votes of the second certificate name the view of the first, so the second alone tells. */
    private boolean isTwoChain(CommittedBlock block) {
        long first = block.certificateViewA();
        long second = block.certificateViewB();
        if (first + 1 != second) {
            violation(COMMIT_WITHOUT_CERTIFICATE, block, BlockId.NONE);
            return false;
        }
        if (!certificates.knows(CertificateKind.QUORUM, second)) {
            return isExcused(CertificateKind.QUORUM, second, block);
        }
        CertificateEvent child = certificates.findOver(second, first);
        if (child == null) {
            violation(COMMIT_WITHOUT_CERTIFICATE, block, BlockId.NONE);
        }
        return child != null;
    }

    /** A certificate that is not known: a fault when it does not come, unless it cannot be known. Never lets a row of commits begin. */
    private boolean isExcused(CertificateKind kind, long view, CommittedBlock block) {
        SkipReason excuse = certificates.excuse(kind, view, state);
        if (excuse != null) {
            findings.skipped(excuse);
        }
        if (excuse == null || excuse == SkipReason.UNKNOWN_BLOCK) {
            awaited.set(new Awaited(block, excuse == null));
        }
        return false;
    }

    private void violation(SafetyViolation type, CommittedBlock block, BlockId before) {
        findings.violation(
                type,
                block.height(),
                epochs.membersOf(block.proposalView()),
                block.nanos(),
                Testimony.of(Statement.COMMIT, type == COMMIT_GAP ? height : block.height(), before, -1),
                Testimony.of(Statement.COMMIT, block.height(), block.id(), block.certificateViewA()));
    }
}

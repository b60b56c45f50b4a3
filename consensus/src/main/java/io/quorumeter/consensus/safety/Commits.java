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
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Judges what this replica commits: one block a height, each on the one before it, and by the certificates that this takes. An ancestor is
 * covered by the certificate of the descendant that it is committed with, so a row of commits by one certificate has to end in its block.
 * Called by the thread that tells of the replica's own state.
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

    Commits(Rules rules, Findings findings, Epochs epochs, Certificates certificates, OwnState state) {
        this.rules = rules;
        this.findings = findings;
        this.epochs = epochs;
        this.certificates = certificates;
        this.state = state;
    }

    void restored(Restored restored) {
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
        long first = block.certificateViewA();
        CommittedBlock before = uncovered;
        if (before != null && before.certificateViewA() != first && rules.fits()) {
            violation(COMMIT_WITHOUT_CERTIFICATE, before, BlockId.NONE);
        }
        uncovered = null;
        if (fitsVariant(block) && (rules.isPipelined() ? isTwoChain(block) : isDouble(block))) {
            CertificateKind kind = rules.isPipelined() ? CertificateKind.QUORUM : CertificateKind.DOUBLE;
            boolean covers = !certificates.knows(kind, first) || certificates.find(kind, first, block.id()) != null;
            uncovered = covers ? null : block;
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

    /** A certificate that is not known: a fault, unless it cannot be known. Never lets a row of commits begin. */
    private boolean isExcused(CertificateKind kind, long view, CommittedBlock block) {
        SkipReason excuse = certificates.excuse(kind, view, state);
        if (excuse != null) {
            findings.skipped(excuse);
        } else {
            violation(COMMIT_WITHOUT_CERTIFICATE, block, BlockId.NONE);
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

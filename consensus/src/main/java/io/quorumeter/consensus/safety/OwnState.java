package io.quorumeter.consensus.safety;

import static io.quorumeter.consensus.SafetyViolation.LOCK_REGRESSION;
import static io.quorumeter.consensus.SafetyViolation.VIEW_ENTRY_WITHOUT_EVIDENCE;
import static io.quorumeter.consensus.SafetyViolation.VIEW_REGRESSION;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.LockCause;
import io.quorumeter.consensus.Restored;
import io.quorumeter.consensus.SafetyViolation;
import io.quorumeter.consensus.ViewCause;
import org.jspecify.annotations.Nullable;

/**
 * Judges how this replica moves: its view and its lock only rise, each view is entered by evidence, and a restart finds what was durable.
 * What it restores is the baseline of what comes. Called by the thread that tells of the replica's own state.
 */
final class OwnState {
    static final long UNKNOWN = -1;

    private final Rules rules;
    private final Findings findings;
    private final Epochs epochs;
    private final Certificates certificates;
    private final @Nullable HighWaterMark mark;
    private long view = UNKNOWN;
    private Members members = Members.NOBODY;
    private long lock = UNKNOWN;
    private long restoredView = UNKNOWN;
    private long durableView = UNKNOWN;
    private long durableVoted = UNKNOWN;
    private long durableLock = UNKNOWN;
    private boolean resuming;
    private boolean tellsLock;
    private boolean tellsViews;
    private boolean setIsNew;
    private boolean setBeginsAgain;

    OwnState(Rules rules, Findings findings, Epochs epochs, Certificates certificates, @Nullable HighWaterMark mark) {
        this.mark = mark;
        if (mark != null) {
            durableView = mark.view();
            durableVoted = mark.voted();
            durableLock = mark.lock();
        }
        this.rules = rules;
        this.findings = findings;
        this.epochs = epochs;
        this.certificates = certificates;
    }

    /** The view that the replica is in, {@link #UNKNOWN} before it told of one. */
    long view() {
        return view;
    }

    /** The view of its lock, {@link #UNKNOWN} before it told of one. */
    long lock() {
        return lock;
    }

    /** Whether the lock is below what a vote takes; when it is not known, that is not checked. */
    boolean lacksLock(long needed) {
        if (!rules.hasLocks() || Math.max(lock, 0) >= needed) {
            return false;
        }
        if (!tellsLock) {
            rules.untold(Untold.LOCKS);
        }
        if (lock == UNKNOWN) {
            findings.skipped(SkipReason.UNKNOWN_BLOCK);
        }
        return lock != UNKNOWN;
    }

    /** A vote is for a view that the replica is in; of one that tells no views that is not checked. */
    void votesIn(long votedView) {
        if (!tellsViews && votedView > view) {
            rules.untold(Untold.VIEWS);
            findings.skipped(SkipReason.UNKNOWN_BLOCK);
        }
    }

    /** Whether what happened in a view may have happened before the replica was started. */
    boolean isBeforeRestart(long at) {
        return restoredView > 0 && at <= restoredView;
    }

    void restored(Restored restored) {
        findings.checked(3);
        if (restored.view() < durableView) {
            violation(
                    VIEW_REGRESSION, restored.view(), durableView, restored.lockId(), restored.nanos(), Statement.VIEW);
        } else if (restored.lastVotedView() < durableVoted) {
            violation(
                    VIEW_REGRESSION,
                    restored.lastVotedView(),
                    durableVoted,
                    BlockId.NONE,
                    restored.nanos(),
                    Statement.VOTE);
        }
        if (restored.lockView() < durableLock && rules.hasLocks()) {
            violation(
                    LOCK_REGRESSION,
                    restored.lockView(),
                    durableLock,
                    restored.lockId(),
                    restored.nanos(),
                    Statement.LOCK);
        }
        view = restored.view();
        lock = restored.lockView();
        members = epochs.membersOf(view);
        restoredView = restored.view();
        durableView = restored.view();
        durableVoted = restored.lastVotedView();
        durableLock = restored.lockView();
        resuming = true;
        certificates.raise(restored.lockView());
    }

    void persisted(long durable, long votedView, long lockView) {
        durableView = Math.max(durableView, durable);
        durableLock = Math.max(durableLock, lockView);
        voted(votedView);
        if (mark != null) {
            mark.reached(durable, votedView, lockView);
        }
    }

    /** The replica voted, so that it did is durable. */
    void voted(long votedView) {
        durableVoted = Math.max(durableVoted, votedView);
        if (mark != null) {
            mark.reached(UNKNOWN, votedView, UNKNOWN);
        }
    }

    void viewEntered(long entered, ViewCause cause, long nanos) {
        findings.checked(2);
        long before = view;
        tellsViews = true;
        boolean resumes = resuming && cause == ViewCause.RESTORED && entered >= before;
        boolean isFirstOfARun = resuming;
        resuming = false;
        if (entered == before && !resumes) {
            return;
        }
        if (entered < before && !isFirstOfARun && (setIsNew || setBeginsAgain)) {
            rules.viewsBeginAgain(entered, before);
            return;
        }
        if (entered < before) {
            violation(VIEW_REGRESSION, entered, before, BlockId.NONE, nanos, Statement.VIEW);
            return;
        }
        view = entered;
        members = epochs.membersOf(entered);
        setIsNew = false;
        if (!rules.fits()) {
            findings.skipped(SkipReason.VARIANT_MISMATCH);
            return;
        }
        switch (cause) {
            case GENESIS -> judgeEntry(before <= 0, entered, before, nanos);
            case VIEW_TIMER, LEADER_FAILURE, BYZANTINE_LEADER, NETWORK_PARTITION ->
                judgeEntry(before == UNKNOWN || entered == before + 1, entered, before, nanos);
            case DOUBLE_CERTIFICATE -> {
                if (rules.isPipelined()) {
                    rules.mismatch("a view was entered by a double certificate");
                } else {
                    judgeEntry(CertificateKind.DOUBLE, entered - 1, entered - 1, entered, before, nanos);
                }
            }
            case QUORUM_CERTIFICATE -> judgeEntry(CertificateKind.QUORUM, entered - 1, entered, entered, before, nanos);
            case TIMEOUT_CERTIFICATE -> judgeEntry(CertificateKind.TIMEOUT, entered, entered, entered, before, nanos);
            case SYNC, RESTORED, MANUAL -> {}
            case OTHER -> findings.skipped(SkipReason.UNKNOWN_BLOCK);
        }
    }

    /**
     * After the set of a later epoch, views that go down are counted from the beginning again, as in some protocols: when it is the last
     * that was told before, or its first view is not above that of the set before. A set told between {@code restored} and the first view
     * is the present one.
     */
    void validatorSetChanged(long epoch, long firstView) {
        if (tellsViews && !resuming && epoch > members.epoch()) {
            setIsNew = true;
            setBeginsAgain |= firstView <= Math.max(1, members.firstView()) && firstView < view;
        }
    }

    private void judgeEntry(CertificateKind kind, long one, long other, long entered, long before, long nanos) {
        boolean known = certificates.knows(kind, one) || certificates.knows(kind, other);
        SkipReason excuse = known ? null : certificates.excuse(kind, one, this);
        if (excuse != null) {
            findings.skipped(excuse);
        } else {
            judgeEntry(known, entered, before, nanos);
        }
    }

    private void judgeEntry(boolean hasEvidence, long entered, long before, long nanos) {
        if (!hasEvidence) {
            violation(VIEW_ENTRY_WITHOUT_EVIDENCE, entered, before, BlockId.NONE, nanos, Statement.VIEW);
        }
    }

    void lockUpdated(long newView, BlockId block, LockCause cause, long nanos) {
        findings.checked(1);
        if (newView < lock && cause != LockCause.SYNC && rules.hasLocks()) {
            violation(LOCK_REGRESSION, newView, lock, block, nanos, Statement.LOCK);
        }
        lock = newView;
        tellsLock = true;
        certificates.raise(newView);
    }

    private void violation(
            SafetyViolation type, long now, long before, BlockId block, long nanos, Statement statement) {
        findings.violation(
                type,
                now,
                epochs.membersOf(now),
                nanos,
                Testimony.of(statement, before, BlockId.NONE, -1),
                Testimony.of(statement, now, block, -1));
    }
}

package io.quorumeter.consensus.safety;

import static io.quorumeter.consensus.SafetyViolation.OWN_DOUBLE_PROPOSAL;
import static io.quorumeter.consensus.SafetyViolation.OWN_DOUBLE_VOTE;
import static io.quorumeter.consensus.SafetyViolation.OWN_VOTE2_WITHOUT_CERTIFICATE;
import static io.quorumeter.consensus.SafetyViolation.OWN_VOTE2_WITHOUT_LOCK;
import static io.quorumeter.consensus.SafetyViolation.OWN_VOTE_BELOW_LOCK;
import static io.quorumeter.consensus.SafetyViolation.OWN_VOTE_STALE_VIEW;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.ProtocolAnomaly;
import io.quorumeter.consensus.Restored;
import io.quorumeter.consensus.SafetyViolation;
import io.quorumeter.consensus.SentProposal;
import io.quorumeter.consensus.VotePhase;

/**
 * Judges what this replica signs itself. A vote is told when it leaves, and the lock and the view may have risen since it was decided on;
 * so it is the lock and the view of that moment, when the replica told that it accepted or built the block, that a vote is measured by.
 * Called by the thread that tells of the replica's own state.
 */
final class OwnVoting {
    private final Rules rules;
    private final Findings findings;
    private final Epochs epochs;
    private final Certificates certificates;
    private final OwnState state;
    private final OwnVotes votes;
    private final OwnVotes votes2;
    private final OwnVotes proposals;
    private final Decisions decisions = new Decisions();
    private long lastVoted = OwnState.UNKNOWN;
    private long bound = OwnState.UNKNOWN;
    private long waitedView = OwnState.UNKNOWN;
    private long enteredAgain = OwnState.UNKNOWN;
    private boolean tellsDecisions;
    private boolean tellsWaits;

    OwnVoting(Rules rules, Findings findings, Epochs epochs, Certificates certificates, OwnState state) {
        this.rules = rules;
        this.findings = findings;
        this.epochs = epochs;
        this.certificates = certificates;
        this.state = state;
        this.votes = new OwnVotes(rules.window());
        this.votes2 = new OwnVotes(rules.window());
        this.proposals = new OwnVotes(rules.window());
    }

    /** What was voted for before stays known, so that a replica which forgot it is found out. */
    void restored(Restored restored) {
        lastVoted = restored.lastVotedView();
        // In the first view genesis is extended; later, a 0 may as well stand for none.
        long justify = restored.lastVotedJustifyView();
        long lastJustify = justify == 0 && lastVoted > 1 ? -1 : justify;
        bound = Math.max(restored.lockView(), rules.votesBind() ? lastJustify : OwnState.UNKNOWN);
        if (!restored.lastVotedId().equals(BlockId.NONE)) {
            votes.add(lastVoted, restored.lastVotedId(), lastJustify);
        }
        decisions.clear();
        waitedView = OwnState.UNKNOWN;
    }

    /** The replica decides to vote for a block of this view. */
    void decided(long view) {
        tellsDecisions = true;
        decisions.add(view, lock(), state.view());
    }

    /** The leader has waited for the locks of the others. */
    void waited(long view) {
        tellsWaits = true;
        waitedView = view;
    }

    private long lock() {
        return Math.max(state.lock(), bound);
    }

    void proposalSent(SentProposal proposal) {
        long view = proposal.view();
        findings.checked(2);
        BlockId before = proposals.find(view);
        if (before != null && (!before.equals(proposal.id()) || proposals.justify(view) != proposal.justifyView())) {
            findings.violation(
                    OWN_DOUBLE_PROPOSAL,
                    view,
                    epochs.membersOf(view),
                    proposal.nanos(),
                    Testimony.of(Statement.PROPOSAL, view, before, proposals.justify(view)),
                    Testimony.of(Statement.PROPOSAL, view, proposal.id(), proposal.justifyView()));
        } else if (before == null) {
            proposals.add(view, proposal.id(), proposal.justifyView());
            if (proposal.justifyView() < view - 1 && waitedView != view && rules.hasLocks()) {
                findings.anomaly(ProtocolAnomaly.EARLY_PROPOSAL);
                if (!tellsWaits) {
                    rules.untold(Untold.LEADER_WAITS);
                }
            }
        }
    }

    /** Whether the vote is another one than those before. */
    boolean voteSent(long view, VotePhase phase, BlockId block, long justifyView, long nanos) {
        OwnVotes mine = votes(phase);
        findings.checked(3);
        if (isDouble(view, phase, block, justifyView, nanos)) {
            return true;
        }
        if (mine.find(view) != null && isSame(mine.justify(view), justifyView)) {
            return false;
        }
        mine.add(view, block, justifyView);
        state.votesIn(view);
        if (phase == VotePhase.VOTE) {
            judgeVote(view, block, justifyView, nanos);
        } else {
            judgeVote2(view, block, justifyView, nanos);
        }
        return true;
    }

    /** Whether the replica voted for another block in this view before, which is a violation. */
    private boolean isDouble(long view, VotePhase phase, BlockId block, long justifyView, long nanos) {
        OwnVotes mine = votes(phase);
        BlockId before = mine.find(view);
        if (before == null || before.equals(block)) {
            return false;
        }
        boolean first = phase == VotePhase.VOTE;
        Testimony known = Testimony.of(statement(first), view, before, mine.justify(view));
        violation(OWN_DOUBLE_VOTE, view, nanos, known, first, block, justifyView);
        return true;
    }

    /** Where views begin again: a view is entered. What was voted for before it in views from it on was voted for in other views. */
    void entersAgain(long view) {
        if (view < enteredAgain || enteredAgain == OwnState.UNKNOWN) {
            votes.clear();
            votes2.clear();
        }
        enteredAgain = view;
    }

    /**
     * Where views begin again, a vote can only contradict another one of its view. One for a later view left late, from before
     * they did.
     */
    void votedAgain(long view, VotePhase phase, BlockId block, long justifyView, long nanos) {
        if (view > enteredAgain) {
            return;
        }
        findings.checked(1);
        if (!isDouble(view, phase, block, justifyView, nanos)) {
            votes(phase).add(view, block, justifyView);
        }
    }

    private OwnVotes votes(VotePhase phase) {
        return phase == VotePhase.VOTE ? votes : votes2;
    }

    /** Whether two justifies may be the same, as far as they are told. */
    private static boolean isSame(long one, long other) {
        return one == other || one < 0 || other < 0;
    }

    private void judgeVote(long view, BlockId block, long justifyView, long nanos) {
        rules.ranks.named(Ranks.Kind.OWN_VOTE, view - 1, justifyView);
        if (view <= lastVoted) {
            Testimony last = Testimony.of(Statement.VOTE, lastVoted, BlockId.NONE, -1);
            violation(OWN_VOTE_STALE_VIEW, view, nanos, last, true, block, justifyView);
        } else if (decisions.has(view) && decisions.currentView(view) > view && rules.votesBind()) {
            Testimony then = Testimony.of(Statement.VIEW, decisions.currentView(view), BlockId.NONE, -1);
            violation(OWN_VOTE_STALE_VIEW, view, nanos, then, true, block, justifyView);
        }
        long lockThen = decisions.has(view) ? decisions.lock(view) : lock();
        if (justifyView >= 0 && justifyView < lockThen && rules.hasLocks()) {
            boolean decided = tellsDecisions;
            rules.ranks.judge(Ranks.Kind.OWN_VOTE, justifyView, () -> {
                violation(OWN_VOTE_BELOW_LOCK, view, nanos, lockAt(lockThen), true, block, justifyView);
                if (!decided) {
                    rules.untold(Untold.DECISIONS);
                }
            });
        }
        lastVoted = Math.max(lastVoted, view);
        if (rules.votesBind()) {
            judgeBinding(view, block, justifyView, nanos);
            bound = Math.max(bound, justifyView);
        }
    }

    /** A vote of the pipelined variant plays the part of the second vote for its justify, to which the lock is raised before. */
    private void judgeBinding(long view, BlockId block, long justifyView, long nanos) {
        if (state.lacksLock(justifyView)) {
            violation(OWN_VOTE2_WITHOUT_LOCK, view, nanos, lockAt(state.lock()), true, block, justifyView);
        }
    }

    private void judgeVote2(long view, BlockId block, long certificateView, long nanos) {
        if (rules.isPipelined()) {
            rules.mismatch("this replica sent a second vote");
        }
        if (!rules.fits()) {
            findings.skipped(SkipReason.VARIANT_MISMATCH);
            return;
        }
        if (view < state.view()) {
            Testimony now = Testimony.of(Statement.VIEW, state.view(), BlockId.NONE, -1);
            violation(OWN_VOTE_STALE_VIEW, view, nanos, now, false, block, certificateView);
        }
        judgeCertificate(view, block, certificateView, nanos);
        if (state.lacksLock(view)) {
            violation(OWN_VOTE2_WITHOUT_LOCK, view, nanos, lockAt(state.lock()), false, block, certificateView);
        }
        if (rules.hasLocks()) {
            bound = Math.max(bound, view);
        }
    }

    private void judgeCertificate(long view, BlockId block, long certificateView, long nanos) {
        boolean fits = certificateView <= 0 || certificateView == view; // nobody votes for the certificate of genesis
        if (fits && certificates.find(CertificateKind.QUORUM, view, block) != null) {
            return;
        }
        SkipReason excuse = fits ? certificates.excuse(CertificateKind.QUORUM, view, state) : null;
        if (excuse != null) {
            findings.skipped(excuse);
        } else {
            Testimony lacking = Testimony.of(Statement.CERTIFICATE, view, BlockId.NONE, -1);
            violation(OWN_VOTE2_WITHOUT_CERTIFICATE, view, nanos, lacking, false, block, certificateView);
        }
    }

    private static Statement statement(boolean first) {
        return first ? Statement.VOTE : Statement.VOTE2;
    }

    private static Testimony lockAt(long view) {
        return Testimony.of(Statement.LOCK, view, BlockId.NONE, -1);
    }

    private void violation(
            SafetyViolation type,
            long view,
            long nanos,
            Testimony against,
            boolean first,
            BlockId block,
            long justifyView) {
        Testimony vote = Testimony.of(statement(first), view, block, justifyView);
        findings.violation(type, view, epochs.membersOf(view), nanos, against, vote);
    }
}

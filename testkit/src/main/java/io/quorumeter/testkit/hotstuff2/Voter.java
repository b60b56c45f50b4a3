package io.quorumeter.testkit.hotstuff2;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.LockCause;
import io.quorumeter.consensus.ProposalResult;
import io.quorumeter.consensus.ReceivedProposal;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.consensus.WithheldReason;
import io.quorumeter.testkit.hotstuff2.Message.Prepare;
import io.quorumeter.testkit.hotstuff2.Message.Propose;
import io.quorumeter.testkit.hotstuff2.Message.Vote;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules of voting, on which safety rests. The first vote: once a view, only in the current one, only for a block whose
 * justifying certificate ranks at least as high as the lock. The second: once a view, only for the certificate of the
 * current view, and only after the lock was raised to it. So whoever helped a block to a double certificate in view v held
 * a lock of rank v before it left v; any later certificate needs one of them to vote for it, and none does unless the block
 * extends what was committed.
 *
 * <p>A proposal that cannot be judged yet, because its view is ahead or its ancestors are missing, is kept; at most one for
 * each of the next few views. Each proposal gets exactly one verdict.
 */
final class Voter {
    /** A proposal whose signature and certificates are valid. */
    private record Checked(Propose propose, long ref) {
        Block block() {
            return propose.block();
        }
    }

    /** A proposal to be judged later, and the verdict on it when its view is over before that. */
    private record Kept(Checked checked, ProposalResult otherwise) {}

    private final Core core;
    private final TreeMap<Long, Kept> kept = new TreeMap<>();
    private long decidedView;

    /** The lock that votes alone would have led to, also where a fault keeps it from rising. */
    private long lockOfVotes;

    private @Nullable BlockId decided;

    Voter(Core core) {
        this.core = core;
    }

    void receive(Propose propose) {
        Block block = propose.block();
        long view = block.view();
        int sender = propose.sender();
        Checked checked = new Checked(propose, core.ref);
        if (!core.isValidator(sender) || block.proposer() != sender || core.config.leader(view) != sender) {
            refuse(checked, ProposalResult.WRONG_LEADER, Verification.UNVERIFIED);
        } else if (isKnown(block)) {
            refuse(checked, ProposalResult.DUPLICATE, Verification.UNVERIFIED);
        } else if (view < core.view() && bringsNothing(propose)) {
            refuse(checked, ProposalResult.STALE_VIEW, Verification.UNVERIFIED);
        } else if (!core.crypto.verify(
                sender,
                Statements.proposal(
                        core.genesis, view, block.id(), propose.justify().view()),
                propose.signature())) {
            refuse(checked, ProposalResult.INVALID_SIGNATURE, Verification.UNVERIFIED);
        } else {
            tellReceived(propose);
            ProposalResult fault = faultOf(propose);
            if (fault != null) {
                refuse(checked, fault, Verification.VERIFIED);
                core.events.voteWithheld(view, VotePhase.VOTE, WithheldReason.INVALID_PROPOSAL);
                return;
            }
            if (propose.highDouble() != null) {
                core.learnDouble(propose.highDouble(), sender);
            }
            learnJustify(propose.justify(), sender);
            judge(checked);
        }
    }

    private void learnJustify(Certificate justify, int sender) {
        if (core.isMutant(Mutant.KEEP_LOCK_ON_VOTE)) {
            core.meetQuorum(justify, sender);
        } else {
            core.learnQuorum(justify, LockCause.PROPOSAL, sender);
        }
    }

    /** The leader votes for what it proposes in the same step, so that one sync covers both. */
    void voteForOwn(Propose propose) {
        core.tree.insert(propose.block());
        decide(propose.block());
        vote(propose);
    }

    /** Judges what was kept for the view that is current now. */
    void resume() {
        Map.Entry<Long, Kept> lowest = kept.firstEntry();
        while (lowest != null && lowest.getKey() <= core.view()) {
            long view = lowest.getKey();
            Kept waiting = lowest.getValue();
            kept.remove(view);
            if (view < core.view()) {
                refuse(waiting.checked, waiting.otherwise, Verification.VERIFIED);
                boolean incomplete = waiting.otherwise == ProposalResult.MISSING_PARENT;
                core.events.voteWithheld(
                        view, VotePhase.VOTE, incomplete ? WithheldReason.SYNCING : WithheldReason.WRONG_VIEW);
            } else {
                judge(waiting.checked);
            }
            if (kept.containsKey(view)) {
                return;
            }
            lowest = kept.firstEntry();
        }
    }

    int held() {
        return kept.size();
    }

    void receive(Prepare prepare) {
        Certificate certificate = prepare.certificate();
        boolean votes2 = !core.config.isPipelined();
        boolean nothingNew = (!votes2 || certificate.view() <= core.safety.vote2View())
                && certificate.view() <= core.safety.lock().view();
        if (nothingNew || !core.checker.verify(certificate, CertificateKind.QUORUM, prepare.sender())) {
            return;
        }
        if (!votes2) {
            core.learnQuorum(certificate, LockCause.PREPARE, prepare.sender());
        } else {
            prepared(certificate, prepare.sender());
        }
    }

    /** A valid quorum certificate from a leader. */
    void prepared(Certificate certificate, int sender) {
        long view = certificate.view();
        if (core.isMutant(Mutant.KEEP_LOCK_ON_PREPARE)
                && view >= core.view()
                && view > core.safety.lock().view()) {
            core.deviated(Mutant.KEEP_LOCK_ON_PREPARE);
            core.meetQuorum(certificate, sender);
        } else {
            core.learnQuorum(certificate, LockCause.PREPARE, sender);
        }
        if (view <= core.safety.vote2View() || view == 0) {
            return;
        }
        if (view < core.view()) {
            if (!core.isMutant(Mutant.VOTE2_FOR_PAST_VIEW)) {
                core.events.voteWithheld(view, VotePhase.VOTE2, WithheldReason.WRONG_VIEW);
                return;
            }
            core.deviated(Mutant.VOTE2_FOR_PAST_VIEW);
        }
        core.safety.voted2(view);
        send(new Vote(
                core.me,
                VotePhase.VOTE2,
                view,
                certificate.block(),
                certificate.height(),
                view,
                certificate,
                sign(VotePhase.VOTE2, view, certificate.block(), certificate.height(), view)));
    }

    private boolean isKnown(Block block) {
        Kept same = kept.get(block.view());
        return (block.view() == decidedView && block.id().equals(decided))
                || (same != null && same.checked.block().equals(block));
    }

    private boolean bringsNothing(Propose propose) {
        return propose.justify().view() <= core.safety.lock().view()
                && Core.viewOf(propose.highDouble()) <= Core.viewOf(core.safety.highDouble());
    }

    private @Nullable ProposalResult faultOf(Propose propose) {
        Block block = propose.block();
        Certificate justify = propose.justify();
        Certificate highDouble = propose.highDouble();
        if (justify.view() >= block.view()
                || !core.checker.verify(justify, CertificateKind.QUORUM, propose.sender())
                || (highDouble != null
                        && (core.config.isPipelined()
                                || !core.checker.verify(highDouble, CertificateKind.DOUBLE, propose.sender())))) {
            return ProposalResult.INVALID_CERTIFICATE;
        }
        if (!block.parent().equals(justify.block())) {
            return ProposalResult.PARENT_MISMATCH;
        }
        return block.height() == justify.height() + 1 ? null : ProposalResult.HEIGHT_MISMATCH;
    }

    private void judge(Checked checked) {
        Block block = checked.block();
        long view = block.view();
        if (view > core.view()) {
            keep(checked, ProposalResult.FUTURE_VIEW);
        } else if (view < core.view()) {
            refuse(checked, ProposalResult.STALE_VIEW, Verification.VERIFIED);
            core.events.voteWithheld(view, VotePhase.VOTE, WithheldReason.WRONG_VIEW);
        } else if (view == decidedView || core.safety.lastVotedView() >= view) {
            boolean same = block.id().equals(decided) || core.tree.get(block.id()) != null;
            refuse(checked, same ? ProposalResult.DUPLICATE : ProposalResult.CONFLICTING, Verification.VERIFIED);
            core.events.voteWithheld(view, VotePhase.VOTE, WithheldReason.ALREADY_VOTED);
        } else {
            judgeCurrent(checked);
        }
    }

    private void judgeCurrent(Checked checked) {
        Propose propose = checked.propose;
        Block block = checked.block();
        Certificate justify = propose.justify();
        BlockTree.Walk walk = core.tree.walk(justify.block(), justify.height());
        List<Block> path = walk.path();
        if (path == null) {
            if (walk.conflicts()) {
                refuse(checked, ProposalResult.CONFLICTING, Verification.VERIFIED);
                core.events.voteWithheld(block.view(), VotePhase.VOTE, WithheldReason.INVALID_PROPOSAL);
            } else {
                core.synchronizer.want(justify, propose.sender());
                keep(checked, ProposalResult.MISSING_PARENT);
            }
            return;
        }
        Collections.reverse(path);
        if (block.payloadBytes() > core.config.maxBlockBytes() || !core.payloads.valid(block, path)) {
            refuse(checked, ProposalResult.INVALID_PAYLOAD, Verification.VERIFIED);
            core.events.voteWithheld(block.view(), VotePhase.VOTE, WithheldReason.INVALID_PROPOSAL);
            return;
        }
        core.tree.insert(block);
        decide(block);
        if (justify.view() < core.safety.lock().view()) {
            if (!core.isMutant(Mutant.SKIP_LOCK_RULE)) {
                refuse(checked, ProposalResult.JUSTIFY_BELOW_LOCK, Verification.VERIFIED);
                core.events.voteWithheld(block.view(), VotePhase.VOTE, WithheldReason.JUSTIFY_BELOW_LOCK);
                return;
            }
            core.deviated(Mutant.SKIP_LOCK_RULE);
        }
        core.readClock();
        core.events.proposalAccepted(block.view(), block.id(), core.now);
        vote(propose);
    }

    private void vote(Propose propose) {
        Block block = propose.block();
        long justifyView = propose.justify().view();
        if (justifyView < lockOfVotes && core.isMutant(Mutant.KEEP_LOCK_ON_VOTE)) {
            core.deviated(Mutant.KEEP_LOCK_ON_VOTE);
        }
        lockOfVotes = Math.max(lockOfVotes, justifyView);
        core.safety.voted(block, justifyView);
        core.effects.persistBlock(block);
        send(new Vote(
                core.me,
                VotePhase.VOTE,
                block.view(),
                block.id(),
                block.height(),
                justifyView,
                null,
                sign(VotePhase.VOTE, block.view(), block.id(), block.height(), justifyView)));
    }

    private Signature sign(VotePhase phase, long view, BlockId block, long height, long innerView) {
        return core.crypto.sign(Statements.vote(core.genesis, phase, view, block, height, innerView));
    }

    private void send(Vote vote) {
        boolean ofView = vote.phase() == VotePhase.VOTE && !core.config.isPipelined();
        long collector = ofView ? vote.view() : vote.view() + 1;
        core.outbox.send(core.config.leader(collector), vote);
    }

    private void decide(Block block) {
        decidedView = block.view();
        decided = block.id();
    }

    private void keep(Checked checked, ProposalResult otherwise) {
        long view = checked.block().view();
        if (view > core.view() + core.window()) {
            refuse(checked, ProposalResult.FUTURE_VIEW, Verification.VERIFIED);
        } else if (kept.containsKey(view)) {
            refuse(checked, ProposalResult.CONFLICTING, Verification.VERIFIED);
        } else {
            kept.put(view, new Kept(checked, otherwise));
        }
    }

    private void tellReceived(Propose propose) {
        Block block = propose.block();
        core.events.proposalReceived(new ReceivedProposal(
                block.view(),
                propose.sender(),
                block.id(),
                block.height(),
                block.parent(),
                propose.justify().view(),
                propose.justify().block(),
                Verification.VERIFIED,
                core.ref,
                core.now));
    }

    private void refuse(Checked checked, ProposalResult reason, Verification verification) {
        Block block = checked.block();
        core.events.proposalRejected(
                block.view(),
                core.isValidator(checked.propose.sender()) ? checked.propose.sender() : -1,
                block.id(),
                verification,
                reason,
                checked.ref,
                core.now);
    }
}

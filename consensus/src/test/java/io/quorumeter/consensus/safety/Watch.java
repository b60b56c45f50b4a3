package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.CertificateEvent;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.CommitPath;
import io.quorumeter.consensus.CommittedBlock;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.ReceivedProposal;
import io.quorumeter.consensus.Restored;
import io.quorumeter.consensus.SafetyViolation;
import io.quorumeter.consensus.SentProposal;
import io.quorumeter.consensus.Signers;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.consensus.ViewChangeKind;
import io.quorumeter.consensus.ViewChangeResult;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.consensus.VoteResult;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A monitor and short ways to tell it something. Blocks are numbered; block v is the one of view v, block −v another one. */
final class Watch {
    final SafetyMonitor monitor;
    private final int ownIndex;

    Watch(Protocol protocol) {
        this(protocol, SafetyOptions.standard());
    }

    Watch(Protocol protocol, SafetyOptions options) {
        monitor = SafetyMonitor.of(protocol, options);
        ownIndex = protocol.ownIndex();
    }

    static Watch basic() {
        return new Watch(Protocol.basic().replicas(4).ownIndex(2));
    }

    static Watch pipelined() {
        return new Watch(Protocol.pipelined().replicas(4).ownIndex(2));
    }

    static BlockId block(long number) {
        return new BlockId(number * 0x9e3779b97f4a7c15L, number, ~number, number << 7);
    }

    Watch vote(int validator, long view, long block, long justifyView) {
        return voted(VotePhase.VOTE, validator, view, block, justifyView);
    }

    Watch vote2(int validator, long view, long block) {
        return voted(VotePhase.VOTE2, validator, view, block, view);
    }

    private Watch voted(VotePhase phase, int validator, long view, long block, long justifyView) {
        monitor.voteReceived(
                view, phase, validator, block(block), justifyView, VoteResult.ACCEPTED, Verification.VERIFIED, view, 0);
        return this;
    }

    Watch status(int validator, long view, long lockView) {
        return claim(ViewChangeKind.STATUS, validator, view, lockView);
    }

    Watch claim(ViewChangeKind kind, int validator, long view, long lockView) {
        monitor.viewChangeReceived(
                kind, view, validator, lockView, ViewChangeResult.ACCEPTED, Verification.VERIFIED, view, 0);
        return this;
    }

    Watch certificate(CertificateKind kind, long view, long block, long innerView, int... signers) {
        monitor.certificateReceived(CertificateEvent.of(
                        kind,
                        view,
                        kind == CertificateKind.TIMEOUT ? BlockId.NONE : block(block),
                        Signers.of(signers),
                        signers.length)
                .over(innerView)
                .at(0));
        return this;
    }

    Watch quorum(long view, long block) {
        return certificate(CertificateKind.QUORUM, view, block, view - 1, 0, 1, 2);
    }

    Watch doubled(long view, long block) {
        return certificate(CertificateKind.DOUBLE, view, block, view, 0, 1, 2);
    }

    Watch timeout(long view) {
        return certificate(CertificateKind.TIMEOUT, view, 0, 0, 0, 1, 2);
    }

    Watch proposal(int proposer, long view, long block, long height, long parent, long justifyView) {
        monitor.proposalReceived(new ReceivedProposal(
                view,
                proposer,
                block(block),
                height,
                block(parent),
                justifyView,
                block(parent),
                Verification.VERIFIED,
                0,
                0));
        return this;
    }

    Watch proposed(long view, long block, long justifyView) {
        monitor.proposalSent(new SentProposal(view, block(block), view, block(justifyView), justifyView, 0));
        return this;
    }

    /** The replica proposes in a view that it leads by its own index, which so is shown to be right. */
    Watch led(long view) {
        monitor.viewEntered(view, view - 1, ViewCause.SYNC, ownIndex, 0);
        return proposed(view, view, view - 1);
    }

    Watch ownVote(long view, long block, long justifyView) {
        monitor.voteSent(view, VotePhase.VOTE, block(block), justifyView, 0);
        return this;
    }

    Watch ownVote2(long view, long block) {
        monitor.voteSent(view, VotePhase.VOTE2, block(block), view, 0);
        return this;
    }

    Watch restored(long view, long lastVoted, long lock, long height) {
        return restored(view, lastVoted, BlockId.NONE, -1, lock, height);
    }

    /** With the vote for a block over this justify as the last one. */
    Watch restored(long view, long lastVoted, BlockId voted, long justifyView, long lock, long height) {
        monitor.restored(Restored.inView(view)
                .voted(lastVoted, voted, justifyView)
                .locked(lock, block(lock))
                .committed(height, block(height), view)
                .at(0));
        return this;
    }

    /** A commit of the block with the number of its height, by certificates of these views. */
    Watch commit(long height, long first, long second) {
        return commit(height, height, height - 1, first, second, CommitPath.LIVE);
    }

    Watch commit(long height, long block, long parent, long first, long second, CommitPath path) {
        monitor.blockCommitted((first == second
                        ? CommittedBlock.byDoubleCertificate(height, block(block), block(parent), first)
                        : CommittedBlock.byTwoChain(height, block(block), block(parent), first, second))
                .path(path)
                .at(0));
        return this;
    }

    /** What was found, as in {@code LOCK_VIOLATION 3 @7}: type, accused, view. */
    List<String> found() {
        return Stream.concat(monitor.violations().stream(), monitor.evidence().stream())
                .map(e -> e.type().name() + (e.validator() < 0 ? "" : " " + e.validator()) + " @" + e.view())
                .collect(Collectors.toList());
    }

    long count(SafetyViolation type) {
        return monitor.count(type);
    }

    long count(ByzantineAct type) {
        return monitor.count(type);
    }
}

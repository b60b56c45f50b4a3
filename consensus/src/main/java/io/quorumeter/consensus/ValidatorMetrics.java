package io.quorumeter.consensus;

import static io.quorumeter.consensus.ConsensusFamily.BLOCKS_COMMITTED;
import static io.quorumeter.consensus.ConsensusFamily.CERTIFICATES;
import static io.quorumeter.consensus.ValidatorFamily.IN_SET;
import static io.quorumeter.consensus.ValidatorFamily.MISSING;
import static io.quorumeter.consensus.ValidatorFamily.PARTICIPATING_POWER_RATIO;
import static io.quorumeter.consensus.ValidatorFamily.SET_SIZE;
import static io.quorumeter.consensus.ValidatorFamily.VOTES_MISSED;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.MetricsCollector;
import io.quorumeter.binding.Families;
import org.jspecify.annotations.Nullable;

/**
 * Turns the events of a replica into what concerns validators: who takes part, and how well this one does.
 *
 * <p>A validator was seen voting when it signed a certificate that this replica knows, or when its verified vote was counted or came too
 * late to be. A leader stops collecting at a quorum, so a validator that is missing from one certificate may well have voted; this is
 * why participation looks at {@value Participation#WINDOW} certified views. Before the first of them nobody was seen. For the same reason
 * an own vote counts as missed only if it was not sent, besides being in no certificate: one that came late, after the leader had its
 * quorum, was not missed. That is told of one's own votes alone, from the first certificate of a block that became known here, and not of
 * blocks obtained by catching up, nor of views from before a restart.
 *
 * <p>Called like any listener, under the rules of {@link HotStuff2Listener} for threads. Never throws, locks or allocates.
 */
public final class ValidatorMetrics implements HotStuff2Listener {
    private final Gauge setSize;
    private final Gauge inSet;
    private final By<VotePhase, Counter> votesMissed;
    private final OwnLeaderViews leaderViews;
    private final OwnVotes ownVotes = new OwnVotes();
    private final RecentCertificates quorumCertificates = new RecentCertificates();
    private final RecentCertificates doubleCertificates = new RecentCertificates();

    private volatile Participation current;
    private @Nullable Participation next;
    private long view;

    /**
     * Declares the families under the usual prefix {@code hotstuff2_}.
     *
     * @param metrics where they are declared
     * @param protocol names the validators of the first set
     */
    public ValidatorMetrics(MetricsCollector metrics, Protocol protocol) {
        this(metrics, protocol, Families.DEFAULT_PREFIX);
    }

    /**
     * Declares the families under a prefix of one's own.
     *
     * @param metrics where they are declared
     * @param protocol names the validators of the first set
     * @param prefix stands before each name
     */
    public ValidatorMetrics(MetricsCollector metrics, Protocol protocol, String prefix) {
        Families families = new Families(metrics, prefix);
        setSize = families.gauge(SET_SIZE).create();
        inSet = families.gauge(IN_SET).create();
        votesMissed = families.counter(VOTES_MISSED)
                .causedBy(families.names(CERTIFICATES, BLOCKS_COMMITTED))
                .by("phase", VotePhase.class)
                .create();
        leaderViews = new OwnLeaderViews(families);
        families.gauge(PARTICIPATING_POWER_RATIO).observe(() -> current.powerRatio());
        families.gauge(MISSING).observe(() -> current.missing());
        current = Participation.of(protocol);
        publish(current);
    }

    @Override
    public void validatorSetChanged(ValidatorSetChange change) {
        Participation changed = Participation.of(change);
        if (change.firstView() <= view) {
            replace(changed);
        } else {
            next = changed;
        }
    }

    @Override
    public void restored(Restored restored) {
        view = restored.view();
        leaderViews.restored();
        ownVotes.restored(restored.lastVotedView());
    }

    @Override
    public void viewEntered(long newView, long previous, ViewCause cause, int leader, long nanos) {
        view = newView;
        Participation announced = next;
        if (announced != null && newView >= announced.firstView()) {
            next = null;
            replace(announced);
        }
        leaderViews.entered(newView, leader >= 0 && leader == current.ownIndex());
    }

    @Override
    public void viewLeft(long oldView, ViewOutcome outcome, long nanos) {
        leaderViews.left(oldView, outcome);
    }

    @Override
    public void proposalSent(SentProposal proposal) {
        leaderViews.proposed(proposal);
    }

    @Override
    public void voteSent(long votedView, VotePhase phase, BlockId block, long justifyView, long nanos) {
        current.voted(current.ownIndex(), votedView);
        ownVotes.sent(votedView, phase, block);
    }

    @Override
    public void voteReceived(
            long votedView,
            VotePhase phase,
            int validator,
            BlockId block,
            long justifyView,
            VoteResult result,
            Verification verification,
            long ref,
            long nanos) {
        if (verification == Verification.VERIFIED && (result == VoteResult.ACCEPTED || result == VoteResult.LATE)) {
            current.voted(validator, votedView);
        }
    }

    @Override
    public void certificateFormed(CertificateEvent certificate) {
        certificateReceived(certificate);
    }

    @Override
    public void certificateReceived(CertificateEvent certificate) {
        switch (certificate.kind()) {
            case QUORUM -> {
                quorumCertificates.add(certificate);
                current.certified(certificate.view(), certificate.signers());
            }
            case DOUBLE -> {
                doubleCertificates.add(certificate);
                current.signed(certificate.view(), certificate.signers());
            }
            case TIMEOUT -> {}
        }
    }

    @Override
    public void blockCommitted(CommittedBlock block) {
        leaderViews.committed(block);
        if (block.path() == CommitPath.LIVE) {
            countMissed(VotePhase.VOTE, quorumCertificates.find(block.proposalView(), block.id()));
            countMissed(VotePhase.VOTE2, doubleCertificates.find(block.proposalView(), block.id()));
        }
    }

    /**
     * The voting power that takes part.
     *
     * @return share of the power seen voting within the last {@value Participation#WINDOW} certified views, 0 to 1
     */
    public double participatingPowerRatio() {
        return current.powerRatio();
    }

    private void countMissed(VotePhase phase, @Nullable CertificateEvent certificate) {
        Participation set = current;
        if (certificate != null
                && certificate.signers().size() > 0
                && set.ownIndex() >= 0
                && certificate.view() >= set.firstView()
                && !certificate.signers().contains(set.ownIndex())
                && ownVotes.lacks(certificate.view(), phase, certificate.block())) {
            votesMissed.of(phase).increment();
        }
    }

    private void replace(Participation changed) {
        current = changed;
        publish(changed);
    }

    private void publish(Participation set) {
        setSize.set(set.size());
        inSet.set(set.ownIndex() >= 0 ? 1L : 0L);
    }
}

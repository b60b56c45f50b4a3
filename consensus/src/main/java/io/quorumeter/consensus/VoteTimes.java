package io.quorumeter.consensus;

import static io.quorumeter.consensus.ConsensusFamilies.FULL_DELAY;
import static io.quorumeter.consensus.ConsensusFamilies.VOTES_WITHHELD;
import static io.quorumeter.consensus.ConsensusFamilies.VOTE_DELAY;
import static io.quorumeter.consensus.ConsensusFamilies.VOTE_PROCESSING;

import io.quorumeter.Bounds;
import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How long votes take, at the replica that collects them, and why own ones are not cast. The delay of each vote is looked at only when the
 * collector keeps details; votes may come from any thread.
 */
final class VoteTimes {
    /** What is voted for in a phase, since when, and how many have. */
    private record Ballot(long view, BlockId block, long begun, int validators, AtomicInteger votes) {}

    private final By<WithheldReason, Counter> withheld;
    private final By<VotePhase, Timer> processing;
    private final By<VotePhase, Timer> delay;
    private final By<VotePhase, Timer> full;
    private final boolean detailed;
    private final ValidatorSchedule schedule;
    private final Following following;
    private volatile @Nullable Ballot first;
    private volatile @Nullable Ballot second;

    VoteTimes(MetricsCollector metrics, Bounds protocolTimes, ValidatorSchedule schedule, Following following) {
        this.following = following;
        this.schedule = schedule;
        withheld = VOTES_WITHHELD.on(metrics);
        processing = VOTE_PROCESSING.on(metrics);
        delay = VOTE_DELAY.bounds(protocolTimes).on(metrics);
        full = FULL_DELAY.bounds(protocolTimes).on(metrics);
        detailed = delay.of(VotePhase.VOTE) != Timer.noop();
    }

    void withheld(WithheldReason reason) {
        withheld.of(reason).increment();
    }

    void processed(VotePhase phase, long nanos) {
        processing.of(phase).record(nanos);
    }

    void proposed(SentProposal proposal) {
        if (detailed) {
            first = ballot(proposal.view(), proposal.id(), proposal.nanos());
        }
    }

    /** A certificate was formed here; of first votes, it is what the second ones are for. */
    void formed(CertificateEvent certificate) {
        if (detailed && certificate.kind() == CertificateKind.QUORUM) {
            second = ballot(certificate.view(), certificate.block(), certificate.nanos());
        }
    }

    private Ballot ballot(long view, BlockId block, long begun) {
        return new Ballot(view, block, begun, schedule.of(view).validators().size(), new AtomicInteger());
    }

    void received(long view, VotePhase phase, BlockId block, VoteResult result, long nanos) {
        if (!detailed || (result != VoteResult.ACCEPTED && result != VoteResult.LATE)) {
            return;
        }
        Ballot ballot = phase == VotePhase.VOTE ? first : second;
        if (ballot != null && ballot.view == view && ballot.block.equals(block) && following.isWhole(ballot.begun)) {
            long passed = Math.max(nanos - ballot.begun, 0);
            delay.of(phase).record(passed);
            if (ballot.votes.incrementAndGet() == ballot.validators) {
                full.of(phase).record(passed);
            }
        }
    }
}

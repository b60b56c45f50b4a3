package io.quorumeter.consensus;

import static io.quorumeter.consensus.ConsensusFamily.BLOCKS_PROPOSED;
import static io.quorumeter.consensus.ConsensusFamily.LAST_VOTED_VIEW;
import static io.quorumeter.consensus.ConsensusFamily.PROPOSALS_RECEIVED;
import static io.quorumeter.consensus.ConsensusFamily.SAFETY_STATE_PERSIST;
import static io.quorumeter.consensus.ConsensusFamily.VOTES_RECEIVED;
import static io.quorumeter.consensus.ConsensusFamily.VOTES_SENT;

import io.quorumeter.By;
import io.quorumeter.By2;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.binding.Families;

/** Votes. A received one costs one counter: at many validators this is what a replica does most. */
final class VoteMetrics {
    private final By<VotePhase, Counter> sent;
    private final By2<VotePhase, VoteResult, Counter> received;
    private final Gauge lastVotedView;

    VoteMetrics(Families families) {
        sent = families.counter(VOTES_SENT)
                .causedBy(families.names(PROPOSALS_RECEIVED, SAFETY_STATE_PERSIST))
                .by("phase", VotePhase.class)
                .create();
        lastVotedView = families.gauge(LAST_VOTED_VIEW)
                .causedBy(families.names(VOTES_SENT))
                .create();
        received = families.counter(VOTES_RECEIVED)
                .causedBy(families.names(BLOCKS_PROPOSED))
                .by("phase", VotePhase.class)
                .by("result", VoteResult.class)
                .create();
    }

    void restored(long durableView) {
        lastVotedView.set(durableView);
    }

    void sent(long view, VotePhase phase) {
        sent.of(phase).increment();
        if (phase == VotePhase.VOTE && view > lastVotedView.longValue()) {
            lastVotedView.set(view);
        }
    }

    void received(VotePhase phase, VoteResult result) {
        received.of(phase, result).increment();
    }
}

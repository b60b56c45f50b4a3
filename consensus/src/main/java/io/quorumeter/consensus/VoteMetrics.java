package io.quorumeter.consensus;

import static io.quorumeter.consensus.ConsensusFamilies.LAST_VOTED_VIEW;
import static io.quorumeter.consensus.ConsensusFamilies.VOTES_RECEIVED;
import static io.quorumeter.consensus.ConsensusFamilies.VOTES_SENT;

import io.quorumeter.By;
import io.quorumeter.By2;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.MetricsCollector;

/** Votes. A received one costs one counter: at many validators this is what a replica does most. */
final class VoteMetrics {
    private final By<VotePhase, Counter> sent;
    private final By2<VotePhase, VoteResult, Counter> received;
    private final Gauge lastVotedView;

    VoteMetrics(MetricsCollector metrics) {
        sent = VOTES_SENT.on(metrics);
        lastVotedView = LAST_VOTED_VIEW.on(metrics);
        received = VOTES_RECEIVED.on(metrics);
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

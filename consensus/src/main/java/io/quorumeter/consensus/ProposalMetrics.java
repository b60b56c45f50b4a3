package io.quorumeter.consensus;

import static io.quorumeter.consensus.ConsensusFamilies.BLOCKS_PROPOSED;
import static io.quorumeter.consensus.ConsensusFamilies.PROPOSALS_RECEIVED;
import static io.quorumeter.consensus.ConsensusFamilies.PROPOSED_HEIGHT;
import static io.quorumeter.consensus.ConsensusFamilies.PROPOSED_VIEW;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.MetricsCollector;
import org.jspecify.annotations.Nullable;

/** Proposals, own and received. What is told of received ones may come from any thread. */
final class ProposalMetrics {
    private final By<ProposalResult, Counter> received;
    private final Counter proposed;
    private final Gauge height;
    private final Gauge view;
    private @Nullable SentProposal lastSent;

    ProposalMetrics(MetricsCollector metrics) {
        received = PROPOSALS_RECEIVED.on(metrics);
        proposed = BLOCKS_PROPOSED.on(metrics);
        height = PROPOSED_HEIGHT.on(metrics);
        view = PROPOSED_VIEW.on(metrics);
    }

    void restored() {
        lastSent = null;
    }

    /** Counts the proposal and says whether it is news. */
    boolean sent(SentProposal proposal) {
        if (sentAgo(proposal.view(), proposal.id(), proposal.nanos()) >= 0) {
            return false;
        }
        lastSent = proposal;
        recorded(proposal.height(), proposal.view());
        return true;
    }

    void recorded(long proposedHeight, long proposedView) {
        proposed.increment();
        height.set(proposedHeight);
        view.set(proposedView);
    }

    /** Nanoseconds since this block was proposed here in this view, at least 0; −1 when it was not, or another one since. */
    long sentAgo(long view, BlockId block, long now) {
        SentProposal last = lastSent;
        return last != null && last.view() == view && last.id().equals(block) ? Math.max(now - last.nanos(), 0) : -1;
    }

    void decided(ProposalResult result) {
        received.of(result).increment();
    }
}

package io.quorumeter.consensus;

import static io.quorumeter.consensus.ValidatorFamilies.LEADER_VIEWS;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.MetricsCollector;
import org.jspecify.annotations.Nullable;

/** What becomes of the views that this validator leads. Called by the thread that tells of the replica's own state. */
final class OwnLeaderViews {
    /** Own proposals remembered, to be recognised when they are committed. */
    private static final int PROPOSALS = 256;

    private final By<LeaderViewOutcome, Counter> outcomes;
    private final @Nullable SentProposal[] sent = new SentProposal[PROPOSALS];
    private boolean leads;
    private boolean proposed;
    private long view;

    OwnLeaderViews(MetricsCollector metrics) {
        outcomes = LEADER_VIEWS.on(metrics);
    }

    void restored() {
        leads = false;
    }

    void entered(long newView, boolean asLeader) {
        if (leads && newView == view) {
            return;
        }
        leads = asLeader;
        proposed = false;
        view = newView;
    }

    void proposed(SentProposal proposal) {
        proposed |= leads && proposal.view() == view;
        sent[slot(proposal.view())] = proposal;
    }

    void left(long oldView, ViewOutcome outcome) {
        if (!leads || oldView != view) {
            return;
        }
        leads = false;
        boolean certified = outcome == ViewOutcome.CERTIFIED;
        outcomes.of(
                        certified
                                ? LeaderViewOutcome.CERTIFIED
                                : proposed ? LeaderViewOutcome.TIMED_OUT : LeaderViewOutcome.MISSED)
                .increment();
    }

    void committed(CommittedBlock block) {
        int slot = slot(block.proposalView());
        SentProposal own = sent[slot];
        if (own != null && own.view() == block.proposalView() && own.id().equals(block.id())) {
            sent[slot] = null;
            outcomes.of(LeaderViewOutcome.COMMITTED).increment();
        }
    }

    private static int slot(long view) {
        return (int) (view & PROPOSALS - 1);
    }
}

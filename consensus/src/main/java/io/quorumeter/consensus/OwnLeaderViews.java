package io.quorumeter.consensus;

import static io.quorumeter.consensus.ConsensusFamily.BLOCKS_COMMITTED;
import static io.quorumeter.consensus.ConsensusFamily.VIEWS_ENTERED;
import static io.quorumeter.consensus.ValidatorFamily.LEADER_VIEWS;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.binding.Families;
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

    OwnLeaderViews(Families families) {
        outcomes = families.counter(LEADER_VIEWS)
                .causedBy(families.names(VIEWS_ENTERED, BLOCKS_COMMITTED))
                .by("outcome", LeaderViewOutcome.class)
                .create();
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

package io.quorumeter.consensus.safety;

import static io.quorumeter.consensus.SafetyViolation.OWN_DOUBLE_VOTE;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.VotePhase;

/** Judges what this replica signs itself. Called by the thread that tells of the replica's own state. */
final class OwnVoting {
    private final Findings findings;
    private final Epochs epochs;
    private final OwnVotes votes;
    private final OwnVotes votes2;

    OwnVoting(Findings findings, Epochs epochs, int window) {
        this.findings = findings;
        this.epochs = epochs;
        this.votes = new OwnVotes(window);
        this.votes2 = new OwnVotes(window);
    }

    void voteSent(long view, VotePhase phase, BlockId block, long justifyView, long nanos) {
        OwnVotes mine = phase == VotePhase.VOTE ? votes : votes2;
        BlockId before = mine.find(view);
        findings.checked(1);
        if (before == null) {
            mine.add(view, block);
        } else if (!before.equals(block)) {
            Statement statement = phase == VotePhase.VOTE ? Statement.VOTE : Statement.VOTE2;
            findings.violation(
                    OWN_DOUBLE_VOTE,
                    view,
                    epochs.of(view).members(),
                    nanos,
                    Testimony.of(statement, view, before, -1),
                    Testimony.of(statement, view, block, justifyView));
        }
    }
}

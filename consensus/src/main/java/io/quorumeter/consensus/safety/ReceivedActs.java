package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.VotePhase;

/** Judges what validators sign, by what they signed before. Safe from any thread. */
final class ReceivedActs {
    private final Findings findings;
    private final Epochs epochs;
    private final Horizon horizon;
    private final Digests digests;

    ReceivedActs(Findings findings, Epochs epochs, Horizon horizon, Digests digests) {
        this.findings = findings;
        this.epochs = epochs;
        this.horizon = horizon;
        this.digests = digests;
    }

    void vote(
            long view,
            VotePhase phase,
            int validator,
            BlockId block,
            long justifyView,
            Verification verification,
            long ref,
            long nanos) {
        if (verification != Verification.VERIFIED) {
            findings.skipped(SkipReason.UNVERIFIED_SIGNATURE);
            return;
        }
        if (!horizon.accepts(view)) {
            findings.skipped(SkipReason.OUTSIDE_WINDOW);
            return;
        }
        Epochs.Epoch epoch = epochs.of(view);
        if (!epoch.members().contains(validator)) {
            findings.skipped(SkipReason.EPOCH_CHANGE);
            return;
        }
        long name = digests.name(block);
        long other = epoch.acts().vote(phase.ordinal(), validator, view, name, justifyView);
        if (other != 0) {
            conflict(epoch.members(), view, phase, validator, block, justifyView, other, ref, nanos);
        }
    }

    private void conflict(
            Members members,
            long view,
            VotePhase phase,
            int validator,
            BlockId block,
            long justifyView,
            long other,
            long ref,
            long nanos) {
        if (other == ActTable.UNCHECKED) {
            findings.skipped(SkipReason.OUTSIDE_WINDOW);
            return;
        }
        boolean first = phase == VotePhase.VOTE;
        Statement statement = first ? Statement.VOTE : Statement.VOTE2;
        findings.act(
                first ? ByzantineAct.DOUBLE_VOTE : ByzantineAct.DOUBLE_VOTE2,
                view,
                validator,
                members,
                nanos,
                Testimony.of(statement, view, digests.block(other), -1),
                new Testimony(statement, view, block, justifyView, findings.signed(ref)));
    }
}

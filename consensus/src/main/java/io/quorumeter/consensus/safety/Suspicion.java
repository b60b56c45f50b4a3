package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.ViewChangeKind;
import io.quorumeter.consensus.VotePhase;

/**
 * Looks closer at an act that may contradict another one of the same validator, and accuses it with both. Made only when something is
 * wrong, or came in an unusual order.
 */
record Suspicion(Rules rules, Findings findings, Epochs.Epoch epoch, Digests digests, int validator, long nanos) {
    void vote(int answer, VotePhase phase, long view, BlockId block, long justifyView, long ref) {
        if (answer == ActTable.UNCHECKED) {
            findings.skipped(SkipReason.OUTSIDE_WINDOW);
            return;
        }
        boolean first = phase == VotePhase.VOTE;
        Statement statement = first ? Statement.VOTE : Statement.VOTE2;
        Testimony now = new Testimony(statement, view, block, justifyView, "");
        if ((answer & ActTable.DOUBLE) != 0) {
            accuse(first ? ByzantineAct.DOUBLE_VOTE : ByzantineAct.DOUBLE_VOTE2, view, statement, view, now, ref);
        }
        if ((answer & ActTable.SUSPECT) == 0 || !checksLocks()) {
            return;
        }
        if (first && justifyView >= 0) {
            brokenBy(ByzantineAct.LOCK_VIOLATION, view, justifyView, now, ref);
        }
        if (first == rules.votesBind()) {
            breaks(view, first ? justifyView : view, now, ref);
        }
    }

    void claim(int answer, ViewChangeKind kind, long view, long lockView, long ref) {
        if (answer == ActTable.UNCHECKED) {
            findings.skipped(SkipReason.OUTSIDE_WINDOW);
            return;
        }
        boolean timeout = kind == ViewChangeKind.TIMEOUT;
        Testimony now = new Testimony(timeout ? Statement.TIMEOUT : Statement.STATUS, view, BlockId.NONE, lockView, "");
        if ((answer & ActTable.DOUBLE) != 0) {
            accuse(ByzantineAct.DOUBLE_TIMEOUT, view, Statement.TIMEOUT, view, now, ref);
        }
        if ((answer & ActTable.SUSPECT) != 0 && checksLocks()) {
            brokenBy(ByzantineAct.LOCK_CONCEALMENT, view, lockView, now, ref);
        }
    }

    private boolean checksLocks() {
        if (!rules.fitsLocks()) {
            findings.skipped(SkipReason.VARIANT_MISMATCH);
        }
        return rules.hasLocks();
    }

    /** The act names a rank below the one that an act in an earlier view bound to. */
    private void brokenBy(ByzantineAct type, long view, long rank, Testimony now, long ref) {
        long floor = epoch.members().firstView();
        long bound = epoch.acts().boundBelow(validator, view, rank, floor);
        if (bound != ActTable.NONE) {
            accuse(type, view, rules.votesBind() ? Statement.VOTE : Statement.VOTE2, bound, now, ref);
        } else if (rank + 1 < floor) {
            findings.skipped(SkipReason.EPOCH_CHANGE);
        } else if (rank + 1 < view - rules.window() + 1) {
            findings.skipped(SkipReason.OUTSIDE_WINDOW);
        }
    }

    /** The act binds, and acts in later views that came before it name a lower rank. */
    private void breaks(long view, long rank, Testimony now, long ref) {
        if (rank < 0) {
            return;
        }
        long vote = epoch.acts().lowVoteAbove(validator, view, rank, epoch.end());
        if (vote != ActTable.NONE) {
            accuse(ByzantineAct.LOCK_VIOLATION, vote, Statement.VOTE, vote, now, ref);
        }
        long claim = epoch.acts().lowClaimAbove(validator, view, rank, epoch.end());
        if (claim != ActTable.NONE) {
            accuse(ByzantineAct.LOCK_CONCEALMENT, claim, Statement.STATUS, claim, now, ref);
        }
    }

    /** Holds what is told now against the validator, with what it signed for another view, or this one, before. */
    private void accuse(ByzantineAct type, long view, Statement statement, long other, Testimony now, long ref) {
        findings.act(type, view, validator, epoch.members(), nanos, () -> new Testimony[] {
            known(statement, other),
            new Testimony(now.statement(), now.view(), now.block(), now.justifyView(), findings.signed(ref))
        });
    }

    /** What the table remembers of an act. */
    private Testimony known(Statement statement, long view) {
        int phase = switch (statement) {
            case VOTE -> 0;
            case VOTE2 -> 1;
            default -> ActTable.CLAIM;
        };
        long name = phase == ActTable.CLAIM ? 0 : epoch.acts().name(phase, validator, view);
        return new Testimony(
                statement,
                view,
                name == 0 ? BlockId.NONE : digests.block(view, name),
                epoch.acts().justify(phase, validator, view),
                findings.signed(epoch.acts().ref(phase, validator, view)));
    }
}

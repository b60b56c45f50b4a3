package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.ViewChangeKind;
import io.quorumeter.consensus.VotePhase;
import java.util.function.Supplier;

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
            ActTable.OtherVote other = new ActTable.OtherVote(view, block, justifyView, ref);
            epoch.acts().contradicted(phase.ordinal(), validator, other);
            ByzantineAct act = first ? ByzantineAct.DOUBLE_VOTE : ByzantineAct.DOUBLE_VOTE2;
            accuse(act, view, () -> firstVote(phase, view), now, ref);
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
            accuse(ByzantineAct.DOUBLE_TIMEOUT, view, () -> claimed(Statement.TIMEOUT, view), now, ref);
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
            breaking(
                    type,
                    rank,
                    view,
                    () -> rules.votesBind() ? highestVote(bound) : firstVote(VotePhase.VOTE2, bound),
                    now,
                    ref);
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
        ActTable acts = epoch.acts();
        long end = epoch.end();
        for (long low = acts.lowVoteAbove(validator, view, rank, end);
                low != ActTable.NONE;
                low = acts.lowVoteAbove(validator, low, rank, end)) {
            long at = low;
            ActTable.Justifies justifies = acts.justifies(validator, at);
            boolean another = justifies.lowest() == 0 && justifies.highest() < rank;
            long justify = another ? justifies.highest() : justifies.lowest();
            breaking(ByzantineAct.LOCK_VIOLATION, justify, at, () -> lowestVote(at), now, ref);
        }
        for (long low = acts.lowClaimAbove(validator, view, rank, end);
                low != ActTable.NONE;
                low = acts.lowClaimAbove(validator, low, rank, end)) {
            long at = low;
            long lock = acts.lock(validator, at);
            breaking(ByzantineAct.LOCK_CONCEALMENT, lock, at, () -> claimed(Statement.STATUS, at), now, ref);
        }
    }

    /** By the rank that is too low, which must be meant. */
    private void breaking(
            ByzantineAct type, long rank, long view, Supplier<Testimony> before, Testimony now, long ref) {
        Ranks.Kind kind = type == ByzantineAct.LOCK_VIOLATION ? Ranks.Kind.VOTE : Ranks.Kind.CLAIM;
        rules.ranks.judge(kind, rank, () -> accuse(type, view, before, now, ref));
    }

    /** Holds what is told now against the validator, with what it signed for another view, or this one, before. */
    private void accuse(ByzantineAct type, long view, Supplier<Testimony> before, Testimony now, long ref) {
        findings.act(type, view, validator, epoch.members(), nanos, () -> new Testimony[] {
            before.get(),
            new Testimony(now.statement(), now.view(), now.block(), now.justifyView(), findings.signed(ref))
        });
    }

    private Testimony claimed(Statement statement, long view) {
        long lock = epoch.acts().lock(validator, view);
        return new Testimony(statement, view, BlockId.NONE, lock, signed(ActTable.CLAIM, view));
    }

    /** Its vote for the first block of a view. */
    private Testimony firstVote(VotePhase phase, long view) {
        boolean first = phase == VotePhase.VOTE;
        long justify = first ? epoch.acts().justifies(validator, view).ofTheFirstBlock() : view;
        boolean hasRef = first || !rules.votesBind();
        return new Testimony(
                first ? Statement.VOTE : Statement.VOTE2,
                view,
                firstBlock(phase, view),
                justify,
                hasRef ? signed(phase.ordinal(), view) : "");
    }

    /** Its vote with the lowest justify in a view. */
    private Testimony lowestVote(long view) {
        ActTable.Justifies justifies = epoch.acts().justifies(validator, view);
        return justifies.lowestIsAnothers()
                ? otherVote(view, justifies.lowest())
                : vote(view, justifies.lowest(), signed(VotePhase.VOTE.ordinal(), view));
    }

    /** Its vote with the highest justify in a view, where votes bind. */
    private Testimony highestVote(long view) {
        ActTable.Justifies justifies = epoch.acts().justifies(validator, view);
        return justifies.highestIsAnothers()
                ? otherVote(view, justifies.highest())
                : vote(view, justifies.highest(), signed(VotePhase.VOTE2.ordinal(), view));
    }

    private Testimony vote(long view, long justify, String signed) {
        return new Testimony(Statement.VOTE, view, firstBlock(VotePhase.VOTE, view), justify, signed);
    }

    private Testimony otherVote(long view, long justify) {
        ActTable.OtherVote other = epoch.acts().other(VotePhase.VOTE.ordinal(), validator, view);
        return other == null || other.justifyView() != justify
                ? Testimony.of(Statement.VOTE, view, BlockId.NONE, justify)
                : new Testimony(Statement.VOTE, view, other.block(), justify, findings.signed(other.ref()));
    }

    private BlockId firstBlock(VotePhase phase, long view) {
        long name = epoch.acts().name(phase.ordinal(), validator, view);
        return name == 0 ? BlockId.NONE : digests.block(view, name);
    }

    private String signed(int phase, long view) {
        return findings.signed(epoch.acts().ref(phase, validator, view));
    }
}

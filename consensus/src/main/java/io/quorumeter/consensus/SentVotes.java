package io.quorumeter.consensus;

import org.jspecify.annotations.Nullable;

/**
 * What this replica voted for in the last {@value #VIEWS} views, in each phase. A leader stops collecting at a quorum, so that a vote is
 * in no certificate does not say that it was not cast. Called by the thread that tells of the replica's own state.
 */
final class SentVotes {
    private static final int VIEWS = 256;

    private final long[][] views = new long[VotePhase.values().length][VIEWS];
    private final @Nullable BlockId[][] blocks = new BlockId[VotePhase.values().length][VIEWS];
    private long forgotten = -1;

    /** A replica that starts does not know what it voted for up to this view. */
    void restored(long lastVotedView) {
        forgotten = lastVotedView;
    }

    void sent(long view, VotePhase phase, BlockId block) {
        int slot = (int) (view & VIEWS - 1);
        views[phase.ordinal()][slot] = view;
        blocks[phase.ordinal()][slot] = block;
    }

    /** Whether it is sure that the replica did not vote for this block. */
    boolean lacks(long view, VotePhase phase, BlockId block) {
        int slot = (int) (view & VIEWS - 1);
        long known = views[phase.ordinal()][slot];
        boolean voted = known == view && block.equals(blocks[phase.ordinal()][slot]);
        return !voted && known <= view && view > forgotten;
    }
}

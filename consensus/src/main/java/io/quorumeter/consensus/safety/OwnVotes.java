package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.BlockId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What this replica voted for in each of the last views, in one phase. Called by one thread at a time. */
final class OwnVotes {
    private final long[] views;
    private final @Nullable BlockId[] blocks;

    /** {@code window} is a power of two. */
    OwnVotes(int window) {
        views = new long[window];
        blocks = new BlockId[window];
        Arrays.fill(views, -1);
    }

    /** What was voted for in this view, null when nothing was, or it is not remembered. */
    @Nullable
    BlockId find(long view) {
        int slot = (int) view & views.length - 1;
        return views[slot] == view ? blocks[slot] : null;
    }

    /** Notes a vote, unless one of a later view stands in its place. */
    void add(long view, BlockId block) {
        int slot = (int) view & views.length - 1;
        if (view > views[slot]) {
            views[slot] = view;
            blocks[slot] = block;
        }
    }
}

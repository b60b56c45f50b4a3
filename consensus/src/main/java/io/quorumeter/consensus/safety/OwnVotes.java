package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.BlockId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What this replica signed for in each of the last views: its proposal, or its vote in one phase. Called by one thread at a time. */
final class OwnVotes {
    private final long[] views;
    private final @Nullable BlockId[] blocks;
    private final long[] justifies;

    /** {@code window} is a power of two. */
    OwnVotes(int window) {
        views = new long[window];
        blocks = new BlockId[window];
        justifies = new long[window];
        clear();
    }

    void clear() {
        Arrays.fill(views, -1);
    }

    /** What was voted for in this view, null when nothing was, or it is not remembered. */
    @Nullable
    BlockId find(long view) {
        int slot = (int) view & views.length - 1;
        return views[slot] == view ? blocks[slot] : null;
    }

    /** The view of the justify of what was {@linkplain #find found} in this view. */
    long justify(long view) {
        return justifies[(int) view & views.length - 1];
    }

    /** Notes a vote, unless one of a later view stands in its place. */
    void add(long view, BlockId block, long justifyView) {
        int slot = (int) view & views.length - 1;
        if (view > views[slot]) {
            views[slot] = view;
            blocks[slot] = block;
            justifies[slot] = justifyView;
        }
    }
}

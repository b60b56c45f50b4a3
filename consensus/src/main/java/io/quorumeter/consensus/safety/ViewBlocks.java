package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.BlockId;
import org.jspecify.annotations.Nullable;

/**
 * The blocks that each of the last views is about, to be written into evidence and digests, where the table of acts has names only. A view
 * has {@value #PLACES} places, first come, of which blocks that are only voted for take the first {@value #VOTED}, and those that were
 * proposed the first {@value #PROPOSED}: so whoever votes for made-up blocks keeps no block out that has a proposal or a certificate.
 *
 * <p>A hint only: who asks says by what to know the block. Threads may overwrite each other's notes of one view; the next proposal or
 * certificate of the block brings it back. Safe from any thread, without a lock.
 */
final class ViewBlocks {
    private static final int VOTED = 4;
    private static final int PROPOSED = 6;
    private static final int PLACES = 8;

    /** A view, and its places with the blocks in them. */
    private static final long VIEW_BYTES = 8 + PLACES * 56L;

    private final long[] views;
    private final @Nullable BlockId[] blocks;

    /** {@code window} is a power of two. */
    ViewBlocks(int window) {
        views = new long[window];
        blocks = new BlockId[window * PLACES];
    }

    static long bytes(int window) {
        return VIEW_BYTES * window;
    }

    void certified(long view, BlockId block) {
        add(view, block, PLACES);
    }

    void proposed(long view, BlockId block) {
        add(view, block, PROPOSED);
    }

    void voted(long view, BlockId block) {
        add(view, block, VOTED);
    }

    /** Whether the block is among those of the view. */
    boolean knows(long view, BlockId block) {
        int slot = slot(view);
        if (views[slot] != view) {
            return false;
        }
        for (int place = slot * PLACES; place < slot * PLACES + PLACES; place++) {
            BlockId known = blocks[place];
            if (known == null || known.equals(block)) {
                return known != null;
            }
        }
        return false;
    }

    /** The block of a view at one of its places, null when there is none. */
    @Nullable
    BlockId at(long view, int place) {
        int slot = slot(view);
        return views[slot] == view ? blocks[slot * PLACES + place] : null;
    }

    int places() {
        return PLACES;
    }

    private void add(long view, BlockId block, int end) {
        int slot = slot(view);
        if (view > views[slot]) {
            for (int place = slot * PLACES; place < slot * PLACES + PLACES; place++) {
                blocks[place] = null;
            }
            views[slot] = view;
        }
        if (view != views[slot] || knows(view, block)) {
            return;
        }
        for (int place = slot * PLACES; place < slot * PLACES + end; place++) {
            if (blocks[place] == null) {
                blocks[place] = block;
                return;
            }
        }
    }

    private int slot(long view) {
        return (int) view & views.length - 1;
    }
}

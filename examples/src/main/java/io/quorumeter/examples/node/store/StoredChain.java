package io.quorumeter.examples.node.store;

import io.quorumeter.consensus.BlockId;
import java.util.List;

/**
 * The committed chain as it was read from a disk, each block hashed anew and found to extend the one before.
 *
 * @param blocks the blocks of height 1, 2, …
 * @param transactions how many transactions they hold
 */
public record StoredChain(List<BlockId> blocks, long transactions) {

    /** Copies the list. */
    public StoredChain {
        blocks = List.copyOf(blocks);
    }

    /** Returns the height of the last block, 0 if there is none. */
    public int height() {
        return blocks.size();
    }

    /** Returns how many blocks from the first on are the same in both chains. */
    public int commonWith(StoredChain other) {
        int common = Math.min(height(), other.height());
        for (int i = 0; i < common; i++) {
            if (!blocks.get(i).equals(other.blocks.get(i))) {
                return i;
            }
        }
        return common;
    }
}

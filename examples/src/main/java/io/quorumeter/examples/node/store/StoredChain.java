package io.quorumeter.examples.node.store;

import io.quorumeter.consensus.BlockId;
import java.util.List;

/**
 * The committed chain as it was read from a disk, each block hashed anew and found to extend the one before.
 *
 * @param blocks the blocks of height 1, 2, …
 * @param transactions how many transactions each holds
 */
public record StoredChain(List<BlockId> blocks, List<Integer> transactions) {

    /** The chain of a replica that never ran. */
    public static final StoredChain EMPTY = new StoredChain(List.of(), List.of());

    /** Copies the lists. */
    public StoredChain {
        blocks = List.copyOf(blocks);
        transactions = List.copyOf(transactions);
    }

    /** Returns how many transactions the blocks above a height hold. */
    public long transactionsAbove(int height) {
        return transactions.stream().skip(height).mapToLong(Integer::longValue).sum();
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

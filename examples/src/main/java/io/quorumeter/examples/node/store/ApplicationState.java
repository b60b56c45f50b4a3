package io.quorumeter.examples.node.store;

import io.quorumeter.consensus.BlockId;

/**
 * What the application knows after executing the chain up to a height.
 *
 * @param height the last block executed
 * @param transactions how many transactions there were from the first block on
 * @param root digest of all of them in order
 */
public record ApplicationState(long height, long transactions, BlockId root) {

    /** The state before the first block. */
    public static final ApplicationState EMPTY = new ApplicationState(0, 0, BlockId.NONE);
}

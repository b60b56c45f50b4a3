package io.quorumeter.testkit.hotstuff2;

import java.util.List;

/** The replica's access to its transaction pool. Called on the replica's thread; must not throw. */
public interface PayloadSource {
    /**
     * Chooses the transactions of a new block.
     *
     * @param height the height that the block will have
     * @param ancestors the uncommitted blocks that it will extend, the parent first; what they hold is not to be chosen again
     * @return the choice, possibly empty
     */
    Payload select(long height, List<Block> ancestors);

    /**
     * Whether a block's transactions may be voted for.
     *
     * @param block a block whose place in the chain was checked already
     * @param ancestors the uncommitted blocks that it extends, the parent first
     * @return false to refuse the vote
     */
    boolean valid(Block block, List<Block> ancestors);
}

package io.quorumeter.testkit.hotstuff2;

import java.util.List;

/**
 * What a replica finds on disk when it starts.
 *
 * @param safety the last safety state that was persisted
 * @param head the last committed block; the genesis block when there is none
 * @param uncommitted persisted blocks above the head, in any order
 */
public record RestoredState(SafetyState safety, Block head, List<Block> uncommitted) {
    /**
     * Copies the list.
     *
     * @param safety the last safety state that was persisted
     * @param head the last committed block, or the genesis block
     * @param uncommitted persisted blocks above the head, in any order
     */
    public RestoredState {
        uncommitted = List.copyOf(uncommitted);
    }

    /**
     * An empty disk.
     *
     * @param genesis the first block of the chain
     * @return the state of a replica that never ran
     */
    public static RestoredState fresh(Block genesis) {
        return new RestoredState(SafetyState.fresh(genesis.id()), genesis, List.of());
    }
}

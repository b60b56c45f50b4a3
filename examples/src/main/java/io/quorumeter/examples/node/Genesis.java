package io.quorumeter.examples.node;

import io.quorumeter.examples.node.identity.ValidatorSet;
import io.quorumeter.testkit.hotstuff2.Block;
import java.util.List;

/** The first block of a network's chain. */
public final class Genesis {

    private Genesis() {}

    /** Returns the block that names the network, so that no signature and no block of another network is valid in this one. */
    public static Block of(ValidatorSet validators) {
        return Block.genesis(List.of(validators.networkId()));
    }
}

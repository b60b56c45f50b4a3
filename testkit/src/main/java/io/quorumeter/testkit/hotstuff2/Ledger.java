package io.quorumeter.testkit.hotstuff2;

import org.jspecify.annotations.Nullable;

/**
 * Reads the committed chain back from where {@link Effects#persistCommit} put it, to answer replicas that are behind. Sees
 * everything persisted, also what is not durable yet. Called on the replica's thread.
 */
public interface Ledger {
    /**
     * A committed block.
     *
     * @param height 0 or more
     * @return the block, or null when none is held at that height
     */
    @Nullable
    Block block(long height);

    /**
     * The double certificate that a committed block was persisted with.
     *
     * @param height 0 or more
     * @return the certificate, or null when the block was committed as an ancestor, or is not held
     */
    @Nullable
    Certificate certificate(long height);
}

package io.quorumeter.consensus;

/**
 * A committed block whose transactions were executed: {@code ExecutedBlock.of(height, id).root(stateRoot).took(nanos).at(now)}.
 */
public sealed interface ExecutedBlock permits ExecutedFact {
    /** {@return the height of the block} */
    long height();

    /** {@return the block} */
    BlockId id();

    /** {@return the digest of the state after it: {@link BlockId#NONE} when it is not known} */
    BlockId stateRoot();

    /** {@return how long execution took, in nanoseconds} */
    long durationNanos();

    /** {@return when execution ended, by {@link System#nanoTime()}} */
    long nanos();

    /**
     * Describes a block whose transactions were executed.
     *
     * @param height its height
     * @param id the block
     * @return the block without its time
     */
    static Draft of(long height, BlockId id) {
        return new ExecutedFact(height, id, BlockId.NONE, 0, 0);
    }

    /** An executed block whose time is not given yet. Immutable: each method returns another one. */
    sealed interface Draft permits ExecutedFact {
        /**
         * Names the digest of the state after the block.
         *
         * @param stateRoot the digest
         * @return the block with it
         */
        Draft root(BlockId stateRoot);

        /**
         * Names how long execution took; 0 unless called.
         *
         * @param durationNanos nanoseconds, 0 or more
         * @return the block with it
         */
        Draft took(long durationNanos);

        /**
         * Names the time when execution ended.
         *
         * @param nanos {@link System#nanoTime()}
         * @return the block
         */
        ExecutedBlock at(long nanos);
    }
}

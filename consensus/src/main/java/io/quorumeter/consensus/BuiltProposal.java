package io.quorumeter.consensus;

/**
 * A block that this replica put together as leader: {@code BuiltProposal.of(view, id, height).transactions(400).bytes(size)
 * .took(buildNanos).at(now)}.
 */
public sealed interface BuiltProposal permits BuiltFact {
    /** {@return the view that the replica leads} */
    long view();

    /** {@return the block} */
    BlockId id();

    /** {@return its height} */
    long height();

    /** {@return how many transactions it holds} */
    int transactions();

    /** {@return the size of the transactions, in bytes} */
    long payloadBytes();

    /** {@return how long the choice of transactions took, in nanoseconds} */
    long buildNanos();

    /** {@return when it was built, by {@link System#nanoTime()}} */
    long nanos();

    /**
     * Describes a block of a leader.
     *
     * @param view the view that the replica leads
     * @param id the block
     * @param height its height
     * @return the block without its time
     */
    static Draft of(long view, BlockId id, long height) {
        return new BuiltFact(view, id, height, 0, 0, 0, 0);
    }

    /** A block whose time is not given yet. Immutable: each method returns another one. */
    sealed interface Draft permits BuiltFact {
        /**
         * Names how many transactions the block holds; 0 unless called.
         *
         * @param transactions 0 or more
         * @return the block with them
         */
        Draft transactions(int transactions);

        /**
         * Names the size of the transactions; 0 unless called.
         *
         * @param payloadBytes bytes, 0 or more
         * @return the block with it
         */
        Draft bytes(long payloadBytes);

        /**
         * Names how long the choice of transactions took; 0 unless called.
         *
         * @param buildNanos nanoseconds, 0 or more
         * @return the block with it
         */
        Draft took(long buildNanos);

        /**
         * Names the time when the block was built.
         *
         * @param nanos {@link System#nanoTime()}
         * @return the block
         */
        BuiltProposal at(long nanos);
    }
}

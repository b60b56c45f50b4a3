package io.quorumeter.consensus;

/**
 * The durable state with which a replica starts: the baseline of every check on its own behaviour. Comes before every other event, also
 * from a replica that starts for the first time.
 *
 * <pre>{@code
 * Restored.inView(view).voted(votedView, votedId, justifyView).locked(lockView, lockId).committed(height, id, proposalView).at(now)
 * Restored.first(genesisId).at(now)
 * }</pre>
 */
public sealed interface Restored permits RestoredFact {
    /** {@return the view that the replica was in} */
    long view();

    /** {@return the highest view that it voted in, by a first vote: 0 when it never voted} */
    long lastVotedView();

    /** {@return the block of that vote, by which the same vote sent again is known: {@link BlockId#NONE} when it never voted} */
    BlockId lastVotedId();

    /**
     * {@return the view of the certificate that that block extends, as in {@link HotStuff2Listener#voteSent}: −1 when it never voted
     * or the protocol does not sign it}
     */
    long lastVotedJustifyView();

    /** {@return the view of its lock: 0 for genesis} */
    long lockView();

    /** {@return the block of its lock} */
    BlockId lockId();

    /** {@return the height of the last committed block on disk} */
    long committedHeight();

    /** {@return the view that that block was proposed in} */
    long committedView();

    /** {@return the last committed block on disk} */
    BlockId committedId();

    /** {@return the time of the start, by {@link System#nanoTime()}} */
    long nanos();

    /**
     * Describes a replica that starts for the first time: in no view, without a vote, locked on genesis and with nothing else committed.
     *
     * @param genesis the block of height 0
     * @return the state without its time
     */
    static Draft first(BlockId genesis) {
        return new RestoredFact(0, 0, BlockId.NONE, -1, 0, genesis, 0, 0, genesis, 0);
    }

    /**
     * Describes a replica that was in a view; what {@link Draft} does not add is as at the first start.
     *
     * @param view the view
     * @return the state without its time
     */
    static Draft inView(long view) {
        return new RestoredFact(view, 0, BlockId.NONE, -1, 0, BlockId.NONE, 0, 0, BlockId.NONE, 0);
    }

    /** A state whose time is not given yet. Immutable: each method returns another one. */
    sealed interface Draft permits RestoredFact {
        /**
         * Names the last first vote.
         *
         * @param view its view; 0 when the replica never voted
         * @param block its block, by which the same vote sent again is known; {@link BlockId#NONE} when it is not known
         * @param justifyView the view of the certificate that the block extends; −1 when the protocol does not sign it
         * @return the state with it
         */
        Draft voted(long view, BlockId block, long justifyView);

        /**
         * Names the lock.
         *
         * @param view the view of its certificate
         * @param block its block
         * @return the state with it
         */
        Draft locked(long view, BlockId block);

        /**
         * Names the last committed block on disk.
         *
         * @param height its height
         * @param block the block
         * @param proposalView the view that it was proposed in
         * @return the state with it
         */
        Draft committed(long height, BlockId block, long proposalView);

        /**
         * Names the time of the start.
         *
         * @param nanos {@link System#nanoTime()}
         * @return the state
         */
        Restored at(long nanos);
    }
}

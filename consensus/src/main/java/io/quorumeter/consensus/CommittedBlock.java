package io.quorumeter.consensus;

/**
 * A block that a replica committed: one for each height, in the order of heights; each is published on the bus. Made by one of three
 * factories, each for one way to commit, so that views are not given side by side:
 *
 * <pre>{@code
 * CommittedBlock.byDoubleCertificate(height, id, parent, view).transactions(400).bytes(size).at(now)
 * CommittedBlock.byTwoChain(height, id, parent, view, view + 1).proposedIn(ancestorsView).at(now)
 * }</pre>
 */
public sealed interface CommittedBlock permits CommitFact {
    /** {@return the height: 1 more than that of the block committed before it} */
    long height();

    /** {@return the block; {@link BlockId#NONE} when it is not known, as of a commit that a record method reports} */
    BlockId id();

    /** {@return the block committed before it; {@link BlockId#NONE} when it is not known} */
    BlockId parent();

    /** {@return the view that the block was proposed in} */
    long proposalView();

    /**
     * {@return the view of the first certificate: that of the double certificate, or of the first of two certificates in a row, by
     * which the block or its descendant was committed; −1 when it is not known}
     */
    long certificateViewA();

    /**
     * {@return the view of the last certificate that the commit took: that of the double certificate, or of the second of two
     * certificates in a row; −1 when it is not known}
     */
    long certificateViewB();

    /** {@return how the block was committed: by consensus or by catching up} */
    CommitPath path();

    /** {@return how many transactions the block holds; −1 when it is not known, which counts as none} */
    int transactions();

    /** {@return the size of the transactions, in bytes; −1 when it is not known} */
    long payloadBytes();

    /** {@return the time of the commit, by {@link System#nanoTime()}} */
    long nanos();

    /**
     * Describes a block committed by a double certificate, its own or that of a descendant.
     *
     * @param height 1 more than that of the block committed before it
     * @param id the block
     * @param parent the block committed before it
     * @param view the view of the double certificate; also the one that the block was proposed in, unless {@link Draft#proposedIn} says
     *     another
     * @return the commit without its time
     */
    static Draft byDoubleCertificate(long height, BlockId id, BlockId parent, long view) {
        return new CommitFact(height, id, parent, view, view, view, CommitPath.LIVE, 0, 0, 0);
    }

    /**
     * Describes a block committed by two certificates in a row, its own or those of a descendant and its child. Which of the two views is
     * given first does not matter.
     *
     * @param height 1 more than that of the block committed before it
     * @param id the block
     * @param parent the block committed before it
     * @param first the view of the lower certificate; also the one that the block was proposed in, unless {@link Draft#proposedIn} says
     *     another
     * @param second the view of the higher certificate
     * @return the commit without its time
     */
    static Draft byTwoChain(long height, BlockId id, BlockId parent, long first, long second) {
        long low = Math.min(first, second);
        return new CommitFact(height, id, parent, low, low, Math.max(first, second), CommitPath.LIVE, 0, 0, 0);
    }

    /**
     * Describes a block that was obtained as committed while the replica caught up. Whether its certificate allows the commit is not
     * checked; a replica that knows the certificate uses the factory for it, with {@link Draft#path}.
     *
     * @param height 1 more than that of the block committed before it
     * @param id the block
     * @param parent the block committed before it
     * @param view the view that the block was proposed in
     * @return the commit without its time
     */
    static Draft bySync(long height, BlockId id, BlockId parent, long view) {
        return new CommitFact(height, id, parent, view, -1, -1, CommitPath.SYNC, 0, 0, 0);
    }

    /** A commit whose time is not given yet. Immutable: each method returns another one. */
    sealed interface Draft permits CommitFact {
        /**
         * Names the view that the block was proposed in: that of an ancestor, which is committed along with a descendant.
         *
         * @param view the view
         * @return the commit with it
         */
        Draft proposedIn(long view);

        /**
         * Names how the block was committed, where its certificate is known although the replica caught up.
         *
         * @param path by consensus or by catching up
         * @return the commit with it
         */
        Draft path(CommitPath path);

        /**
         * Names how many transactions the block holds; 0 unless called.
         *
         * @param transactions 0 or more
         * @return the commit with them
         */
        Draft transactions(int transactions);

        /**
         * Names the size of the transactions; 0 unless called.
         *
         * @param payloadBytes bytes, 0 or more
         * @return the commit with it
         */
        Draft bytes(long payloadBytes);

        /**
         * Names the time of the commit.
         *
         * @param nanos {@link System#nanoTime()}
         * @return the commit
         */
        CommittedBlock at(long nanos);
    }
}

package io.quorumeter.testkit.hotstuff2;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.VotePhase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What replicas say to each other. A {@code sender} is what the message claims: it is proved by the signature where there
 * is one; for {@link Prepare}, {@link Advance}, {@link Fetch} and {@link Blocks}, whose content proves itself or is harmless,
 * the transport should refuse a sender that is not the peer it came from.
 */
public sealed interface Message {
    /**
     * The validator that the message claims to come from.
     *
     * @return an index, 0 or more
     */
    int sender();

    /**
     * A leader's proposal for the view of its block.
     *
     * @param sender the leader
     * @param block the block
     * @param justify the quorum certificate of the block's parent
     * @param highDouble the highest double certificate that the leader knows, if any
     * @param signature on {@link Statements#proposal}
     */
    record Propose(
            int sender,
            Block block,
            Certificate justify,
            @Nullable Certificate highDouble,
            Signature signature) implements Message {}

    /**
     * A first vote, to the leader of its view, or a second one, to the leader of the next.
     *
     * @param sender the voter
     * @param phase which of the two
     * @param view the view
     * @param block the block voted for
     * @param height its height
     * @param innerView first vote: the view of the certificate of its parent; second: of the certificate voted for
     * @param certificate the certificate voted for; null in a first vote
     * @param signature on {@link Statements#vote}
     */
    record Vote(
            int sender,
            VotePhase phase,
            long view,
            BlockId block,
            long height,
            long innerView,
            @Nullable Certificate certificate,
            Signature signature)
            implements Message {}

    /**
     * The quorum certificate of a view, from its leader to all.
     *
     * @param sender who passes it on
     * @param certificate the certificate
     */
    record Prepare(int sender, Certificate certificate) implements Message {}

    /**
     * The lock of a replica that entered a view without a double certificate of the view before, to the leader.
     *
     * @param sender the replica
     * @param view the view that it entered
     * @param lock its lock
     * @param highDouble the highest double certificate that it knows, if any
     * @param signature on {@link Statements#status}
     */
    record Status(
            int sender,
            long view,
            Certificate lock,
            @Nullable Certificate highDouble,
            Signature signature) implements Message {}

    /**
     * Asks to enter the first view of an epoch, to the leaders of that epoch.
     *
     * @param sender the replica
     * @param view the view wished for
     * @param signature on {@link Statements#wish}
     */
    record Wish(int sender, long view, Signature signature) implements Message {}

    /**
     * Evidence that lets its receiver enter a higher view: a timeout certificate of that view or a double certificate of
     * the view before; also the answer to a replica that asks for a view that is over.
     *
     * @param sender who passes it on
     * @param certificate the timeout or double certificate
     */
    record Advance(int sender, Certificate certificate) implements Message {}

    /**
     * Asks for a block and its ancestors.
     *
     * @param sender who asks
     * @param block the block wanted
     * @param fromHeight the lowest height that the sender misses, 1 or more
     */
    record Fetch(int sender, BlockId block, long fromHeight) implements Message {}

    /**
     * Answers a {@link Fetch}: a chain in ascending order that ends in the block asked for; or, when that is far ahead or
     * not known, committed blocks from the height asked for, with the double certificate of the last; or nothing.
     *
     * @param sender who answers
     * @param wanted the block that was asked for
     * @param blocks consecutive blocks, each the parent of the next
     * @param doubleCertificate of the last block; null when the chain ends in the block asked for
     */
    record Blocks(
            int sender,
            BlockId wanted,
            List<Block> blocks,
            @Nullable Certificate doubleCertificate) implements Message {
        /**
         * Copies the list.
         *
         * @param sender the replica that answers
         * @param wanted the block that was asked for
         * @param blocks consecutive blocks in ascending order; may be empty
         * @param doubleCertificate of the last block, or null
         */
        public Blocks {
            blocks = List.copyOf(blocks);
        }
    }
}

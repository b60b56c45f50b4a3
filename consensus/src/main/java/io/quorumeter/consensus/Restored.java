package io.quorumeter.consensus;

/**
 * The durable state with which a replica starts: the baseline of every check on its own behaviour. Told before anything
 * else, also by a replica that starts for the first time (then all zero, with the identity of the genesis block).
 *
 * @param view the view that it was in
 * @param lastVotedView the highest view that it voted in, by a first vote
 * @param lastVotedId the block of that vote, by which the same vote sent again is known; {@link BlockId#NONE} when it never voted
 * @param lastVotedJustifyView the view of the certificate that that block extends, as in {@link HotStuff2Listener#voteSent}; −1 when it
 *     never voted or the protocol does not sign it
 * @param lockView the view of its lock
 * @param lockId the block of its lock
 * @param committedHeight the height of the last committed block on disk
 * @param committedView the view that that block was proposed in
 * @param committedId that block
 * @param nanos {@link System#nanoTime()} of the start
 */
public record Restored(
        long view,
        long lastVotedView,
        BlockId lastVotedId,
        long lastVotedJustifyView,
        long lockView,
        BlockId lockId,
        long committedHeight,
        long committedView,
        BlockId committedId,
        long nanos) {}

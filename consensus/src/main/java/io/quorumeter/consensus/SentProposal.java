package io.quorumeter.consensus;

/**
 * A proposal of this replica on its way to the others. A proposal that is sent again is not told again.
 *
 * @param view the view that it leads
 * @param id the block
 * @param height its height
 * @param parent the block that it extends
 * @param justifyView the view of the certificate of the parent
 * @param nanos {@link System#nanoTime()} when it was handed to the network
 */
public record SentProposal(long view, BlockId id, long height, BlockId parent, long justifyView, long nanos) {}

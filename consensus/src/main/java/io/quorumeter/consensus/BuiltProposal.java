package io.quorumeter.consensus;

/**
 * A block that this replica put together as leader.
 *
 * @param view the view that it leads
 * @param id the block
 * @param height its height
 * @param transactions how many transactions it holds
 * @param payloadBytes their size in bytes
 * @param buildNanos how long the choice of transactions took, in nanoseconds
 * @param nanos {@link System#nanoTime()} when it was built
 */
public record BuiltProposal(
        long view, BlockId id, long height, int transactions, long payloadBytes, long buildNanos, long nanos) {}

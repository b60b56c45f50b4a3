package io.quorumeter.consensus;

/**
 * A committed block whose transactions were executed.
 *
 * @param height its height
 * @param id the block
 * @param stateRoot the digest of the state after it
 * @param durationNanos how long execution took, in nanoseconds
 * @param nanos {@link System#nanoTime()} when it ended
 */
public record ExecutedBlock(long height, BlockId id, BlockId stateRoot, long durationNanos, long nanos) {}

package io.quorumeter.consensus;

/**
 * A block that a replica committed. Told once for each height, in the order of heights.
 *
 * @param height 1 more than that of the block committed before it
 * @param id the block
 * @param parent the block committed before it
 * @param proposalView the view that it was proposed in
 * @param commitView the view of the last certificate that this took, whatever view the replica is in: {@code certificateViewA} in the
 *     basic variant, {@code certificateViewB} in the pipelined one
 * @param certificateViewA basic variant: the view of the double certificate; pipelined: of the first of the two
 *     consecutive certificates. Of an ancestor that is committed along, these are the descendant's
 * @param certificateViewB basic variant: the view of the certificate inside the double certificate, which is the same; pipelined: of
 *     the second of the two, one higher
 * @param path by consensus or by catching up
 * @param transactions how many transactions it holds
 * @param payloadBytes their size in bytes
 * @param nanos {@link System#nanoTime()} of the commit
 */
public record CommittedBlock(
        long height,
        BlockId id,
        BlockId parent,
        long proposalView,
        long commitView,
        long certificateViewA,
        long certificateViewB,
        CommitPath path,
        int transactions,
        long payloadBytes,
        long nanos) {}

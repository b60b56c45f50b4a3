package io.quorumeter.consensus;

/**
 * A proposal that arrived and whose signature was looked at; the replica's own are not among them.
 *
 * @param view the view that it is for
 * @param proposer the validator that signed it, −1 when unknown
 * @param id the block
 * @param height its height, as it claims
 * @param parent the block that it extends, as it claims
 * @param justifyView the view of the certificate that it carries for its parent
 * @param justifyId the block of that certificate
 * @param verification whether the proposer's signature was checked
 * @param ref the host's reference to the message, 0 for none
 * @param nanos {@link System#nanoTime()} when it arrived
 */
public record ReceivedProposal(
        long view,
        int proposer,
        BlockId id,
        long height,
        BlockId parent,
        long justifyView,
        BlockId justifyId,
        Verification verification,
        long ref,
        long nanos) {}

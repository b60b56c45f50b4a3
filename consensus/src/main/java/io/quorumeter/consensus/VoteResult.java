package io.quorumeter.consensus;

/**
 * What a replica did with a vote that it received.
 */
public enum VoteResult {
    /** Counted towards a certificate. */
    ACCEPTED,
    /** The same vote was counted before. */
    DUPLICATE,
    /** For a certificate that was complete already. */
    LATE,
    /** For a view that is over, or that this replica does not collect votes of. */
    STALE,
    /** For a view too far ahead to be kept. */
    FUTURE,
    /** Its signature, or that of the certificate inside, does not verify. */
    INVALID_SIGNATURE,
    /** Its sender is not in the validator set. */
    UNKNOWN_SIGNER,
    /** The sender voted for another block in the same view and phase. */
    CONFLICTING
}

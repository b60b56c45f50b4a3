package io.quorumeter.consensus;

/**
 * What a replica did with a view-change message that it received.
 */
public enum ViewChangeResult {
    /** Counted. */
    ACCEPTED,
    /** The same message was counted before. */
    DUPLICATE,
    /** For a view that is over. */
    STALE,
    /** For a view too far ahead to be kept. */
    FUTURE,
    /** Its signature, or that of a certificate inside, does not verify. */
    INVALID_SIGNATURE,
    /** Its sender is not in the validator set. */
    UNKNOWN_SIGNER,
    /** The sender said something else before in the same view. */
    CONFLICTING
}

package io.quorumeter.consensus;

/**
 * What a replica did with a proposal that it received.
 */
public enum ProposalResult {
    /** Valid; the replica votes for it. */
    ACCEPTED,
    /** The same proposal was decided on before. */
    DUPLICATE,
    /** For a view that is over. */
    STALE_VIEW,
    /** For a view too far ahead to be kept, or kept and never reached. */
    FUTURE_VIEW,
    /** Its sender does not lead the view. */
    WRONG_LEADER,
    /** Its signature does not verify. */
    INVALID_SIGNATURE,
    /** A certificate inside it is not valid. */
    INVALID_CERTIFICATE,
    /** The certificate that it extends ranks below the lock. */
    JUSTIFY_BELOW_LOCK,
    /** Its parent is not the block of the certificate that it extends. */
    PARENT_MISMATCH,
    /** Its height is not that of the parent plus one. */
    HEIGHT_MISMATCH,
    /** Its transactions are refused. */
    INVALID_PAYLOAD,
    /** Its parent did not arrive while the view lasted. */
    MISSING_PARENT,
    /** Another proposal of the same view was decided on before. */
    CONFLICTING
}

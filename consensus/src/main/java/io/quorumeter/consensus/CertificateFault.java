package io.quorumeter.consensus;

/**
 * Why a certificate was refused.
 */
public enum CertificateFault {
    /** Its distinct signers hold less than a quorum of the voting power. */
    BELOW_QUORUM,
    /** A signer appears twice. */
    DUPLICATE_SIGNER,
    /** A signer is not in the validator set. */
    UNKNOWN_SIGNER,
    /** A signature does not verify. */
    INVALID_SIGNATURE,
    /** Its views do not fit each other or the message that carried it. */
    VIEW_MISMATCH,
    /** Its block cannot be part of the chain. */
    UNKNOWN_BLOCK
}

package io.quorumeter.consensus;

/**
 * The cryptographic operations of a replica.
 */
public enum CryptoOperation {
    /** Signing a statement. */
    SIGN,
    /** Verifying one signature. */
    VERIFY,
    /** Combining signatures into one. */
    AGGREGATE,
    /** Verifying a combined signature. */
    VERIFY_AGGREGATE,
    /** Hashing. */
    HASH
}

package io.quorumeter.consensus;

/**
 * How a cryptographic operation ended.
 */
public enum CryptoResult {
    /** Done; when verifying: valid. */
    OK,
    /** Verified and found invalid. */
    INVALID,
    /** Could not be carried out. */
    ERROR
}

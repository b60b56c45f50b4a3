package io.quorumeter.storage;

/** What looking at a transaction found. */
public enum ValidationResult {
    /** It may be executed. */
    OK,
    /** Its signature is wrong. */
    BAD_SIGNATURE,
    /** It is not the next of its sender. */
    BAD_NONCE,
    /** Its sender cannot pay. */
    INSUFFICIENT_FUNDS,
    /** It cannot be decoded. */
    MALFORMED,
    /** Anything else. */
    OTHER
}

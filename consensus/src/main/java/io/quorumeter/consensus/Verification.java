package io.quorumeter.consensus;

/**
 * Whether the signature of a message was checked. A check that accuses a validator may only use what is verified.
 */
public enum Verification {
    /** Checked and found valid. */
    VERIFIED,
    /** Not checked, or found invalid. */
    UNVERIFIED
}

package io.quorumeter.consensus;

/** What a validator may do. */
public enum ValidatorStatus {
    /** It is in the active set. */
    ACTIVE,
    /** It is not, and may come back. */
    INACTIVE,
    /** It is excluded for a time. */
    JAILED,
    /** It is on its way out, still bound by what it did. */
    UNBONDING,
    /** It lost its stake. */
    SLASHED
}

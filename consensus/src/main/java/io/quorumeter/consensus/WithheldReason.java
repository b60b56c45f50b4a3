package io.quorumeter.consensus;

/**
 * Why a replica did not vote.
 */
public enum WithheldReason {
    /** The proposal extends a certificate that ranks below the lock. */
    JUSTIFY_BELOW_LOCK,
    /** It voted in this view and phase before. */
    ALREADY_VOTED,
    /** The proposal or its payload is not valid. */
    INVALID_PROPOSAL,
    /** The proposal or certificate belongs to a view that is over. */
    WRONG_VIEW,
    /** Ancestors of the block are still being fetched. */
    SYNCING,
    /** The safety state could not be made durable. */
    PERSIST_FAILED,
    /** The replica is not in the validator set. */
    NOT_VALIDATOR
}

package io.quorumeter.consensus;

/**
 * What is suspicious but may be benign, or cannot be proved to others. Counted, and held against nobody. The last six are found by
 * no check:
 * a host that suspects them reports them by {@link ConsensusMetrics#recordAnomaly}.
 */
public enum ProtocolAnomaly implements Finding {
    /** A signature that does not verify. */
    INVALID_SIGNATURE,
    /** A proposal of a validator that does not lead the view. */
    WRONG_LEADER,
    /** A proposal that extends a certificate below the highest one known. */
    STALE_JUSTIFY,
    /** A message for a view far ahead. */
    FUTURE_MESSAGE,
    /** The same message again. */
    DUPLICATE_MESSAGE,
    /** A proposal that did not wait for the locks of the others where it had to. */
    EARLY_PROPOSAL,
    /** A message of somebody who is not in the validator set. */
    UNKNOWN_SIGNER,
    /** A message that cannot be understood. */
    MALFORMED,
    /** A proposal whose parent is not known. */
    MISSING_PARENT,
    /** A proposal whose time is far from the own clock. */
    CLOCK_SKEW,
    /** A leader that sends no proposal, or not to all. */
    PROPOSAL_WITHHOLDING,
    /** A validator that does not vote, though it is connected. */
    VOTE_WITHHOLDING,
    /** A peer that sends more than the protocol asks for. */
    MESSAGE_FLOODING,
    /** A validator that speaks with some of the others only. */
    SELECTIVE_CONNECTIVITY,
    /** A validator whose messages come just too late, or with times that suit it. */
    TIMING_MANIPULATION,
    /** A peer that presents another history than the committed one, without a certificate for it. */
    HISTORY_REWRITING
}

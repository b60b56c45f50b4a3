package io.quorumeter.consensus;

/** What is suspicious but may be benign, or cannot be laid at anybody's door. */
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
    CLOCK_SKEW
}

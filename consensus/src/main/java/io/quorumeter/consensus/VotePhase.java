package io.quorumeter.consensus;

/**
 * The two votes of a view.
 */
public enum VotePhase {
    /** The first: for a block. A quorum of them is a quorum certificate. */
    VOTE,
    /** The second: for a quorum certificate. A quorum of them is a double certificate. */
    VOTE2
}

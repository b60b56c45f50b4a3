package io.quorumeter.consensus;

/**
 * What a replica does in its current view.
 */
public enum ViewPhase {
    /** The leader collects status messages before it proposes. */
    AWAITING_DELTA,
    /** No proposal of the view was accepted yet. */
    AWAITING_PROPOSAL,
    /** The first vote was sent. */
    VOTED,
    /** The second vote was sent. */
    PREPARED,
    /** Nothing is awaited: the replica is not running or not in a view. */
    IDLE
}

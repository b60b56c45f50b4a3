package io.quorumeter.consensus;

/** What became of a view that this validator led. */
public enum LeaderViewOutcome {
    /** The view ended with a certificate for its block. */
    CERTIFIED,
    /** Its block was committed, then or later; such a view is counted as certified too, if it was when it ended. */
    COMMITTED,
    /** The view ended before anything was proposed. */
    MISSED,
    /** A block was proposed, and the view ended without a certificate for it. */
    TIMED_OUT
}

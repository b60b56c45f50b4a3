package io.quorumeter.consensus;

/**
 * How a view ended for a replica that leaves it.
 */
public enum ViewOutcome {
    /** A quorum certificate of the view is known. */
    CERTIFIED,
    /** The own view timer expired and no certificate of the view is known. */
    TIMED_OUT,
    /** Evidence of a higher view arrived first. */
    OVERTAKEN
}

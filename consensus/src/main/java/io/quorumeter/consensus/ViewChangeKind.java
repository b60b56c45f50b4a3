package io.quorumeter.consensus;

/**
 * The messages of a change of view.
 */
public enum ViewChangeKind {
    /** Asks to enter the first view of an epoch; a quorum of them is a timeout certificate. */
    WISH,
    /** Reports that a view timed out (protocols that broadcast time-outs). */
    TIMEOUT,
    /** Tells the leader of a view the lock of a replica that enters it. */
    STATUS
}

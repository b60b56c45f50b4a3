package io.quorumeter.consensus;

/**
 * How replicas leave a view that makes no progress.
 */
public enum TimeoutStyle {
    /** Epochs of f+1 views: a timer inside an epoch, wishes at its boundary. Replicas keep a lock. */
    WISH,
    /**
     * Every time-out is broadcast with the highest certificate known; a vote after a time-out is judged by the timeout certificate and
     * there is no lock, so that the checks of locks do not apply.
     */
    BROADCAST
}

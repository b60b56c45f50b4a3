package io.quorumeter.consensus;

/**
 * How the leader of a view may begin.
 */
public enum LeaderMode {
    /** At once, because it holds a certificate of the preceding view. */
    RESPONSIVE,
    /** After waiting for the locks of all correct replicas. */
    DELTA_WAIT
}

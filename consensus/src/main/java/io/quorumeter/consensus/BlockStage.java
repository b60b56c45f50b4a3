package io.quorumeter.consensus;

/**
 * The steps of a block on its way through one replica, in order.
 */
public enum BlockStage {
    /** First known. */
    RECEIVED,
    /** Found valid. */
    VALIDATED,
    /** First vote sent. */
    VOTED,
    /** Quorum certificate known. */
    CERTIFIED,
    /** Second vote sent. */
    PREPARED,
    /** Double certificate known. */
    DOUBLE_CERTIFIED,
    /** Committed. */
    COMMITTED,
    /** Executed. */
    EXECUTED
}

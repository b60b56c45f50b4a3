package io.quorumeter.consensus;

/**
 * How a request for blocks, or a session of them, ended.
 */
public enum SyncResult {
    /** Answered with valid blocks. */
    OK,
    /** No answer in time. */
    TIMEOUT,
    /** The peer does not hold the blocks. */
    UNAVAILABLE,
    /** The answer is not valid. */
    INVALID,
    /** The peer asked too often. */
    REFUSED
}

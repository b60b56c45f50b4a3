package io.quorumeter.consensus;

/**
 * Who asks for blocks.
 */
public enum SyncDirection {
    /** This replica asked. */
    SENT,
    /** A peer asked. */
    SERVED
}

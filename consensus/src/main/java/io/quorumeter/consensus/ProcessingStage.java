package io.quorumeter.consensus;

/**
 * The parts of a node that work on their own queues.
 */
public enum ProcessingStage {
    /** The state machine of the replica. */
    CONSENSUS,
    /** Signing and verifying. */
    CRYPTO,
    /** Executing committed blocks. */
    EXECUTION,
    /** Reading and decoding messages. */
    NETWORK_IN,
    /** Encoding and writing messages. */
    NETWORK_OUT,
    /** Writing and syncing. */
    STORAGE
}

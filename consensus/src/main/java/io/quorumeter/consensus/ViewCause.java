package io.quorumeter.consensus;

/**
 * The evidence by which a replica entered a view.
 */
public enum ViewCause {
    /** The first view of a chain. */
    GENESIS,
    /** A double certificate of the preceding view. */
    DOUBLE_CERTIFICATE,
    /**
     * A quorum certificate: of the preceding view in the pipelined variant, of the entered view itself where a replica that is behind
     * jumps to it.
     */
    QUORUM_CERTIFICATE,
    /** A timeout certificate for the entered view. */
    TIMEOUT_CERTIFICATE,
    /** The own view timer, inside an epoch of the pacemaker. */
    VIEW_TIMER,
    /** A committed chain or snapshot obtained from peers. */
    SYNC,
    /** The durable state after a restart. */
    RESTORED
}

package io.quorumeter.consensus;

/** Why a replica entered a view: by which evidence, or by whose decision. */
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
    RESTORED,
    /** This replica gave the preceding view up because its leader did not answer, without waiting for the view timer. */
    LEADER_FAILURE,
    /** This replica gave the preceding view up because its leader broke the protocol. */
    BYZANTINE_LEADER,
    /** This replica gave the preceding view up because it could not reach a quorum. */
    NETWORK_PARTITION,
    /** An operator's decision. */
    MANUAL,
    /** Anything else. */
    OTHER;

    /** {@return whether a fault made the replica leave the preceding view, rather than progress, an operator or its own start} */
    public boolean isFault() {
        return switch (this) {
            case TIMEOUT_CERTIFICATE, VIEW_TIMER, LEADER_FAILURE, BYZANTINE_LEADER, NETWORK_PARTITION -> true;
            case GENESIS, DOUBLE_CERTIFICATE, QUORUM_CERTIFICATE, SYNC, RESTORED, MANUAL, OTHER -> false;
        };
    }
}

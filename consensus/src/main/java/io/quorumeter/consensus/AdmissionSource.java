package io.quorumeter.consensus;

/** Where a transaction came from that the mempool took. */
public enum AdmissionSource {
    /** A client of this node. */
    LOCAL,
    /** Another node. */
    GOSSIP,
    /** A block that was abandoned. */
    RETURNED
}

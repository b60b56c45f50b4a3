package io.quorumeter.network;

/** Who opened a connection. */
public enum ConnectionDirection {
    /** The peer. */
    INBOUND,
    /** This node. */
    OUTBOUND
}

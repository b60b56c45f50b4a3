package io.quorumeter.network;

/** Why a connection ended. */
public enum DisconnectReason {
    /** This node closed it. */
    CLOSED_LOCAL,
    /** The peer closed it. */
    CLOSED_REMOTE,
    /** The peer was not heard for too long. */
    TIMEOUT,
    /** The peer did not keep to the protocol. */
    PROTOCOL_ERROR,
    /** The peer is banned. */
    BANNED,
    /** This node, or the peer as it said, is shutting down. */
    SHUTDOWN,
    /** This node had too much to do. */
    OVERLOAD,
    /** Reading or writing failed. */
    IO_ERROR
}

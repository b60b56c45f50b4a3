package io.quorumeter.network;

/** Why a connection did not come about. */
public enum ConnectFailure {
    /** Nobody listened. */
    REFUSED,
    /** Nobody answered in time. */
    TIMEOUT,
    /** No way leads to the peer. */
    UNREACHABLE,
    /** The peer's name has no address. */
    DNS,
    /** The peer broke the connection off before it could be used. */
    RESET,
    /** Both sides did not agree. */
    HANDSHAKE,
    /** The peer was not who it should be. */
    AUTHENTICATION,
    /** There were connections enough. */
    LIMIT,
    /** Anything else. */
    OTHER
}

package io.quorumeter.examples.node.transport;

/** Why a connection was never established. */
public enum FailureReason {
    /** Nobody listens there. */
    REFUSED,
    /** There is no way to it. */
    UNREACHABLE,
    /** The handshake did not end in time. */
    TIMEOUT,
    /** The other side does not speak this protocol, or is of another network. */
    HANDSHAKE,
    /** The other side is not who it claims to be. */
    AUTHENTICATION,
    /** Too many connections are open already. */
    LIMIT,
    /** Anything else. */
    OTHER
}

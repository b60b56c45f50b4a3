package io.quorumeter.examples.node.transport;

/** Why an established connection ended. */
public enum CloseReason {
    /** We closed it. */
    LOCAL,
    /** The peer closed it. */
    REMOTE,
    /** The peer stopped answering. */
    TIMEOUT,
    /** The peer sent what no honest peer sends. */
    PROTOCOL_ERROR,
    /** Reading or writing failed. */
    IO_ERROR
}

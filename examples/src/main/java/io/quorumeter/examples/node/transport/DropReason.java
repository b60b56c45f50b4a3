package io.quorumeter.examples.node.transport;

/** Why a message was lost inside this node. */
public enum DropReason {
    /** The queue it had to wait in was full. */
    QUEUE_FULL,
    /** Its length was over the limit. */
    TOO_LARGE,
    /** It could not be decoded, or its kind was unknown. */
    MALFORMED,
    /** Well-formed, but not a thing that this peer may send. */
    UNSUPPORTED,
    /** There was no connection to send it on, or the connection ended before it had left. */
    DISCONNECTED
}

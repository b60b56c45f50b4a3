package io.quorumeter.network;

/** Why a message was lost inside this node. */
public enum DropReason {
    /** The queue that it had to wait in was full. */
    QUEUE_FULL,
    /** It waited until it was of no use. */
    EXPIRED,
    /** It is larger than a message may be. */
    TOO_LARGE,
    /** It could not be decoded. */
    MALFORMED,
    /** It is of a kind or version that this node, or that sender, does not speak. */
    UNSUPPORTED,
    /** Its sender sends too much. */
    RATE_LIMITED,
    /** There was no connection, or it ended with the message on it. */
    DISCONNECTED
}

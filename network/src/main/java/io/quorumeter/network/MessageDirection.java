package io.quorumeter.network;

/** Where a message is going. */
public enum MessageDirection {
    /** To a peer. */
    SEND,
    /** To this node. */
    RECEIVE
}

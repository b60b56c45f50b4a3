package io.quorumeter.network;

import io.quorumeter.LabelValue;

/** The messages of a node by what they are for. */
public enum MessageType implements LabelValue {
    /** A leader's proposal. */
    PROPOSE("propose"),
    /** A vote for a block. */
    VOTE("vote"),
    /** A quorum certificate, sent to be voted for. */
    PREPARE("prepare"),
    /** A vote for a quorum certificate. */
    VOTE2("vote2"),
    /** The wish to enter a view. */
    WISH("wish"),
    /** A time-out of a view, in protocols that broadcast them. */
    TIMEOUT("timeout"),
    /** A replica's lock, told to a leader. */
    STATUS("status"),
    /** A timeout certificate. */
    TIMEOUT_CERTIFICATE("tc"),
    /** Blocks that are asked for, or sent on request. */
    SYNC("sync"),
    /** Transactions on their way to a block. */
    MEMPOOL("mempool"),
    /** A sign of life, a probe or its answer. */
    HEARTBEAT("heartbeat"),
    /** Addresses of peers that are asked for, or told. */
    DISCOVERY("discovery"),
    /** Anything else, such as handshakes. */
    OTHER("other");

    private final String value;

    MessageType(String value) {
        this.value = value;
    }

    @Override
    public String labelValue() {
        return value;
    }
}

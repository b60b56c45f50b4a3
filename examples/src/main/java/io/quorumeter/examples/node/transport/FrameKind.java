package io.quorumeter.examples.node.transport;

import io.quorumeter.network.MessageType;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a frame carries: the byte after its length. */
public enum FrameKind {
    /** A dialler says who it is and whom it wants. */
    HELLO(1, MessageType.OTHER),
    /** The listener proves who it is and asks for the same. */
    CHALLENGE(2, MessageType.OTHER),
    /** The dialler's proof. */
    PROOF(3, MessageType.OTHER),
    /** The listener is satisfied; whatever follows is traffic. */
    WELCOME(4, MessageType.OTHER),
    /** Asks for the {@link #PONG} that measures the round trip. */
    PING(5, MessageType.HEARTBEAT),
    /** Answers a {@link #PING} with its body and the wall clock's time. */
    PONG(6, MessageType.HEARTBEAT),
    /** Transactions from a client. */
    TRANSACTIONS(7, MessageType.MEMPOOL),
    /** A leader's proposal. */
    PROPOSE(16, MessageType.PROPOSE),
    /** A vote of the first phase. */
    VOTE(17, MessageType.VOTE),
    /** A certificate, sent so that its receivers vote once more. */
    PREPARE(18, MessageType.PREPARE),
    /** A vote of the second phase. */
    VOTE2(19, MessageType.VOTE2),
    /** A replica's lock, told to the leader of the view it enters. */
    STATUS(20, MessageType.STATUS),
    /** The wish to enter the view after an epoch's end. */
    WISH(21, MessageType.WISH),
    /** A certificate that lets its receiver enter a higher view. */
    ADVANCE(22, MessageType.TIMEOUT_CERTIFICATE),
    /** Asks for blocks that are missing. */
    FETCH(23, MessageType.SYNC),
    /** Blocks that somebody asked for. */
    BLOCKS(24, MessageType.SYNC);

    private static final Set<FrameKind> FROM_CLIENTS = EnumSet.of(PING, TRANSACTIONS);
    private static final FrameKind[] BY_CODE = new FrameKind[32];

    static {
        for (FrameKind kind : values()) {
            BY_CODE[kind.code] = kind;
        }
    }

    private final byte code;
    private final MessageType type;

    FrameKind(int code, MessageType type) {
        this.code = (byte) code;
        this.type = type;
    }

    /** Returns how such frames are counted. */
    public MessageType type() {
        return type;
    }

    byte code() {
        return code;
    }

    static @Nullable FrameKind of(byte code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }

    /** Returns whether this is a message of the protocol between validators. */
    public boolean isConsensus() {
        return code >= PROPOSE.code;
    }

    /** Returns whether a dialler in this role may send such a frame once it has been let in. */
    boolean allowedFrom(Role role) {
        return switch (role) {
            case VALIDATOR -> this == PING || isConsensus();
            case CLIENT -> FROM_CLIENTS.contains(this);
        };
    }
}

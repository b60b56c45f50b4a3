package io.quorumeter.examples.node.transport;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a frame carries: the byte after its length. */
public enum FrameKind {
    /** A dialler says who it is and whom it wants. */
    HELLO(1),
    /** The listener proves who it is and asks for the same. */
    CHALLENGE(2),
    /** The dialler's proof. */
    PROOF(3),
    /** The listener is satisfied; whatever follows is traffic. */
    WELCOME(4),
    /** Asks for the {@link #PONG} that measures the round trip. */
    PING(5),
    /** Answers a {@link #PING} with its own body. */
    PONG(6),
    /** Transactions from a client. */
    TRANSACTIONS(7),
    /** A leader's proposal. */
    PROPOSE(16),
    /** A vote of the first phase. */
    VOTE(17),
    /** A certificate, sent so that its receivers vote once more. */
    PREPARE(18),
    /** A vote of the second phase. */
    VOTE2(19),
    /** A replica's lock, told to the leader of the view it enters. */
    STATUS(20),
    /** The wish to enter the view after an epoch's end. */
    WISH(21),
    /** A certificate that lets its receiver enter a higher view. */
    ADVANCE(22),
    /** Asks for blocks that are missing. */
    FETCH(23),
    /** Blocks that somebody asked for. */
    BLOCKS(24);

    private static final Set<FrameKind> FROM_CLIENTS = EnumSet.of(PING, TRANSACTIONS);
    private static final FrameKind[] BY_CODE = new FrameKind[32];

    static {
        for (FrameKind kind : values()) {
            BY_CODE[kind.code] = kind;
        }
    }

    private final byte code;

    FrameKind(int code) {
        this.code = (byte) code;
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

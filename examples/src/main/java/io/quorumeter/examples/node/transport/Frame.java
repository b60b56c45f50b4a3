package io.quorumeter.examples.node.transport;

import java.nio.ByteBuffer;

/**
 * One message as it stands on the wire.
 *
 * <pre>
 *   0        4      5
 *   +--------+------+------------------+
 *   | length | kind | body             |     length = 1 + bytes of the body, big-endian
 *   +--------+------+------------------+
 * </pre>
 *
 * <p>A frame is encoded once and shared by the queues of all its receivers: each writes from a {@link #view()} of its own.
 */
public final class Frame {

    /** Bytes in front of the body. */
    static final int HEADER_BYTES = 5;

    private final FrameKind kind;
    private final byte[] wire;

    private Frame(FrameKind kind, byte[] wire) {
        this.kind = kind;
        this.wire = wire;
    }

    /** Wraps a body, copying it. */
    public static Frame of(FrameKind kind, byte[] body) {
        byte[] wire = new byte[HEADER_BYTES + body.length];
        ByteBuffer.wrap(wire).putInt(1 + body.length).put(kind.code()).put(body);
        return new Frame(kind, wire);
    }

    /** Returns what the frame carries. */
    public FrameKind kind() {
        return kind;
    }

    /** Returns how many bytes it takes on the wire. */
    public int bytes() {
        return wire.length;
    }

    ByteBuffer view() {
        return ByteBuffer.wrap(wire).asReadOnlyBuffer();
    }
}

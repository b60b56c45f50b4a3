package io.quorumeter.examples.node.transport;

import io.quorumeter.network.DropReason;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into frames. Memory for a body is set aside only after its length has been found to be within the limit, and the
 * limit is small until the peer has proven who it is.
 */
final class FrameReader {

    private final ByteBuffer header = ByteBuffer.allocate(Frame.HEADER_BYTES);
    private @Nullable ByteBuffer body;
    private int limit;

    FrameReader(int limit) {
        this.limit = limit;
    }

    /** Sets the longest frame accepted from now on, in bytes on the wire. */
    void limit(int bytes) {
        limit = bytes;
    }

    /**
     * Reads until a frame is complete or the channel has nothing more for now.
     *
     * @return a frame, whose body is its reader's to keep, or null when more bytes are needed
     * @throws EOFException at the end of the stream
     */
    @Nullable
    Received read(ReadableByteChannel channel) throws IOException, MalformedFrameException {
        if (body == null) {
            fill(channel, header);
            if (header.hasRemaining()) {
                return null;
            }
            body = ByteBuffer.allocate(bodyLength());
        }
        fill(channel, body);
        if (body.hasRemaining()) {
            return null;
        }
        Received frame = new Received(kind(), body.flip());
        body = null;
        header.clear();
        return frame;
    }

    private int bodyLength() throws MalformedFrameException {
        int length = header.getInt(0);
        if (length < 1) {
            throw new MalformedFrameException(DropReason.MALFORMED, "A frame of length " + length);
        }
        if (length > limit - (Frame.HEADER_BYTES - 1)) {
            throw new MalformedFrameException(
                    DropReason.TOO_LARGE, "A frame of length " + length + " where " + limit + " bytes are the limit");
        }
        kind();
        return length - 1;
    }

    private FrameKind kind() throws MalformedFrameException {
        byte code = header.get(Frame.HEADER_BYTES - 1);
        FrameKind kind = FrameKind.of(code);
        if (kind == null) {
            throw new MalformedFrameException(DropReason.MALFORMED, "A frame of unknown kind " + code);
        }
        return kind;
    }

    private static void fill(ReadableByteChannel channel, ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            int read = channel.read(target);
            if (read < 0) {
                throw new EOFException("The peer closed the connection");
            }
            if (read == 0) {
                return;
            }
        }
    }

    /** A frame as it was read. */
    record Received(FrameKind kind, ByteBuffer body) {

        int bytes() {
            return Frame.HEADER_BYTES + body.limit();
        }
    }
}

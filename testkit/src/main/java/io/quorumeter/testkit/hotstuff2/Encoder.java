package io.quorumeter.testkit.hotstuff2;

import io.quorumeter.consensus.BlockId;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Writes big-endian values into a buffer that grows. */
final class Encoder {
    private ByteBuffer buffer;

    Encoder(int expectedBytes) {
        buffer = ByteBuffer.allocate(expectedBytes);
    }

    Encoder u8(int value) {
        room(1).put((byte) value);
        return this;
    }

    Encoder i32(int value) {
        room(4).putInt(value);
        return this;
    }

    Encoder i64(long value) {
        room(8).putLong(value);
        return this;
    }

    Encoder id(BlockId id) {
        id.write(room(BlockId.BYTES));
        return this;
    }

    Encoder sized(byte[] bytes) {
        room(4 + bytes.length).putInt(bytes.length).put(bytes);
        return this;
    }

    byte[] bytes() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int capacity = Math.max(buffer.capacity() * 2, Math.addExact(buffer.position(), bytes));
            buffer = ByteBuffer.allocate(capacity).put(buffer.flip());
        }
        return buffer;
    }
}

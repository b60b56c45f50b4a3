package io.quorumeter.testkit.hotstuff2;

import io.quorumeter.consensus.BlockId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads big-endian values from bytes that may be hostile: each read says what it looks for and is checked for range. */
final class Decoder {
    private final ByteBuffer buffer;
    private final int start;

    Decoder(ByteBuffer from) {
        buffer = from.slice().order(ByteOrder.BIG_ENDIAN);
        start = buffer.position();
    }

    int u8(String what, int max) throws MalformedMessageException {
        need(1, what);
        int value = buffer.get() & 0xff;
        if (value > max) {
            throw at(1, what + " " + value + " is above " + max);
        }
        return value;
    }

    boolean flag(String what) throws MalformedMessageException {
        return u8(what, 1) == 1;
    }

    int i32(String what, int max) throws MalformedMessageException {
        need(4, what);
        int value = buffer.getInt();
        if (value < 0 || value > max) {
            throw at(4, what + " " + value + " is not from 0 to " + max);
        }
        return value;
    }

    long i64(String what, long max) throws MalformedMessageException {
        need(8, what);
        long value = buffer.getLong();
        if (value < 0 || value > max) {
            throw at(8, what + " " + value + " is not from 0 to " + max);
        }
        return value;
    }

    BlockId id(String what) throws MalformedMessageException {
        need(BlockId.BYTES, what);
        return BlockId.read(buffer);
    }

    /** A count of things of at least {@code minBytes} each: never more than the remaining bytes can hold. */
    int count(String what, int max, int minBytes) throws MalformedMessageException {
        int value = i32(what, max);
        if ((long) value * minBytes > buffer.remaining()) {
            throw at(4, what + " " + value + " does not fit into the " + buffer.remaining() + " bytes that follow");
        }
        return value;
    }

    byte[] sized(String what, int max) throws MalformedMessageException {
        byte[] bytes = new byte[count(what, max, 1)];
        buffer.get(bytes);
        return bytes;
    }

    boolean hasMore() {
        return buffer.hasRemaining();
    }

    void end() throws MalformedMessageException {
        if (buffer.hasRemaining()) {
            throw at(0, buffer.remaining() + " bytes too many");
        }
    }

    /** The failure of what was just read, {@code back} bytes long. */
    MalformedMessageException at(int back, String what) {
        return new MalformedMessageException(what, buffer.position() - start - back);
    }

    private void need(int bytes, String what) throws MalformedMessageException {
        if (buffer.remaining() < bytes) {
            throw at(0, what + " needs " + bytes + " bytes, " + buffer.remaining() + " are left");
        }
    }
}

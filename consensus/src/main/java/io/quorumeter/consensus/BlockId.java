package io.quorumeter.consensus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a block: 32 bytes, usually its hash, held as four longs so that events can pass it around and compare
 * it without copying arrays. Immutable.
 *
 * @param first bytes 0 to 7, big-endian
 * @param second bytes 8 to 15
 * @param third bytes 16 to 23
 * @param fourth bytes 24 to 31
 */
public record BlockId(long first, long second, long third, long fourth) implements Comparable<BlockId> {
    /** Bytes in an identity. */
    public static final int BYTES = 32;

    /** All zero bits: stands where there is no block. */
    public static final BlockId NONE = new BlockId(0, 0, 0, 0);

    /**
     * The identity in 32 bytes.
     *
     * @param bytes exactly {@value #BYTES} bytes; copied
     * @return their identity
     * @throws IllegalArgumentException when there are more or fewer bytes
     */
    public static BlockId of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a block id has " + BYTES + " bytes, not " + bytes.length);
        }
        return read(ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN));
    }

    /**
     * Reads an identity and moves the position past it.
     *
     * @param from a big-endian buffer with at least {@value #BYTES} bytes remaining
     * @return the identity
     * @throws java.nio.BufferUnderflowException when fewer bytes remain
     */
    public static BlockId read(ByteBuffer from) {
        return new BlockId(from.getLong(), from.getLong(), from.getLong(), from.getLong());
    }

    /**
     * Writes the {@value #BYTES} bytes and moves the position past them.
     *
     * @param to a big-endian buffer with room for them
     * @throws java.nio.BufferOverflowException when there is less room
     */
    public void write(ByteBuffer to) {
        to.putLong(first).putLong(second).putLong(third).putLong(fourth);
    }

    /**
     * The 32 bytes.
     *
     * @return a new array
     */
    public byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(BYTES);
        write(buffer);
        return buffer.array();
    }

    /** Written out, because blocks are compared at each event and what a record is given takes several times as long. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other == this
                || (other instanceof BlockId block
                        && block.first == first
                        && block.second == second
                        && block.third == third
                        && block.fourth == fourth);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(31 * (31 * (31 * first + second) + third) + fourth);
    }

    @Override
    public int compareTo(BlockId other) {
        int order = Long.compareUnsigned(first, other.first);
        order = order != 0 ? order : Long.compareUnsigned(second, other.second);
        order = order != 0 ? order : Long.compareUnsigned(third, other.third);
        return order != 0 ? order : Long.compareUnsigned(fourth, other.fourth);
    }

    /** All 64 hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes());
    }
}

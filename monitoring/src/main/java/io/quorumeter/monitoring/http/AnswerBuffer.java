package io.quorumeter.monitoring.http;

import io.quorumeter.promql.limit.MemoryBudget;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The bytes of an answer, which take from the memory of queries until they are released. Not thread-safe. */
final class AnswerBuffer extends OutputStream {
    private static final int SMALLEST = 1 << 10;

    private final MemoryBudget memory;
    private byte[] bytes = new byte[0];
    private int size;
    private long taken;

    AnswerBuffer(MemoryBudget memory) {
        this.memory = memory;
    }

    @Override
    public void write(int one) {
        reserve(1);
        bytes[size++] = (byte) one;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        reserve(length);
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    /** Returns the bytes themselves, without a copy. */
    ByteBuffer toByteBuffer() {
        return ByteBuffer.wrap(bytes, 0, size);
    }

    /** Gives the memory back; the bytes are not read any more. */
    void release() {
        memory.give(taken);
        taken = 0;
    }

    /** Old and new bytes count both while they are copied. */
    private void reserve(int more) {
        if (bytes.length - size < more) {
            int capacity = Math.max(SMALLEST, Math.max(Math.addExact(bytes.length, bytes.length), size + more));
            memory.take(capacity);
            taken += capacity;
            bytes = Arrays.copyOf(bytes, capacity);
            memory.give(taken - capacity);
            taken = capacity;
        }
    }
}

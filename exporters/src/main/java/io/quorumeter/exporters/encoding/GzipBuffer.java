package io.quorumeter.exporters.encoding;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Bytes in gzip's format (RFC 1952), made with a compressor that is used again and again. Speed comes before size: a scrape is read once,
 * and its text shrinks to a tenth as it is. Not thread-safe.
 */
public final class GzipBuffer extends OutputStream {
    /** Magic number, deflate, no flags, no time, fastest, unknown system. */
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, (byte) 0xff};

    private static final int TRAILER_LENGTH = 8;

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final CRC32 checksum = new CRC32();
    private byte[] bytes = new byte[1 << 13];
    private int size;

    /** Makes an empty buffer. */
    public GzipBuffer() {
        begin();
    }

    /** Empties the buffer and begins again. */
    public void begin() {
        deflater.reset();
        checksum.reset();
        System.arraycopy(HEADER, 0, bytes, 0, HEADER.length);
        size = HEADER.length;
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] text, int from, int length) {
        checksum.update(text, from, length);
        deflater.setInput(text, from, length);
        while (!deflater.needsInput()) {
            deflate();
        }
    }

    /** Ends what was begun. */
    public void finish() {
        deflater.finish();
        while (!deflater.finished()) {
            deflate();
        }
        reserve(TRAILER_LENGTH);
        littleEndian(checksum.getValue());
        littleEndian(deflater.getBytesRead());
    }

    /** {@return how many bytes there are} */
    public int size() {
        return size;
    }

    /** {@return for how many bytes there is room without growing} */
    public int capacity() {
        return bytes.length;
    }

    /** {@return the bytes themselves, without a copy: they hold until the next {@link #begin()}} */
    public ByteBuffer toByteBuffer() {
        return ByteBuffer.wrap(bytes, 0, size).asReadOnlyBuffer();
    }

    /** Frees the compressor, which holds memory outside of the heap. */
    public void release() {
        deflater.end();
    }

    private void deflate() {
        reserve(1 << 10);
        size += deflater.deflate(bytes, size, bytes.length - size);
    }

    private void littleEndian(long word) {
        for (int i = 0; i < Integer.SIZE; i += Byte.SIZE) {
            bytes[size++] = (byte) (word >>> i);
        }
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}

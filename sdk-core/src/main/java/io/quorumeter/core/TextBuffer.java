package io.quorumeter.core;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes of text in the making, to be used again and again: it grows to what it is given, and {@link #clear()} keeps its memory. Writes
 * numbers without making strings of them where it can. Not thread-safe.
 *
 * <pre>{@code
 * TextBuffer buffer = new TextBuffer();
 * PrometheusText text = new PrometheusText();
 * …
 * buffer.clear();
 * metrics.read(snapshot -> text.write(snapshot, buffer));
 * channel.write(buffer.toByteBuffer());
 * }</pre>
 */
public final class TextBuffer {
    private static final byte[] SMALLEST = Long.toString(Long.MIN_VALUE).getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_DIGITS = 20;
    private static final int NANO_DIGITS = 9;
    private static final double NANO = 1e9;

    /** Whole numbers below have at most 15 digits, as many as a double always tells apart. */
    private static final double FIFTEEN_DIGITS = 1e15;

    private byte[] bytes;
    private int size;
    private long[] scratch = {};

    /** An empty buffer. */
    public TextBuffer() {
        this(1 << 13);
    }

    /**
     * An empty buffer with room.
     *
     * @param capacity for how many bytes
     */
    public TextBuffer(int capacity) {
        this.bytes = new byte[capacity];
    }

    /** Forgets the text and keeps the memory. */
    public void clear() {
        size = 0;
    }

    /** {@return the length of the text in bytes} */
    public int size() {
        return size;
    }

    /** {@return the bytes that fit without growing} */
    public int capacity() {
        return bytes.length;
    }

    /** {@return the bytes themselves, read-only and without a copy: valid until the buffer is written to or cleared} */
    public ByteBuffer toByteBuffer() {
        return ByteBuffer.wrap(bytes, 0, size).asReadOnlyBuffer();
    }

    /** {@return a copy of the bytes} */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /**
     * Writes all bytes.
     *
     * @param out the target, which stays open
     * @throws IOException when the stream does
     */
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
    }

    /** The text. */
    @Override
    public String toString() {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }

    TextBuffer append(byte[] text) {
        return append(text, 0, text.length);
    }

    TextBuffer append(byte[] text, int from, int to) {
        reserve(to - from);
        System.arraycopy(text, from, bytes, size, to - from);
        size += to - from;
        return this;
    }

    TextBuffer append(char ascii) {
        reserve(1);
        bytes[size++] = (byte) ascii;
        return this;
    }

    TextBuffer append(String text) {
        return append(text.getBytes(StandardCharsets.UTF_8));
    }

    TextBuffer append(long number) {
        if (number == Long.MIN_VALUE) {
            return append(SMALLEST);
        }
        reserve(MOST_DIGITS);
        if (number < 0) {
            bytes[size++] = '-';
        }
        long rest = Math.abs(number);
        int digits = digits(rest);
        writeDigits(rest, size + digits);
        size += digits;
        return this;
    }

    /**
     * A number as both Prometheus and Java read it, such that reading it gives the same number again. Whole ones have no fraction as long
     * as their digits are exact; those with up to nine decimals are written as such; others as {@link Double#toString(double)} does.
     */
    TextBuffer append(double number) {
        if (number == (long) number && Math.abs(number) < 0x1p53) {
            return append((long) number);
        }
        double nanos = Math.rint(Math.abs(number) * NANO);
        if (nanos < FIFTEEN_DIGITS && nanos / NANO == Math.abs(number)) {
            if (number < 0) {
                append('-');
            }
            return appendDecimal((long) nanos, NANO_DIGITS);
        }
        if (Double.isInfinite(number)) {
            return append(number > 0 ? "+Inf" : "-Inf");
        }
        String digits = Double.toString(number);
        reserve(digits.length());
        for (int i = 0; i < digits.length(); i++) {
            bytes[size++] = (byte) digits.charAt(i);
        }
        return this;
    }

    /** {@code number / 10^decimals}, exactly; without zeros at the end. */
    TextBuffer appendDecimal(long number, int decimals) {
        long power = 1;
        for (int i = 0; i < decimals; i++) {
            power *= 10;
        }
        append(number / power);
        long rest = number % power;
        if (rest == 0) {
            return this;
        }
        int places = decimals;
        while (rest % 10 == 0) {
            rest /= 10;
            places--;
        }
        reserve(1 + places);
        bytes[size++] = '.';
        int end = size + places;
        Arrays.fill(bytes, size, end, (byte) '0');
        writeDigits(rest, end);
        size = end;
        return this;
    }

    /** Some place to count in; what was there before is lost. */
    long[] scratch(int length) {
        if (scratch.length < length) {
            scratch = new long[length];
        }
        return scratch;
    }

    /** Writes the digits of a number that is not negative such that they end before {@code end}; zero has one. */
    private void writeDigits(long number, int end) {
        long rest = number;
        int at = end;
        do {
            long tenth = rest / 10;
            bytes[--at] = (byte) ('0' + (rest - 10 * tenth));
            rest = tenth;
        } while (rest != 0);
    }

    private static int digits(long number) {
        int digits = 1;
        for (long power = 10; digits < 19 && number >= power; power *= 10) {
            digits++;
        }
        return digits;
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}

package io.quorumeter.core;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of text in the making; grows as needed and writes numbers without making strings of whole ones. */
final class TextBuffer {
    private static final byte[] SMALLEST = Long.toString(Long.MIN_VALUE).getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int size;

    TextBuffer(int capacity) {
        this.bytes = new byte[capacity];
    }

    TextBuffer append(byte[] text) {
        reserve(text.length);
        System.arraycopy(text, 0, bytes, size, text.length);
        size += text.length;
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
        reserve(20);
        if (number < 0) {
            bytes[size++] = '-';
        }
        long rest = Math.abs(number);
        int digits = 1;
        for (long power = 10; digits < 19 && rest >= power; power *= 10) {
            digits++;
        }
        for (int at = size + digits - 1; at >= size; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
        return this;
    }

    /** A number as both Prometheus and Java read it: digits without a fraction when it is whole and its digits are exact. */
    TextBuffer append(double number) {
        if (number == (long) number && Math.abs(number) < 0x1p53) {
            return append((long) number);
        }
        if (Double.isInfinite(number)) {
            return append(number > 0 ? "+Inf" : "-Inf");
        }
        return append(Double.toString(number));
    }

    int size() {
        return size;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}

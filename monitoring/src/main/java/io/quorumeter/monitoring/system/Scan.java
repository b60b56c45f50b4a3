package io.quorumeter.monitoring.system;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A cursor over the text of a file of the kernel: lines, words and numbers, without an object for any of them. What is not there, is no
 * number or is too large is {@link #NONE}, as are negative numbers; nothing throws. The buffer is used again for every file.
 */
final class Scan {
    static final long NONE = -1;
    private static final int FIRST_SIZE = 16 << 10;
    private static final int MOST = 1 << 20;

    /** What the JDK reads without a buffer from the heap of the process. */
    private static final int CHUNK = 8 << 10;

    private byte[] bytes = new byte[FIRST_SIZE];
    private int end;
    private int at;
    private int lineEnd;
    private int nextLine;
    private int wordBegin;
    private int wordEnd;

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads a file to its end. False when that is no line feed, so that something was cut off, or when it is longer than a mebibyte. */
    boolean fill(RandomAccessFile file) throws IOException {
        clear();
        for (int read = 0; read >= 0; read = file.read(bytes, end, Math.min(CHUNK, bytes.length - end))) {
            end += read;
            if (end == bytes.length) {
                if (end == MOST) {
                    return false;
                }
                bytes = Arrays.copyOf(bytes, 2 * end);
            }
        }
        return end > 0 && bytes[end - 1] == '\n';
    }

    /** Leaves no text. */
    void clear() {
        end = 0;
        nextLine = 0;
        line(0, 0);
    }

    /** Goes to the next line; false when there is none. */
    boolean nextLine() {
        if (nextLine >= end) {
            return false;
        }
        int feed = nextLine;
        while (bytes[feed] != '\n') {
            feed++;
        }
        line(nextLine, feed);
        nextLine = feed + 1;
        return true;
    }

    /** Goes behind the last such character of the line; false, without a move, when there is none. */
    boolean behindLast(char character) {
        int found = last(character, at, lineEnd);
        at = found < 0 ? at : found + 1;
        return found >= 0;
    }

    /** Goes behind the last such character of the text, whose end ends the line then, too; false when there is none. */
    boolean behindLastOfText(char character) {
        int found = last(character, 0, end);
        line(found + 1, end);
        return found >= 0;
    }

    /** Goes behind these characters in the line; false, without a move, when they are not there. */
    boolean behind(byte[] text) {
        for (int begin = at; begin + text.length <= lineEnd; begin++) {
            if (isAt(begin, text)) {
                at = begin + text.length;
                return true;
            }
        }
        return false;
    }

    /** Goes to the end of the next word; false when there is none. */
    boolean word() {
        while (at < lineEnd && isBlank(bytes[at])) {
            at++;
        }
        wordBegin = at;
        while (at < lineEnd && !isBlank(bytes[at])) {
            at++;
        }
        wordEnd = at;
        return wordEnd > wordBegin;
    }

    /** Takes what is between there and the character before the cursor, without blanks at its beginning, as the word. */
    void wordFrom(int lineBegin) {
        wordBegin = lineBegin;
        wordEnd = Math.max(at - 1, lineBegin);
        while (wordBegin < wordEnd && isBlank(bytes[wordBegin])) {
            wordBegin++;
        }
    }

    /** The rest of the line. */
    String lineText() {
        return new String(bytes, at, lineEnd - at, StandardCharsets.UTF_8);
    }

    /** Where the cursor is. */
    int at() {
        return at;
    }

    /** Skips words. */
    void skip(int words) {
        for (int i = 0; i < words; i++) {
            word();
        }
    }

    /** Whether this is the word. */
    boolean isWord(byte[] text) {
        return wordEnd - wordBegin == text.length && isAt(wordBegin, text);
    }

    /** Whether the word begins with these characters; then the word is what follows them. */
    boolean cutWord(byte[] text) {
        boolean begins = wordEnd - wordBegin >= text.length && isAt(wordBegin, text);
        wordBegin += begins ? text.length : 0;
        return begins;
    }

    int wordLength() {
        return wordEnd - wordBegin;
    }

    byte wordByte(int index) {
        return bytes[wordBegin + index];
    }

    String wordText() {
        return new String(bytes, wordBegin, wordEnd - wordBegin, StandardCharsets.UTF_8);
    }

    /** The next word as a whole number. */
    long number() {
        if (!word()) {
            return NONE;
        }
        long number = 0;
        for (int i = wordBegin; i < wordEnd; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9 || number > (Long.MAX_VALUE - digit) / 10) {
                return NONE;
            }
            number = 10 * number + digit;
        }
        return number;
    }

    /** The next word as a number with a fraction; NaN when it is none. */
    double decimal() {
        if (!word()) {
            return Double.NaN;
        }
        long digits = 0;
        double divisor = 0;
        for (int i = wordBegin; i < wordEnd; i++) {
            int digit = bytes[i] - '0';
            if (bytes[i] == '.' && divisor == 0) {
                divisor = 1;
            } else if (digit < 0 || digit > 9 || digits > Integer.MAX_VALUE) {
                return Double.NaN;
            } else {
                digits = 10 * digits + digit;
                divisor *= 10;
            }
        }
        return divisor == 0 ? digits : digits / divisor;
    }

    private void line(int begin, int feed) {
        at = begin;
        lineEnd = feed;
    }

    private int last(char character, int from, int to) {
        int found = to - 1;
        while (found >= from && bytes[found] != character) {
            found--;
        }
        return found < from ? -1 : found;
    }

    private boolean isAt(int begin, byte[] text) {
        return Arrays.equals(bytes, begin, begin + text.length, text, 0, text.length);
    }

    private static boolean isBlank(byte character) {
        return character == ' ' || character == '\t' || character == '\n';
    }
}

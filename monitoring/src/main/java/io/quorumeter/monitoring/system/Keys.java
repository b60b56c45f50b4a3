package io.quorumeter.monitoring.system;

import java.util.Arrays;
import java.util.stream.Stream;

/** The numbers that follow known words at the beginnings of lines, such as {@code MemFree:  1024 kB}. */
final class Keys {
    private final byte[][] words;
    private final long[] numbers;
    private int next;

    Keys(String... words) {
        this.words = Stream.of(words).map(Scan::ascii).toArray(byte[][]::new);
        this.numbers = new long[words.length];
    }

    /** Takes all lines of a file; false when it cannot be read. */
    boolean read(KernelFile file) {
        begin();
        if (!file.read()) {
            return false;
        }
        Scan text = file.text();
        while (text.nextLine()) {
            text.word();
            take(text);
        }
        return true;
    }

    /** Begins without numbers. */
    void begin() {
        Arrays.fill(numbers, Scan.NONE);
        next = 0;
    }

    /** Takes the number after the word, if that is known. */
    void take(Scan text) {
        for (int i = 0; i < words.length; i++) {
            int index = (next + i) % words.length; // mostly in the order of the file
            if (text.isWord(words[index])) {
                numbers[index] = text.number();
                next = index + 1;
                return;
            }
        }
    }

    /** The number after a word; {@link Scan#NONE} when there is none. */
    long of(int index) {
        return numbers[index];
    }

    /** A multiple of the number after a word; {@link Scan#NONE} when there is none. */
    long of(int index, int factor) {
        long number = numbers[index];
        return number < 0 || number > Long.MAX_VALUE / factor ? Scan.NONE : factor * number;
    }
}

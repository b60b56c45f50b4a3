package io.quorumeter.promql.model;

/**
 * A place in a text.
 *
 * @param line the line, from 1 on
 * @param column the character in the line, from 1 on
 */
public record Position(int line, int column) {
    /**
     * {@return the place of an offset}
     *
     * @param text the text
     * @param offset a count of chars, from 0 on; an offset beyond the end of the text counts as its end
     */
    public static Position of(String text, int offset) {
        int line = 1;
        int start = 0;
        int end = Math.min(offset, text.length());
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                start = i + 1;
            }
        }
        return new Position(line, text.codePointCount(start, end) + 1);
    }

    @Override
    public String toString() {
        return line + ":" + column;
    }
}

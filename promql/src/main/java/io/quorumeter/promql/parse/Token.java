package io.quorumeter.promql.parse;

import java.util.Locale;

/**
 * A piece of an expression's text.
 *
 * @param kind what it is
 * @param text the text; of a string, what it stands for
 * @param start the offset of its first character
 * @param end the offset after its last one
 */
record Token(Kind kind, String text, int start, int end) {
    enum Kind {
        END,
        NAME,
        NUMBER,
        DURATION,
        QUANTITY,
        STRING,
        SYMBOL
    }

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /** Returns whether it is a word of the grammar, in any case. */
    boolean isWord(String word) {
        return kind == Kind.NAME && text.equalsIgnoreCase(word);
    }

    /** Returns the text in lower case, as the grammar's words are looked up. */
    String word() {
        return kind == Kind.NAME ? text.toLowerCase(Locale.ROOT) : text;
    }

    /** Returns what an error says that was found. */
    String describe() {
        return switch (kind) {
            case END -> "end of input";
            case NAME -> "identifier \"" + text + "\"";
            case NUMBER, QUANTITY -> "number \"" + text + "\"";
            case DURATION -> "duration \"" + text + "\"";
            case STRING -> "string \"" + text + "\"";
            case SYMBOL -> "\"" + text + "\"";
        };
    }
}

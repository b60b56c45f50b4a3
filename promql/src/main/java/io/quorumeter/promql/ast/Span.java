package io.quorumeter.promql.ast;

/**
 * Where an expression stands in the text it was read from. Any two are equal, so that two trees are equal if they mean the same, wherever
 * their parts stood.
 *
 * @param start the offset of its first character
 * @param end the offset after its last one
 */
public record Span(int start, int end) {
    /** The place of an expression that was not read from a text. */
    public static final Span NONE = new Span(0, 0);

    @Override
    public boolean equals(Object other) {
        return other instanceof Span;
    }

    @Override
    public int hashCode() {
        return 0;
    }
}

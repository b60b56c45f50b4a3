package io.quorumeter.promql.ast;

import java.util.List;

/**
 * How samples of two vectors are brought together.
 *
 * @param on whether only the labels named count; otherwise all but these
 * @param labels the labels that {@code on} or {@code ignoring} names
 * @param cardinality how many samples of each side a match may have
 * @param include labels that the result gets from the side of which there is one
 */
public record Matching(boolean on, List<String> labels, Cardinality cardinality, List<String> include) {
    /** What an operator without any of this does: all labels count, one to one. */
    public static final Matching DEFAULT = new Matching(false, List.of(), Cardinality.ONE_TO_ONE, List.of());

    /** How many samples of each side a match may have. */
    public enum Cardinality {
        /** One of each. */
        ONE_TO_ONE,
        /** Many on the left, {@code group_left}. */
        MANY_TO_ONE,
        /** Many on the right, {@code group_right}. */
        ONE_TO_MANY
    }

    /**
     * Copies the lists.
     *
     * @param on whether only the labels named count; otherwise all but these
     * @param labels the labels that {@code on} or {@code ignoring} names
     * @param cardinality how many samples of each side a match may have
     * @param include labels that the result gets from the side of which there is one
     */
    public Matching {
        labels = List.copyOf(labels);
        include = List.copyOf(include);
    }
}

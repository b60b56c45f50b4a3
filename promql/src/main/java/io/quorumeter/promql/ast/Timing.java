package io.quorumeter.promql.ast;

/**
 * When a selector or a subquery is evaluated.
 *
 * @param at the time that it is fixed to
 * @param offset how many milliseconds earlier it looks
 */
public record Timing(At at, long offset) {
    /** At the time of evaluation. */
    public static final Timing NONE = new Timing(At.NONE, 0);

    /**
     * What {@code @} fixes.
     *
     * @param kind what the time is
     * @param millis the time, in milliseconds since 1970, if the kind is {@link Kind#TIME}
     */
    public record At(Kind kind, long millis) {
        /** Nothing. */
        public static final At NONE = new At(Kind.NONE, 0);

        /** {@return whether a time is fixed} */
        public boolean fixed() {
            return kind != Kind.NONE;
        }
    }

    /** What kind of time {@code @} gives. */
    public enum Kind {
        /** None. */
        NONE,
        /** A time. */
        TIME,
        /** The start of the whole query. */
        START,
        /** The end of the whole query. */
        END
    }
}

package io.quorumeter.promql.model;

/** Why a query has no answer: what was wrong, where in its text, and what would be right. */
public final class PromQlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The kinds of failure, named as in Prometheus' HTTP API. */
    public enum Type {
        /** The expression or a parameter is wrong. */
        BAD_DATA("bad_data"),
        /** The expression cannot be computed over these series, or needs more than a limit allows. */
        EXECUTION("execution"),
        /** It took longer than allowed. */
        TIMEOUT("timeout"),
        /** Its client gave up. */
        CANCELED("canceled"),
        /** Too many queries run or wait. */
        UNAVAILABLE("unavailable"),
        /** It failed in a way that is not foreseen. */
        INTERNAL("internal");

        private final String label;

        Type(String label) {
            this.label = label;
        }

        /** {@return the name in the HTTP API's {@code errorType}} */
        public String label() {
            return label;
        }
    }

    private final Type type;
    private final int line;
    private final int column;

    private PromQlException(Type type, int line, int column, String message) {
        super(message);
        this.type = type;
        this.line = line;
        this.column = column;
    }

    /**
     * {@return a failure that belongs to no place in the text}
     *
     * @param type the kind of failure
     * @param message what was wrong and what would be right
     */
    public static PromQlException of(Type type, String message) {
        return new PromQlException(type, 0, 0, message);
    }

    /**
     * {@return a failure to read the text, at an offset in it}
     *
     * @param text the whole expression
     * @param offset where the failure is, in chars from 0 on; an offset beyond the end counts as the end
     * @param message what was found and what was expected, without the place, which is put before it
     */
    public static PromQlException at(String text, int offset, String message) {
        Position position = Position.of(text, offset);
        return new PromQlException(
                Type.BAD_DATA, position.line(), position.column(), position + ": parse error: " + message);
    }

    /** {@return the kind of failure} */
    public Type type() {
        return type;
    }

    /** {@return the line in the expression from 1 on, 0 if the failure belongs to no place in it} */
    public int line() {
        return line;
    }

    /** {@return the column in the line from 1 on, counted in characters, 0 if the failure belongs to no place} */
    public int column() {
        return column;
    }
}

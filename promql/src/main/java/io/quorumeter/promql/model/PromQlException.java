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
        UNAVAILABLE("unavailable");

        private final String label;

        Type(String label) {
            this.label = label;
        }

        /** Returns the name in the HTTP API's {@code errorType}. */
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

    /** Returns a failure that belongs to no place in the text. */
    public static PromQlException of(Type type, String message) {
        return new PromQlException(type, 0, 0, message);
    }

    /** Returns a failure to read the text, at an offset in it. */
    public static PromQlException at(String text, int offset, String message) {
        Position position = Position.of(text, offset);
        return new PromQlException(
                Type.BAD_DATA, position.line(), position.column(), position + ": parse error: " + message);
    }

    /** Returns the kind of failure. */
    public Type type() {
        return type;
    }

    /** Returns the line in the expression from 1 on, 0 if the failure belongs to no place in it. */
    public int line() {
        return line;
    }

    /** Returns the column in the line from 1 on, counted in characters, 0 if the failure belongs to no place. */
    public int column() {
        return column;
    }
}

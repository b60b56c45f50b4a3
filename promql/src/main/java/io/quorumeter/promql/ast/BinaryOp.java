package io.quorumeter.promql.ast;

/** The operators between two expressions, weakest first. */
public enum BinaryOp {
    /** Series of the left side, and those of the right side that have no match. */
    OR("or", 1, Kind.SET),
    /** Series of the left side that have a match. */
    AND("and", 2, Kind.SET),
    /** Series of the left side that have no match. */
    UNLESS("unless", 2, Kind.SET),
    /** Equal. */
    EQUAL("==", 3, Kind.COMPARISON),
    /** Not equal. */
    NOT_EQUAL("!=", 3, Kind.COMPARISON),
    /** At most. */
    AT_MOST("<=", 3, Kind.COMPARISON),
    /** Less. */
    LESS("<", 3, Kind.COMPARISON),
    /** At least. */
    AT_LEAST(">=", 3, Kind.COMPARISON),
    /** Greater. */
    GREATER(">", 3, Kind.COMPARISON),
    /** Sum. */
    ADD("+", 4, Kind.ARITHMETIC),
    /** Difference. */
    SUBTRACT("-", 4, Kind.ARITHMETIC),
    /** Product. */
    MULTIPLY("*", 5, Kind.ARITHMETIC),
    /** Quotient. */
    DIVIDE("/", 5, Kind.ARITHMETIC),
    /** Remainder, with the sign of the left side. */
    MODULO("%", 5, Kind.ARITHMETIC),
    /** Angle of the point whose ordinate is on the left. */
    ATAN2("atan2", 5, Kind.ARITHMETIC),
    /** Power; the only operator that groups from the right. */
    POWER("^", 6, Kind.ARITHMETIC);

    /** What an operator does to two vectors. */
    public enum Kind {
        /** Computes values. */
        ARITHMETIC,
        /** Keeps the values that compare, or yields 0 and 1 after {@code bool}. */
        COMPARISON,
        /** Selects whole samples by whether they have a match. */
        SET
    }

    private final String symbol;
    private final int precedence;
    private final Kind kind;

    BinaryOp(String symbol, int precedence, Kind kind) {
        this.symbol = symbol;
        this.precedence = precedence;
        this.kind = kind;
    }

    /** {@return the operator as it is written} */
    public String symbol() {
        return symbol;
    }

    /** {@return how strongly the operator binds, from 1 (weakest) to 6} */
    public int precedence() {
        return precedence;
    }

    /** {@return what the operator does to two vectors} */
    public Kind kind() {
        return kind;
    }

    /**
     * {@return what an arithmetic operator yields}
     *
     * @param left the value on the left
     * @param right the value on the right
     */
    public double compute(double left, double right) {
        return switch (this) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
            case MODULO -> left % right;
            case ATAN2 -> Math.atan2(left, right);
            case POWER -> power(left, right);
            default -> throw new IllegalStateException(symbol + " computes nothing");
        };
    }

    /**
     * {@return whether a comparison holds}
     *
     * @param left the value on the left
     * @param right the value on the right
     */
    public boolean holds(double left, double right) {
        return switch (this) {
            case EQUAL -> left == right;
            case NOT_EQUAL -> left != right;
            case AT_MOST -> left <= right;
            case LESS -> left < right;
            case AT_LEAST -> left >= right;
            case GREATER -> left > right;
            default -> throw new IllegalStateException(symbol + " compares nothing");
        };
    }

    /** As IEEE 754 and Go have it, where Java yields NaN: one to any power, and minus one to an infinite one, is one. */
    private static double power(double base, double exponent) {
        return base == 1 || (base == -1 && Double.isInfinite(exponent)) ? 1 : Math.pow(base, exponent);
    }
}

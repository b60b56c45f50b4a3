package io.quorumeter.promql.ast;

import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An expression of the query language. Two are equal if they mean the same; {@link #text()} and {@link #formatted()} are read as equal ones. */
public sealed interface Expr {
    /** {@return where it stands in the text it was read from} */
    Span span();

    /** {@return what it yields} */
    ValueType type();

    /** {@return the expressions directly inside} */
    default List<Expr> children() {
        return List.of();
    }

    /**
     * {@return the same expression with each one directly inside replaced by one of the same type}
     *
     * @param change gives an expression's replacement, of the same type
     */
    default Expr map(UnaryOperator<Expr> change) {
        if (this instanceof Subquery it) {
            return new Subquery(change.apply(it.inner), it.range, it.step, it.timing, it.span);
        }
        if (this instanceof Paren it) {
            return new Paren(change.apply(it.inner), it.span);
        }
        if (this instanceof Unary it) {
            return new Unary(it.negative, change.apply(it.inner), it.span);
        }
        if (this instanceof Binary it) {
            return new Binary(it.op, it.bool, it.matching, change.apply(it.left), change.apply(it.right), it.span);
        }
        if (this instanceof Aggregate it) {
            Expr parameter = it.parameter == null ? null : change.apply(it.parameter);
            return new Aggregate(it.op, it.without, it.labels, parameter, change.apply(it.inner), it.span);
        }
        if (this instanceof Call it) {
            return new Call(it.function, it.arguments.stream().map(change).toList(), it.type, it.span);
        }
        return this;
    }

    /** {@return the expression without parentheses around it} */
    default Expr bare() {
        Expr bare = this;
        while (bare instanceof Paren paren) {
            bare = paren.inner;
        }
        return bare;
    }

    /** {@return its text in one line, in the form that Prometheus' own printer gives it} */
    default String text() {
        return Printer.print(this);
    }

    /** {@return its text as Prometheus' formatter gives it: over several lines where it has more than 100 bytes} */
    default String formatted() {
        return Layout.print(this, 0);
    }

    /**
     * A number.
     *
     * @param value the number
     * @param span where it stands in the text
     */
    record NumberLiteral(double value, Span span) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.SCALAR;
        }
    }

    /**
     * A text.
     *
     * @param value the text, without quotes and escapes
     * @param span where it stands in the text
     */
    record StringLiteral(String value, Span span) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.STRING;
        }
    }

    /**
     * Selects the newest sample of each series.
     *
     * @param name the metric's name, empty if none is given
     * @param matchers the conditions in braces
     * @param timing when it is evaluated
     * @param span where it stands in the text
     */
    record Selector(String name, List<Matcher> matchers, Timing timing, Span span) implements Expr {
        /**
         * Copies the list.
         *
         * @param name the metric's name, empty if none is given
         * @param matchers the conditions in braces
         * @param timing when it is evaluated
         * @param span where it stands in the text
         */
        public Selector {
            matchers = List.copyOf(matchers);
        }

        /** {@return all conditions, that on the metric's name among them} */
        public List<Matcher> conditions() {
            List<Matcher> all = new ArrayList<>(matchers);
            if (!name.isEmpty()) {
                all.add(0, Matcher.equal(Labels.NAME, name));
            }
            return all;
        }

        @Override
        public ValueType type() {
            return ValueType.VECTOR;
        }
    }

    /**
     * Selects the samples of each series over a time.
     *
     * @param selector selects the series
     * @param millis how many milliseconds that is
     * @param span where it stands in the text
     */
    record Range(Selector selector, long millis, Span span) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.MATRIX;
        }
    }

    /**
     * Evaluates an expression at the steps of a time.
     *
     * @param inner the expression
     * @param range how many milliseconds that is
     * @param step the distance of the steps in milliseconds, 0 for the default
     * @param timing when the time ends
     * @param span where it stands in the text
     */
    record Subquery(Expr inner, long range, long step, Timing timing, Span span) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.MATRIX;
        }

        @Override
        public List<Expr> children() {
            return List.of(inner);
        }
    }

    /**
     * Parentheses.
     *
     * @param inner the expression between them
     * @param span where it stands in the text
     */
    record Paren(Expr inner, Span span) implements Expr {
        @Override
        public ValueType type() {
            return inner.type();
        }

        @Override
        public List<Expr> children() {
            return List.of(inner);
        }
    }

    /**
     * A sign before anything but a number.
     *
     * @param negative whether it is a minus
     * @param inner the expression after it
     * @param span where it stands in the text
     */
    record Unary(boolean negative, Expr inner, Span span) implements Expr {
        /** {@return the sign as it is written} */
        public char sign() {
            return negative ? '-' : '+';
        }

        @Override
        public ValueType type() {
            return inner.type();
        }

        @Override
        public List<Expr> children() {
            return List.of(inner);
        }
    }

    /**
     * An operator between two expressions.
     *
     * @param op the operator
     * @param bool whether a comparison yields 0 and 1
     * @param matching how samples of two vectors are brought together
     * @param left the expression on the left
     * @param right the expression on the right
     * @param span where it stands in the text
     */
    record Binary(BinaryOp op, boolean bool, Matching matching, Expr left, Expr right, Span span) implements Expr {
        @Override
        public ValueType type() {
            return left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR
                    ? ValueType.SCALAR
                    : ValueType.VECTOR;
        }

        @Override
        public List<Expr> children() {
            return List.of(left, right);
        }
    }

    /**
     * An operator over the series of a vector.
     *
     * @param op the operator
     * @param without whether groups are made of all labels but those named; otherwise of these alone
     * @param labels the labels that {@code by} or {@code without} names
     * @param parameter the first of two arguments, null if the operator takes one
     * @param inner the vector
     * @param span where it stands in the text
     */
    record Aggregate(
            Aggregation op,
            boolean without,
            List<String> labels,
            @Nullable Expr parameter,
            Expr inner,
            Span span) implements Expr {
        /**
         * Copies the list.
         *
         * @param op the operator
         * @param without whether groups are made of all labels but those named; otherwise of these alone
         * @param labels the labels that {@code by} or {@code without} names
         * @param parameter the first of two arguments, null if the operator takes one
         * @param inner the vector
         * @param span where it stands in the text
         */
        public Aggregate {
            labels = List.copyOf(labels);
        }

        @Override
        public ValueType type() {
            return ValueType.VECTOR;
        }

        @Override
        public List<Expr> children() {
            return parameter == null ? List.of(inner) : List.of(parameter, inner);
        }
    }

    /**
     * A function's call.
     *
     * @param function the function's name
     * @param arguments its arguments, in order
     * @param type what the function yields
     * @param span where it stands in the text
     */
    record Call(String function, List<Expr> arguments, ValueType type, Span span) implements Expr {
        /**
         * Copies the list.
         *
         * @param function the function's name
         * @param arguments its arguments, in order
         * @param type what the function yields
         * @param span where it stands in the text
         */
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public List<Expr> children() {
            return arguments;
        }
    }
}

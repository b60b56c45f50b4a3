package io.quorumeter.promql.model;

import io.quorumeter.promql.regex.Regex;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A condition on one label; a label that a series lacks has the empty value. Two are equal if their texts are. */
public final class Matcher {
    /** How a label's value is compared. */
    public enum Op {
        /** The value is this one. */
        EQUAL("="),
        /** The value is another one. */
        NOT_EQUAL("!="),
        /** The whole value matches a regular expression. */
        REGEX("=~"),
        /** The whole value does not match a regular expression. */
        NOT_REGEX("!~");

        private final String symbol;

        Op(String symbol) {
            this.symbol = symbol;
        }

        /** {@return the operator as it is written} */
        public String symbol() {
            return symbol;
        }

        /** {@return whether the text is a regular expression} */
        public boolean isRegex() {
            return this == REGEX || this == NOT_REGEX;
        }

        /** {@return whether the condition is met by what the text describes, and not by all else} */
        public boolean isEqual() {
            return this == EQUAL || this == REGEX;
        }

        /**
         * {@return the operator by what it does}
         *
         * @param isEqual whether the condition is met by what the text describes
         * @param isRegex whether the text is a regular expression
         */
        public static Op of(boolean isEqual, boolean isRegex) {
            return isEqual ? (isRegex ? REGEX : EQUAL) : isRegex ? NOT_REGEX : NOT_EQUAL;
        }

        /**
         * {@return the operator that is written so}
         *
         * @param symbol such as {@code !~}
         * @throws IllegalArgumentException if there is none
         */
        public static Op of(String symbol) {
            return Arrays.stream(values())
                    .filter(one -> one.symbol.equals(symbol))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("'" + symbol + "' is no operator of a matcher"));
        }
    }

    private final String label;
    private final Op op;
    private final String value;
    private final @Nullable Regex regex;
    private final LongConsumer work;

    private Matcher(String label, Op op, String value, @Nullable Regex regex, LongConsumer work) {
        this.label = label;
        this.op = op;
        this.value = value;
        this.regex = regex;
        this.work = work;
    }

    /**
     * {@return a condition}
     *
     * @param label the label's name
     * @param op how the label's value is compared
     * @param value the value or, by {@code op}, the regular expression
     * @param semantics decides what {@code .} matches
     * @throws IllegalArgumentException if a regular expression is wrong or too large
     */
    public static Matcher of(String label, Op op, String value, Semantics semantics) {
        Regex regex = op.isRegex() ? Regex.compile(value, semantics == Semantics.V3) : null;
        return new Matcher(label, op, value, regex, steps -> {});
    }

    /**
     * {@return the condition that a label has a value}
     *
     * @param label the label's name
     * @param value the value; empty for series without the label
     */
    public static Matcher equal(String label, String value) {
        return new Matcher(label, Op.EQUAL, value, null, steps -> {});
    }

    /** {@return the label's name} */
    public String label() {
        return label;
    }

    /** {@return how the value is compared} */
    public Op op() {
        return op;
    }

    /** {@return the value or the regular expression} */
    public String value() {
        return value;
    }

    /** {@return how large the regular expression is, as {@link Regex#size} counts, 0 if there is none} */
    public int size() {
        return regex == null ? 0 : regex.size();
    }

    /**
     * {@return the same condition, which reports each comparison before it is made}
     *
     * @param report gets how many steps the comparison takes at most; what it throws ends the comparison
     */
    public Matcher beforeMatching(LongConsumer report) {
        return new Matcher(label, op, value, regex, report);
    }

    /**
     * {@return whether a value meets the condition}
     *
     * @param candidate a label's value, empty if there is no such label
     */
    public boolean matches(String candidate) {
        work.accept((long) size() * candidate.length());
        boolean same = regex == null ? value.equals(candidate) : regex.matches(candidate);
        return same == (op == Op.EQUAL || op == Op.REGEX);
    }

    /**
     * {@return whether all conditions hold for the labels}
     *
     * @param matchers the conditions; with none, all labels meet them
     * @param labels the labels of one series
     */
    public static boolean all(Iterable<Matcher> matchers, Labels labels) {
        for (Matcher matcher : matchers) {
            if (!matcher.matches(labels.get(matcher.label))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Matcher matcher
                && label.equals(matcher.label)
                && op == matcher.op
                && value.equals(matcher.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(label, op, value);
    }

    @Override
    public String toString() {
        return label + op.symbol + Quoting.quote(value);
    }
}

package io.quorumeter.promql.parse;

import static java.util.Map.entry;

import io.quorumeter.promql.ast.Aggregation;
import io.quorumeter.promql.ast.BinaryOp;
import io.quorumeter.promql.ast.Expr;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Numbers with units, an extension: {@code 1000ms}, {@code 90%}, {@code 4GiB}. What such a number is compared with or added to decides
 * what it means, by the last word of the metric's name: {@code 90%} of a {@code _ratio} is 0.9. Without such a word it is a number of
 * base units.
 */
final class Units {
    /** A unit as a multiple or a fraction of seconds, bytes or a ratio; dividing gives the same double as writing the fraction. */
    private record Unit(String base, double factor, double divisor) {
        Unit(String base, double factor) {
            this(base, factor, 1);
        }
    }

    private static final double KIB = 1024;

    private static final Map<String, Unit> LITERALS = Map.ofEntries(
            entry("ms", new Unit("seconds", 1, 1000)),
            entry("s", new Unit("seconds", 1)),
            entry("m", new Unit("seconds", 60)),
            entry("h", new Unit("seconds", 3600)),
            entry("d", new Unit("seconds", 86_400)),
            entry("%", new Unit("ratio", 1, 100)),
            entry("B", new Unit("bytes", 1)),
            entry("kB", new Unit("bytes", 1e3)),
            entry("KB", new Unit("bytes", 1e3)),
            entry("MB", new Unit("bytes", 1e6)),
            entry("GB", new Unit("bytes", 1e9)),
            entry("TB", new Unit("bytes", 1e12)),
            entry("KiB", new Unit("bytes", KIB)),
            entry("MiB", new Unit("bytes", KIB * KIB)),
            entry("GiB", new Unit("bytes", KIB * KIB * KIB)),
            entry("TiB", new Unit("bytes", KIB * KIB * KIB * KIB)));

    private static final Map<String, Unit> WORDS = Map.of(
            "seconds", new Unit("seconds", 1),
            "milliseconds", new Unit("seconds", 1, 1000),
            "bytes", new Unit("bytes", 1),
            "ratio", new Unit("ratio", 1),
            "percent", new Unit("ratio", 1, 100));

    /** What a name may have behind its unit. */
    private static final Set<String> SUFFIXES = Set.of("total", "sum", "max", "min", "bucket");

    private static final Set<Aggregation> CHANGING =
            Set.of(Aggregation.COUNT, Aggregation.GROUP, Aggregation.COUNT_VALUES, Aggregation.STDVAR);

    private static final Set<String> KEEPING = Set.of(
            "abs",
            "avg_over_time",
            "ceil",
            "clamp",
            "clamp_max",
            "clamp_min",
            "delta",
            "floor",
            "histogram_quantile",
            "idelta",
            "increase",
            "label_join",
            "label_replace",
            "last_over_time",
            "max_over_time",
            "min_over_time",
            "predict_linear",
            "quantile_over_time",
            "round",
            "scalar",
            "sort",
            "sort_desc",
            "sum_over_time");

    private Units() {}

    /** Returns the end of the unit at an offset, the offset itself if there is none. */
    static int end(String text, int at) {
        if (text.startsWith("%", at)) {
            return operandFollows(text, at + 1) ? at : at + 1;
        }
        int end = at;
        while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        return LITERALS.containsKey(text.substring(at, end)) ? end : at;
    }

    /** Returns the number of base units that a literal is. */
    static double value(String literal) {
        return number(literal) * unit(literal).factor / unit(literal).divisor;
    }

    /**
     * Returns the number that a literal is beside an expression.
     *
     * @throws IllegalArgumentException if that is measured in something else
     */
    static double value(String literal, Expr beside) {
        Unit word = word(beside);
        if (word == null) {
            return value(literal);
        }
        if (!word.base.equals(unit(literal).base)) {
            throw new IllegalArgumentException(
                    "\"" + literal + "\" is a number of " + unit(literal).base + ", but stands beside " + word.base);
        }
        return value(literal) * word.divisor / word.factor;
    }

    private static @Nullable Unit word(Expr expr) {
        Expr bare = expr.bare();
        if (bare instanceof Expr.Selector selector) {
            return word(selector.name());
        }
        if (bare instanceof Expr.Range range) {
            return word(range.selector().name());
        }
        boolean changes = (bare instanceof Expr.Aggregate aggregate && CHANGING.contains(aggregate.op()))
                || (bare instanceof Expr.Call call && !KEEPING.contains(call.function()))
                || (bare instanceof Expr.Binary binary
                        && binary.op().kind() == BinaryOp.Kind.ARITHMETIC
                        && binary.op().precedence() != BinaryOp.ADD.precedence());
        return changes ? null : word(bare.children());
    }

    private static @Nullable Unit word(List<Expr> expressions) {
        for (Expr each : expressions) {
            Unit word = word(each);
            if (word != null) {
                return word;
            }
        }
        return null;
    }

    private static @Nullable Unit word(String name) {
        int end = name.length();
        int start = name.lastIndexOf('_') + 1;
        while (start > 1 && SUFFIXES.contains(name.substring(start, end))) {
            end = start - 1;
            start = name.lastIndexOf('_', end - 1) + 1;
        }
        return WORDS.get(name.substring(start, end));
    }

    private static Unit unit(String literal) {
        Unit unit = LITERALS.get(literal.substring(digits(literal)));
        if (unit == null) {
            throw new IllegalArgumentException("\"" + literal + "\" has no known unit");
        }
        return unit;
    }

    private static double number(String literal) {
        return Double.parseDouble(literal.substring(0, digits(literal)).replace("_", ""));
    }

    private static int digits(String literal) {
        int digits = literal.length();
        while (!Character.isDigit(literal.charAt(digits - 1)) && literal.charAt(digits - 1) != '.') {
            digits--;
        }
        return digits;
    }

    /** Returns whether what follows can only be an operand, so that the sign before it is the operator of the remainder. */
    private static boolean operandFollows(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at == text.length() || ")],=!<>*/%^@#".indexOf(text.charAt(at)) >= 0) {
            return false;
        }
        int end = at;
        while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        return !Set.of("and", "or", "unless").contains(text.substring(at, end));
    }
}

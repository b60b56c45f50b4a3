package io.quorumeter.alerting.template;

import io.quorumeter.promql.model.Numbers;
import io.quorumeter.promql.model.Quoting;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as Go's package {@code fmt} prints them. */
final class GoFormat {
    private static final int MOST_DIGITS = 1000;
    private static final Pattern VERB = Pattern.compile("%([-+# 0]*)(\\d+)?(?:\\.(\\d*))?(.)?", Pattern.DOTALL);
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);

    private GoFormat() {}

    /** Returns a value as {@code %v} prints it. */
    static String print(@Nullable Object value) {
        if (value instanceof Double number) {
            return general(number, -1);
        }
        if (value instanceof Instant time) {
            return TIME.format(time.atOffset(ZoneOffset.UTC)) + " +0000 UTC";
        }
        if (value instanceof List<?> list) {
            return list.stream().map(GoFormat::print).collect(Collectors.joining(" ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(one -> one.getKey() + ":" + print(one.getValue()))
                    .sorted()
                    .collect(Collectors.joining(" ", "map[", "]"));
        }
        return value == null ? "<nil>" : value.toString();
    }

    /** Returns a number as {@code %g} prints it; precision −1 stands for the fewest digits that give it back. */
    static String general(double value, int precision) {
        if (!Double.isFinite(value) || value == 0) {
            return Numbers.plain(value);
        }
        BigDecimal digits = precision < 0
                ? new BigDecimal(Numbers.plain(value))
                : new BigDecimal(value).round(new MathContext(Math.max(1, precision), RoundingMode.HALF_EVEN));
        digits = digits.stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        return exponent < -4 || exponent >= (precision < 0 ? 6 : Math.max(1, precision))
                ? scientific(digits, digits.precision() - 1)
                : digits.toPlainString();
    }

    private static String scientific(BigDecimal number, int decimals) {
        BigDecimal rounded = number.round(new MathContext(decimals + 1, RoundingMode.HALF_EVEN));
        int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        String mantissa = rounded.movePointLeft(exponent)
                .setScale(decimals, RoundingMode.UNNECESSARY)
                .toPlainString();
        return mantissa + (exponent < 0 ? "e-" : "e+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    /** Returns a text with verbs filled in, as {@code fmt.Sprintf} does: what does not fit is said in the text. */
    static String printf(String format, List<@Nullable Object> values) {
        StringBuilder out = new StringBuilder();
        Matcher verb = VERB.matcher(format);
        int from = 0;
        int next = 0;
        while (verb.find(from)) {
            out.append(format, from, verb.start());
            from = verb.end();
            if (verb.group(4) == null) {
                out.append("%!(NOVERB)");
            } else if (verb.group(4).equals("%")) {
                out.append('%');
            } else if (next == values.size()) {
                out.append("%!").append(verb.group(4)).append("(MISSING)");
            } else {
                out.append(padded(verb, values.get(next++)));
            }
        }
        out.append(format, from, format.length());
        if (next < values.size()) {
            out.append(values.subList(next, values.size()).stream()
                    .map(value -> type(value) + "=" + print(value))
                    .collect(Collectors.joining(", ", "%!(EXTRA ", ")")));
        }
        return out.toString();
    }

    private static String padded(Matcher verb, @Nullable Object value) {
        String flags = verb.group(1);
        int width = verb.group(2) == null ? 0 : small(verb.group(2));
        int precision = verb.group(3) == null ? -1 : verb.group(3).isEmpty() ? 0 : small(verb.group(3));
        String text = one(verb.group(4).charAt(0), precision, value);
        boolean number = value instanceof Double || value instanceof Long;
        if (number && !text.startsWith("-") && !text.startsWith("+") && !text.startsWith("%")) {
            text = (flags.contains("+") ? "+" : flags.contains(" ") ? " " : "") + text;
        }
        int missing = width - text.codePointCount(0, text.length());
        if (missing <= 0) {
            return text;
        }
        if (flags.contains("-")) {
            return text + " ".repeat(missing);
        }
        if (!flags.contains("0") || !number) {
            return " ".repeat(missing) + text;
        }
        int sign = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        return text.substring(0, sign) + "0".repeat(missing) + text.substring(sign);
    }

    private static int small(String digits) {
        return digits.length() > 3 ? MOST_DIGITS : Integer.parseInt(digits);
    }

    private static String one(char verb, int precision, @Nullable Object value) {
        if (verb == 'v') {
            return value instanceof Double number ? general(number, precision) : print(value);
        }
        if (value instanceof Double number && "eEfFgG".indexOf(verb) >= 0) {
            return real(verb, precision, number);
        }
        if (value instanceof Long whole && "dxXobcq".indexOf(verb) >= 0) {
            return whole(verb, whole);
        }
        if (value instanceof Boolean && verb == 't') {
            return value.toString();
        }
        if (!(value instanceof Double || value instanceof Long || value instanceof Boolean || value == null)
                && (verb == 's' || verb == 'q')) {
            String text = print(value);
            int length = text.codePointCount(0, text.length());
            String cut = precision < 0 || precision >= length
                    ? text
                    : text.substring(0, text.offsetByCodePoints(0, precision));
            return verb == 's' ? cut : Quoting.quote(cut);
        }
        return "%!" + verb + "(" + (value == null ? "" : type(value) + "=") + print(value) + ")";
    }

    private static String real(char verb, int precision, double value) {
        if (!Double.isFinite(value)) {
            return Numbers.plain(value);
        }
        int decimals = precision < 0 ? 6 : precision;
        boolean negativeZero = value == 0 && 1 / value < 0;
        String text = switch (Character.toLowerCase(verb)) {
            case 'f' ->
                new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
            case 'e' ->
                scientific(
                        precision < 0 ? new BigDecimal(value).round(new MathContext(7)) : new BigDecimal(value),
                        decimals);
            default -> general(value, precision);
        };
        boolean lostSign = (negativeZero || value < 0) && !text.startsWith("-");
        return (lostSign ? "-" : "") + (Character.isUpperCase(verb) ? text.toUpperCase(Locale.ROOT) : text);
    }

    private static String whole(char verb, long value) {
        return switch (verb) {
            case 'x' -> Long.toString(value, 16);
            case 'X' -> Long.toString(value, 16).toUpperCase(Locale.ROOT);
            case 'o' -> Long.toString(value, 8);
            case 'b' -> Long.toString(value, 2);
            case 'c', 'q' -> {
                String letter = Character.isValidCodePoint((int) value) ? Character.toString((int) value) : "\ufffd";
                yield verb == 'c' ? letter : "'" + letter + "'";
            }
            default -> Long.toString(value);
        };
    }

    private static String type(@Nullable Object value) {
        return value == null
                ? "<nil>"
                : value instanceof Double
                        ? "float64"
                        : value instanceof Long
                                ? "int"
                                : value instanceof Boolean
                                        ? "bool"
                                        : value instanceof String
                                                ? "string"
                                                : value instanceof Instant ? "time.Time" : "map[string]string";
    }
}

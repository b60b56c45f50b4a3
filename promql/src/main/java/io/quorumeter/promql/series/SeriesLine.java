package io.quorumeter.promql.series;

import io.quorumeter.promql.PromQl;
import io.quorumeter.promql.ast.Expr;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Matcher;
import io.quorumeter.promql.model.Semantics;
import io.quorumeter.promql.model.Stale;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A series in the notation of Prometheus' tests: {@code name{label="value"} 1 2+3x4 _ stale}.
 *
 * @param labels the labels, the metric's name among them
 * @param values a value for each step, null where there is none
 */
public record SeriesLine(Labels labels, List<@Nullable Double> values) {
    private static final int MOST_VALUES = 1_000_000;
    private static final String NUMBER = "(?:[0-9]*\\.?[0-9]+(?:e[+-]?[0-9]+)?|[0-9]+\\.|inf|nan|stale)";
    private static final Pattern ITEM = Pattern.compile(
            "([+-]?" + NUMBER + "|_)(?:([+-])(" + NUMBER + "))?(?:x([0-9]+))?", Pattern.CASE_INSENSITIVE);

    /**
     * {@return a series from a line}
     *
     * @param line labels and values
     * @throws IllegalArgumentException if it is none
     * @throws io.quorumeter.promql.model.PromQlException if its labels cannot be read
     */
    public static SeriesLine parse(String line) {
        int split = endOfLabels(line);
        return new SeriesLine(parseLabels(line.substring(0, split)), parseValues(line.substring(split)));
    }

    /**
     * {@return labels as they stand before values}
     *
     * @param text {@code name{label="value"}}
     * @throws IllegalArgumentException if it is another expression, or compares a label by anything else than {@code =}
     * @throws io.quorumeter.promql.model.PromQlException if it cannot be read
     */
    public static Labels parseLabels(String text) {
        String series = text.strip();
        if (series.equals("{}") || series.isEmpty()) {
            return Labels.EMPTY;
        }
        Expr parsed = PromQl.parse(series, Semantics.V3); // the version that allows quoted names
        if (!(parsed instanceof Expr.Selector selector)
                || selector.conditions().stream().anyMatch(one -> one.op() != Matcher.Op.EQUAL)) {
            throw new IllegalArgumentException("not a series: " + series + "; write such as name{label=\"value\"}");
        }
        return Labels.of(selector.conditions().stream()
                .flatMap(one -> Stream.of(one.label(), one.value()))
                .toArray(String[]::new));
    }

    /**
     * {@return values as they stand behind labels, null where there is none}
     *
     * @param text {@code 1 2+3x4 _ stale}
     * @throws IllegalArgumentException if it is none, or there are more than a million
     */
    public static List<@Nullable Double> parseValues(String text) {
        List<@Nullable Double> values = new ArrayList<>();
        for (String item : text.strip().split("\\s+", -1)) {
            if (!item.isEmpty()) {
                add(item, values);
            }
        }
        return values;
    }

    private static void add(String item, List<@Nullable Double> values) {
        var matcher = ITEM.matcher(item);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a value of a series: " + item);
        }
        int times = matcher.group(4) == null ? 0 : times(matcher.group(4));
        if (values.size() + times > MOST_VALUES) {
            throw new IllegalArgumentException("more than " + MOST_VALUES + " values of a series");
        }
        if (matcher.group(1).equals("_")) {
            for (int i = 0; i < Math.max(1, times); i++) {
                values.add(null);
            }
            return;
        }
        double value = number(matcher.group(1));
        double step = matcher.group(3) == null ? 0 : number(matcher.group(2) + matcher.group(3));
        for (int i = 0; i <= times; i++) {
            values.add(i == 0 || step == 0 ? value : value + i * step);
        }
    }

    private static int times(String digits) {
        return digits.length() > 7 ? MOST_VALUES : Integer.parseInt(digits);
    }

    /**
     * {@return a value as it stands in a line}
     *
     * @param text a number, {@code inf}, {@code nan} or {@code stale}, in any case
     * @throws NumberFormatException if it is none
     */
    public static double number(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        String bare = word.startsWith("+") || word.startsWith("-") ? word.substring(1) : word;
        double value = switch (bare) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "nan" -> Double.NaN;
            case "stale" -> Stale.MARKER;
            default -> Double.parseDouble(bare);
        };
        return word.startsWith("-") ? -value : value;
    }

    private static int endOfLabels(String line) {
        char quote = 0;
        boolean braces = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                i += c == '\\' && quote != '`' ? 1 : 0;
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'' || c == '`') {
                quote = c;
            } else if (c == '{') {
                braces = true;
            } else if (c == '}') {
                return i + 1;
            } else if (!braces && Character.isWhitespace(c)) {
                int next = i;
                while (next < line.length() && Character.isWhitespace(line.charAt(next))) {
                    next++;
                }
                if (next == line.length() || line.charAt(next) != '{') {
                    return i;
                }
                i = next - 1;
            }
        }
        return line.length();
    }
}

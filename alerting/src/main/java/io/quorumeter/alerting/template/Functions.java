package io.quorumeter.alerting.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quorumeter.promql.ast.Durations;
import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.regex.Regex;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The functions of templates: those of Go's {@code text/template}, and those that Prometheus adds. */
final class Functions {
    private static final String LARGE = "kMGTPEZY";
    private static final String SMALL = "munpfazy";
    private static final Map<String, Function> ALL = all();

    private Functions() {}

    /** What a function does; the values are as many as it takes. */
    @FunctionalInterface
    private interface Body {
        @Nullable
        Object call(List<@Nullable Object> values, Rendering rendering);
    }

    /** A function of a number of values; most is −1 for any number. */
    private record Function(int least, int most, Body body) {}

    static boolean isKnown(String name) {
        return ALL.containsKey(name) || name.equals("and") || name.equals("or");
    }

    static @Nullable Object call(String name, List<@Nullable Object> values, Rendering rendering) {
        Function function = Objects.requireNonNull(ALL.get(name), name);
        if (values.size() < function.least || (function.most >= 0 && values.size() > function.most)) {
            throw new TemplateException("wrong number of args for " + name + ": " + values.size());
        }
        try {
            return function.body.call(values, rendering);
        } catch (TemplateException | PromQlException | IllegalArgumentException | IllegalStateException refused) {
            throw new TemplateException("error calling " + name + ": " + refused.getMessage());
        }
    }

    private static Map<String, Function> all() {
        Map<String, Function> all = new HashMap<>();
        addGo(all);
        addComparisons(all);
        addTexts(all);
        addNumbers(all);
        addQueries(all);
        return all;
    }

    private static void add(Map<String, Function> all, String name, int least, int most, Body body) {
        all.put(name, new Function(least, most, body));
    }

    private static void addGo(Map<String, Function> all) {
        add(all, "not", 1, 1, (values, at) -> !isTrue(values.get(0)));
        add(all, "len", 1, 1, (values, at) -> length(values.get(0)));
        add(all, "index", 1, -1, (values, at) -> index(values));
        add(all, "slice", 1, 3, (values, at) -> slice(values));
        add(all, "print", 0, -1, (values, at) -> sprint(values));
        add(all, "println", 0, -1, (values, at) -> sprintln(values));
        add(
                all,
                "printf",
                1,
                -1,
                (values, at) -> GoFormat.printf(text(values.get(0)), values.subList(1, values.size())));
        add(all, "call", 1, -1, (values, at) -> {
            throw new TemplateException("there are no values that can be called");
        });
        add(all, "html", 0, -1, (values, at) -> html(sprint(values)));
        add(all, "js", 0, -1, (values, at) -> js(sprint(values)));
        add(all, "urlquery", 0, -1, (values, at) -> URLEncoder.encode(sprint(values), UTF_8));
    }

    private static void addComparisons(Map<String, Function> all) {
        add(
                all,
                "eq",
                2,
                -1,
                (values, at) -> values.subList(1, values.size()).stream()
                        .anyMatch(one -> compare("eq", values.get(0), one) == 0));
        add(all, "ne", 2, 2, (values, at) -> compare("ne", values.get(0), values.get(1)) != 0);
        add(all, "lt", 2, 2, (values, at) -> order("lt", values) < 0);
        add(all, "le", 2, 2, (values, at) -> order("le", values) <= 0);
        add(all, "gt", 2, 2, (values, at) -> isOrdered(values) && order("gt", values) > 0);
        add(all, "ge", 2, 2, (values, at) -> isOrdered(values) && order("ge", values) >= 0);
    }

    private static void addTexts(Map<String, Function> all) {
        add(all, "title", 1, 1, (values, at) -> title(text(values.get(0))));
        add(all, "toUpper", 1, 1, (values, at) -> text(values.get(0)).toUpperCase(Locale.ROOT));
        add(all, "toLower", 1, 1, (values, at) -> text(values.get(0)).toLowerCase(Locale.ROOT));
        add(all, "match", 2, 2, (values, at) -> Regex.isFound(text(values.get(0)), text(values.get(1))));
        add(
                all,
                "reReplaceAll",
                3,
                3,
                (values, at) -> Regex.replaceAll(text(values.get(0)), text(values.get(1)), text(values.get(2))));
        add(all, "safeHtml", 1, 1, (values, at) -> text(values.get(0)));
        add(all, "stripPort", 1, 1, (values, at) -> stripPort(text(values.get(0))));
        add(all, "stripDomain", 1, 1, (values, at) -> stripDomain(text(values.get(0))));
        add(all, "urlQueryEscape", 1, 1, (values, at) -> URLEncoder.encode(text(values.get(0)), UTF_8));
        add(all, "graphLink", 1, 1, (values, at) -> link(text(values.get(0)), 0));
        add(all, "tableLink", 1, 1, (values, at) -> link(text(values.get(0)), 1));
        add(all, "externalURL", 0, 0, (values, at) -> at.data().externalUrl());
        add(all, "pathPrefix", 0, 0, (values, at) -> pathPrefix(at.data().externalUrl()));
        add(all, "args", 0, -1, (values, at) -> arguments(values));
    }

    private static void addNumbers(Map<String, Function> all) {
        add(all, "humanize", 1, 1, (values, at) -> humanize(number(values.get(0))));
        add(all, "humanize1024", 1, 1, (values, at) -> humanize1024(number(values.get(0))));
        add(all, "humanizeDuration", 1, 1, (values, at) -> humanizeDuration(number(values.get(0))));
        add(all, "humanizePercentage", 1, 1, (values, at) -> four(100 * number(values.get(0))) + "%");
        add(all, "humanizeTimestamp", 1, 1, (values, at) -> {
            double seconds = number(values.get(0));
            return Double.isFinite(seconds) ? GoFormat.print(time(seconds)) : four(seconds);
        });
        add(all, "toTime", 1, 1, (values, at) -> time(number(values.get(0))));
        add(all, "parseDuration", 1, 1, (values, at) -> duration(text(values.get(0))));
    }

    private static void addQueries(Map<String, Function> all) {
        add(all, "query", 1, 1, (values, at) -> at.query(text(values.get(0))));
        add(all, "first", 1, 1, (values, at) -> {
            List<?> samples = list(values.get(0));
            if (samples.isEmpty()) {
                throw new TemplateException("first() called on vector with no elements");
            }
            return samples.get(0);
        });
        add(all, "label", 2, 2, (values, at) -> label(text(values.get(0)), values.get(1)));
        add(all, "value", 1, 1, (values, at) -> entry(map(values.get(0)), "Value"));
        add(all, "strvalue", 1, 1, (values, at) -> label("__value__", values.get(0)));
        add(all, "sortByLabel", 2, 2, (values, at) -> {
            List<@Nullable Object> sorted = new ArrayList<>(list(values.get(1)));
            sorted.sort(Comparator.comparing(sample -> label(text(values.get(0)), sample)));
            return sorted;
        });
    }

    /** Returns whether a value counts as true: it is not nil, false, 0 or empty. */
    static boolean isTrue(@Nullable Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        return value instanceof Instant || (value != null && length(value) > 0);
    }

    /** Returns the value of a key; a label that is missing is empty. */
    static @Nullable Object entry(Map<?, ?> map, Object key) {
        Object value = map.get(key);
        boolean record = map.containsKey("Labels") || map.containsKey("arg0");
        if (value == null && map.containsKey("Labels")) {
            throw new TemplateException("can't evaluate field " + key);
        }
        return value == null && !record ? "" : value;
    }

    private static long length(@Nullable Object value) {
        if (value instanceof String text) {
            return text.getBytes(UTF_8).length;
        }
        if (value instanceof List<?> list) {
            return list.size();
        }
        if (value instanceof Map<?, ?> map) {
            return map.size();
        }
        throw new TemplateException("len of " + GoFormat.print(value));
    }

    private static @Nullable Object index(List<@Nullable Object> values) {
        Object found = values.get(0);
        for (Object key : values.subList(1, values.size())) {
            if (found instanceof Map<?, ?> map) {
                found = entry(map, text(key));
            } else {
                found = list(found).get(position(key, list(found).size() - 1));
            }
        }
        return found;
    }

    private static int position(@Nullable Object key, int last) {
        if (key instanceof Long position && position >= 0 && position <= last) {
            return position.intValue();
        }
        throw new TemplateException("index out of range: " + GoFormat.print(key));
    }

    private static Object slice(List<@Nullable Object> values) {
        int length = (int) length(values.get(0));
        int from = values.size() > 1 ? position(values.get(1), length) : 0;
        int to = values.size() > 2 ? position(values.get(2), length) : length;
        if (from > to) {
            throw new TemplateException("invalid slice index: " + from + " > " + to);
        }
        return values.get(0) instanceof String text
                ? new String(text.getBytes(UTF_8), from, to - from, UTF_8)
                : list(values.get(0)).subList(from, to);
    }

    /** Prints values, with a space between two of which neither is a text. */
    private static String sprint(List<@Nullable Object> values) {
        StringBuilder out = new StringBuilder();
        boolean afterText = true;
        for (Object value : values) {
            boolean isText = value instanceof String;
            out.append(afterText || isText ? "" : " ").append(GoFormat.print(value));
            afterText = isText;
        }
        return out.toString();
    }

    private static String sprintln(List<@Nullable Object> values) {
        StringBuilder out = new StringBuilder();
        values.forEach(value -> out.append(out.isEmpty() ? "" : " ").append(GoFormat.print(value)));
        return out.append('\n').toString();
    }

    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&#34;")
                .replace("'", "&#39;");
    }

    private static String js(String text) {
        return text.replace("\\", "\\\\")
                .replace("'", "\\'")
                .replace("\"", "\\\"")
                .replace("<", "\\u003C")
                .replace(">", "\\u003E")
                .replace("&", "\\u0026")
                .replace("=", "\\u003D")
                .replace("\n", "\\u000A");
    }

    private static int order(String name, List<@Nullable Object> values) {
        if (values.get(0) == null || values.get(1) == null || values.get(0) instanceof Boolean) {
            throw new TemplateException("invalid type for comparison");
        }
        return compare(name, values.get(0), values.get(1));
    }

    /** Returns false where a value is NaN, which is neither more nor less than any other. */
    private static boolean isOrdered(List<@Nullable Object> values) {
        return values.stream().noneMatch(value -> value instanceof Double number && number.isNaN());
    }

    /** Compares values of one kind; NaN equals nothing. */
    private static int compare(String name, @Nullable Object a, @Nullable Object b) {
        if (a instanceof Double x && b instanceof Double y) {
            return x < y ? -1 : x.doubleValue() == y ? 0 : 1;
        }
        if (a instanceof Long x && b instanceof Long y) {
            return Long.compare(x, y);
        }
        if (a instanceof String x && b instanceof String y) {
            return x.compareTo(y);
        }
        if (a instanceof Boolean x && b instanceof Boolean y) {
            return Boolean.compare(x, y);
        }
        if ((a == null || b == null) && (name.equals("eq") || name.equals("ne"))) {
            return a == b ? 0 : 1;
        }
        throw new TemplateException("incompatible types for comparison");
    }

    private static String title(String text) {
        StringBuilder out = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            char before = i == 0 ? ' ' : text.charAt(i - 1);
            if (!Character.isLetterOrDigit(before) && before != '_' && before != '\'') {
                out.setCharAt(i, Character.toTitleCase(text.charAt(i)));
            }
        }
        return out.toString();
    }

    private static String stripPort(String hostPort) {
        if (hostPort.startsWith("[") && hostPort.indexOf("]:") > 0) {
            return hostPort.substring(1, hostPort.indexOf("]:"));
        }
        int colon = hostPort.indexOf(':');
        return colon < 0 || colon != hostPort.lastIndexOf(':') ? hostPort : hostPort.substring(0, colon);
    }

    private static String stripDomain(String hostPort) {
        String host = stripPort(hostPort);
        String port = host.equals(hostPort) || hostPort.startsWith("[") ? "" : hostPort.substring(host.length());
        boolean address = host.contains(":") || host.matches("\\d+\\.\\d+\\.\\d+\\.\\d+");
        return address ? hostPort : host.split("\\.", 2)[0] + port;
    }

    private static String link(String expression, int tab) {
        return "/graph?g0.expr=" + URLEncoder.encode(expression, UTF_8) + "&g0.tab=" + tab;
    }

    private static String pathPrefix(String url) {
        try {
            return URI.create(url).getPath();
        } catch (IllegalArgumentException wrong) {
            return "";
        }
    }

    private static Map<String, @Nullable Object> arguments(List<@Nullable Object> values) {
        Map<String, @Nullable Object> arguments = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            arguments.put("arg" + i, values.get(i));
        }
        return arguments;
    }

    private static String humanize(double value) {
        double rest = value;
        String prefix = "";
        if (value == 0 || !Double.isFinite(value)) {
            return four(value);
        }
        if (Math.abs(value) >= 1) {
            for (int i = 0; i < LARGE.length() && Math.abs(rest) >= 1000; i++) {
                prefix = LARGE.substring(i, i + 1);
                rest /= 1000;
            }
            return four(rest) + prefix;
        }
        return small(value);
    }

    private static String small(double value) {
        double rest = value;
        String prefix = "";
        for (int i = 0; i < SMALL.length() && Math.abs(rest) < 1; i++) {
            prefix = SMALL.substring(i, i + 1);
            rest *= 1000;
        }
        return four(rest) + prefix;
    }

    private static String humanize1024(double value) {
        double rest = value;
        String prefix = "";
        for (int i = 0; i < LARGE.length() && Math.abs(rest) >= 1024 && Double.isFinite(value); i++) {
            prefix = LARGE.charAt(i) + "i";
            rest /= 1024;
        }
        return four(rest) + prefix.replace('K', 'k');
    }

    private static String humanizeDuration(double value) {
        if (!Double.isFinite(value)) {
            return four(value);
        }
        double size = Math.abs(value);
        if (value == 0) {
            return "0s";
        }
        if (size < 1) {
            return small(value) + "s";
        }
        String sign = value < 0 ? "-" : "";
        long seconds = (long) size;
        long minutes = seconds / 60;
        long hours = minutes / 60;
        long days = hours / 24;
        if (days > 0) {
            return sign + days + "d " + hours % 24 + "h " + minutes % 60 + "m " + seconds % 60 + "s";
        }
        if (hours > 0) {
            return sign + hours + "h " + minutes % 60 + "m " + seconds % 60 + "s";
        }
        return minutes > 0 ? sign + minutes + "m " + seconds % 60 + "s" : four(value) + "s";
    }

    private static String four(double value) {
        return GoFormat.general(value, 4);
    }

    private static Instant time(double seconds) {
        if (!(Math.abs(seconds) <= 9e9)) {
            throw new TemplateException(GoFormat.print(seconds) + " cannot be represented as a nanoseconds timestamp");
        }
        return Instant.ofEpochMilli(new BigDecimal(seconds).movePointRight(3).longValue());
    }

    private static double duration(String text) {
        try {
            return Durations.parse(text) / 1000.0;
        } catch (IllegalArgumentException wrong) {
            throw new TemplateException(String.valueOf(wrong.getMessage()));
        }
    }

    private static String label(String name, @Nullable Object sample) {
        return text(entry(map(entry(map(sample), "Labels")), name));
    }

    private static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new TemplateException("wrong type: expected a string; got " + GoFormat.print(value));
    }

    private static double number(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof String text) {
            try {
                return Double.parseDouble(text.replace("Inf", "Infinity"));
            } catch (NumberFormatException wrong) {
                throw new TemplateException("\"" + text + "\" is not a number");
            }
        }
        throw new TemplateException("can't convert " + GoFormat.print(value) + " to a number");
    }

    private static List<?> list(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new TemplateException("wrong type: expected the answer to a query; got " + GoFormat.print(value));
    }

    private static Map<?, ?> map(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new TemplateException("wrong type: expected a sample; got " + GoFormat.print(value));
    }
}

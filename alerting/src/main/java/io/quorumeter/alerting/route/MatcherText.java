package io.quorumeter.alerting.route;

import io.quorumeter.promql.model.Matcher;
import io.quorumeter.promql.model.Matcher.Op;
import io.quorumeter.promql.model.Semantics;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Conditions on labels as Alertmanager writes them: {@code severity="critical", team=~"a|b"}, with or without braces around them and quotes
 * around values. In a value {@code \"}, {@code \\} and {@code \n} are escapes; any other backslash stands for itself.
 */
public final class MatcherText {
    private static final Pattern MATCHER =
            Pattern.compile("\\s*([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(=~|=|!=|!~)\\s*(.*?)\\s*", Pattern.DOTALL);

    private MatcherText() {}

    /**
     * {@return the conditions of a text, in its order; none if it is empty}
     *
     * @param text conditions separated by commas
     * @throws IllegalArgumentException if one is wrong
     */
    public static List<Matcher> parse(String text) {
        boolean inBraces = text.startsWith("{") && text.endsWith("}") && text.length() > 1;
        String list = inBraces ? text.substring(1, text.length() - 1) : text;
        List<Matcher> matchers = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                matchers.add(one(list.substring(start, i)));
                start = i + 1;
            }
        }
        String rest = list.substring(start);
        if (!rest.isBlank()) {
            matchers.add(one(rest));
        }
        return matchers;
    }

    /**
     * {@return the one condition of a text}
     *
     * @param text a label, an operator and a value, in which commas may stand without quotes
     * @throws IllegalArgumentException if it is wrong
     */
    public static Matcher one(String text) {
        java.util.regex.Matcher parts = MATCHER.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("bad matcher format: " + text + "; write such as severity=\"critical\"");
        }
        return matcher(parts.group(1), Op.of(parts.group(2)), value(parts.group(3)));
    }

    /**
     * {@return a condition whose regular expression is one of Alertmanager: {@code .} matches no line break}
     *
     * @param label the label's name
     * @param op how its value is compared
     * @param value the value or the regular expression
     * @throws IllegalArgumentException if a regular expression is wrong or too large
     */
    public static Matcher matcher(String label, Op op, String value) {
        return Matcher.of(label, op, value, Semantics.V2);
    }

    private static String value(String raw) {
        int from = raw.startsWith("\"") ? 1 : 0;
        StringBuilder value = new StringBuilder();
        for (int i = from; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '\\' && i + 1 < raw.length() && "\\\"n".indexOf(raw.charAt(i + 1)) >= 0) {
                i++;
                value.append(raw.charAt(i) == 'n' ? '\n' : raw.charAt(i));
            } else if (c == '"') {
                if (from == 1 && i == raw.length() - 1) {
                    return value.toString();
                }
                throw unescaped(raw);
            } else {
                value.append(c);
            }
        }
        if (from == 1) {
            throw unescaped(raw);
        }
        return value.toString();
    }

    private static IllegalArgumentException unescaped(String raw) {
        return new IllegalArgumentException("matcher value contains unescaped double quote: " + raw);
    }
}

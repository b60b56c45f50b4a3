package io.quorumeter.promql.parse;

import io.quorumeter.promql.ast.Durations;
import io.quorumeter.promql.ast.Names;
import io.quorumeter.promql.ast.Timing;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Matcher;
import io.quorumeter.promql.model.Semantics;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the leaves of an expression: numbers, durations, times, lists of labels and conditions. */
final class Literals {
    /** Times beyond these seconds have no milliseconds in 64 bits. */
    private static final double MAX_SECONDS = Long.MAX_VALUE / 1000.0;

    /** Enough for every 64-bit floating-point number without exponent; reading digits of another base takes quadratic time. */
    private static final int MAX_DIGITS = 400;

    /** How large all regular expressions of an expression may be, some 5 MB. */
    private static final int MAX_REGEXES = 50_000;

    private final TokenStream tokens;
    private final Semantics semantics;
    private int regexes;

    Literals(TokenStream tokens, Semantics semantics) {
        this.tokens = tokens;
        this.semantics = semantics;
    }

    /** A metric's name, empty if none is given, and the other conditions in braces. */
    record Conditions(String name, List<Matcher> matchers) {}

    double number(Token token) {
        if (token.text().length() > MAX_DIGITS) {
            throw tokens.error(token, "number longer than " + MAX_DIGITS + " characters");
        }
        try {
            return switch (token.kind()) {
                case QUANTITY -> Units.value(token.text());
                case DURATION -> {
                    if (semantics == Semantics.V2) {
                        throw tokens.unexpected(token, "an expression");
                    }
                    yield Durations.parse(token.text()) / 1000.0;
                }
                default -> number(token.text());
            };
        } catch (IllegalArgumentException e) {
            throw tokens.error(token, e.getMessage());
        }
    }

    /** As Go reads them: {@code 0x1f} and {@code 017} are whole numbers of other bases. */
    private static double number(String literal) {
        String digits = literal.replace("_", "");
        if (digits.length() > 2 && (digits.charAt(1) == 'x' || digits.charAt(1) == 'X')) {
            return new BigInteger(digits.substring(2), 16).doubleValue();
        }
        if (digits.length() > 1 && digits.charAt(0) == '0' && digits.chars().allMatch(c -> c >= '0' && c <= '7')) {
            return new BigInteger(digits, 8).doubleValue();
        }
        try {
            return Double.parseDouble(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("error parsing number: \"" + literal + "\"", e);
        }
    }

    /** Reads a duration of at least a millisecond; numbers are seconds since 3.0. */
    long positiveDuration() {
        Token token = tokens.peek();
        long millis = duration("duration");
        if (millis <= 0) {
            throw tokens.error(token, "duration must be greater than 0");
        }
        return millis;
    }

    long offset() {
        boolean negative = tokens.peek().is("-");
        if (negative || (tokens.peek().is("+") && semantics == Semantics.V3)) {
            tokens.next();
        }
        long millis = semantics == Semantics.V2 ? positiveDuration() : duration("duration");
        return negative ? -millis : millis;
    }

    private long duration(String expected) {
        Token token = tokens.peek();
        boolean number = token.kind() == Token.Kind.NUMBER && semantics == Semantics.V3;
        // With units a duration is a quantity where a number may stand.
        boolean duration = token.kind() == Token.Kind.DURATION || token.kind() == Token.Kind.QUANTITY;
        if (!number && !duration) {
            throw tokens.unexpected(expected);
        }
        tokens.next();
        try {
            return number ? Durations.ofSeconds(number(token)) : Durations.parse(token.text());
        } catch (IllegalArgumentException e) {
            throw tokens.error(token, e.getMessage());
        }
    }

    Timing.At at() {
        for (Timing.Kind kind : List.of(Timing.Kind.START, Timing.Kind.END)) {
            if (tokens.takeWord(kind == Timing.Kind.START ? "start" : "end")) {
                tokens.expect("(", "\"(\"");
                tokens.expect(")", "\")\"");
                return new Timing.At(kind, 0);
            }
        }
        boolean negative = tokens.peek().is("-");
        if (negative || tokens.peek().is("+")) {
            tokens.next();
        }
        Token token = tokens.peek();
        boolean word = token.isWord("inf") || token.isWord("nan");
        if (token.kind() != Token.Kind.NUMBER
                && !word
                && (token.kind() != Token.Kind.DURATION || semantics == Semantics.V2)) {
            throw tokens.unexpected("timestamp");
        }
        tokens.next();
        double seconds = word ? Double.NaN : number(token);
        if (!(seconds < MAX_SECONDS)) {
            throw tokens.error(token, "timestamp out of bounds for @ modifier: " + token.text());
        }
        long millis = Math.round(seconds * 1000);
        return new Timing.At(Timing.Kind.TIME, negative ? -millis : millis);
    }

    List<String> labels() {
        tokens.expect("(", "\"(\"");
        List<String> labels = new ArrayList<>();
        while (!tokens.peek().is(")")) {
            Token token = tokens.next();
            boolean quoted = token.kind() == Token.Kind.STRING
                    && semantics == Semantics.V3
                    && !token.text().isEmpty();
            if (!quoted && (token.kind() != Token.Kind.NAME || !Names.isLabel(token.text()))) {
                throw tokens.unexpected(token, "label");
            }
            labels.add(token.text());
            if (!tokens.peek().is(")")) {
                tokens.expect(",", "\",\" or \")\"");
            }
        }
        tokens.next();
        return labels;
    }

    Conditions conditions(String name) {
        tokens.expect("{", "\"{\"");
        String metric = name;
        List<Matcher> matchers = new ArrayList<>();
        while (!tokens.peek().is("}")) {
            Token label = tokens.next();
            boolean quoted = label.kind() == Token.Kind.STRING && semantics == Semantics.V3;
            if (!quoted && (label.kind() != Token.Kind.NAME || !Names.isLabel(label.text()))) {
                throw tokens.unexpected(label, "identifier or \"}\"");
            }
            if (quoted && (tokens.peek().is(",") || tokens.peek().is("}"))) {
                if (!metric.isEmpty() || label.text().isEmpty()) {
                    throw tokens.error(
                            label, "metric name must not be set twice: \"" + metric + "\" or \"" + label.text() + "\"");
                }
                metric = label.text();
            } else {
                matchers.add(matcher(label));
            }
            if (!tokens.peek().is("}")) {
                tokens.expect(",", "\",\" or \"}\"");
            }
        }
        Token end = tokens.next();
        if (!metric.isEmpty()
                && matchers.stream().anyMatch(matcher -> matcher.label().equals(Labels.NAME))) {
            throw tokens.error(end, "metric name must not be set twice: \"" + metric + "\"");
        }
        return new Conditions(metric, matchers);
    }

    private Matcher matcher(Token label) {
        Token symbol = tokens.peek();
        Matcher.Op op = Stream.of(Matcher.Op.values())
                .filter(each -> symbol.is(each.symbol()))
                .findFirst()
                .orElseThrow(() -> tokens.unexpected("label matching operator"));
        tokens.next();
        Token value = tokens.peek();
        if (value.kind() != Token.Kind.STRING) {
            throw tokens.unexpected("string");
        }
        tokens.next();
        Matcher matcher;
        try {
            matcher = Matcher.of(label.text(), op, value.text(), semantics);
        } catch (IllegalArgumentException e) {
            throw tokens.error(value, e.getMessage());
        }
        regexes += matcher.size();
        if (regexes > MAX_REGEXES) {
            throw tokens.error(value, "regular expressions together larger than " + MAX_REGEXES);
        }
        return matcher;
    }
}

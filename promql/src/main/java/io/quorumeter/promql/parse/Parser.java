package io.quorumeter.promql.parse;

import io.quorumeter.promql.ast.Aggregation;
import io.quorumeter.promql.ast.BinaryOp;
import io.quorumeter.promql.ast.Expr;
import io.quorumeter.promql.ast.Matching;
import io.quorumeter.promql.ast.Matching.Cardinality;
import io.quorumeter.promql.ast.Names;
import io.quorumeter.promql.ast.Span;
import io.quorumeter.promql.ast.Timing;
import io.quorumeter.promql.function.Function;
import io.quorumeter.promql.function.Functions;
import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.model.Semantics;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads expressions by recursive descent. Every method returns the tree of what it read and leaves that tree's height in {@link #height},
 * which is bounded: neither deep nesting nor a long chain of operators can exhaust the stack, here or where the tree is walked.
 */
public final class Parser {
    private static final int MAX_LENGTH = 1 << 16;
    private static final int MAX_DEPTH = 100;

    /** Trees are also high where operators follow each other; walking over these takes less stack than reading nested ones. */
    private static final int MAX_HEIGHT = 400;

    private static final Map<String, BinaryOp> OPERATORS =
            Stream.of(BinaryOp.values()).collect(Collectors.toUnmodifiableMap(BinaryOp::symbol, op -> op));

    private static final Map<String, Aggregation> AGGREGATIONS =
            Stream.of(Aggregation.values()).collect(Collectors.toUnmodifiableMap(Aggregation::symbol, op -> op));

    private static final Set<Aggregation> SINCE_3 = Set.of(Aggregation.LIMITK, Aggregation.LIMIT_RATIO);

    private final String text;
    private final Semantics semantics;
    private final TokenStream tokens;
    private final Literals literals;
    private final Check check;
    private final boolean units;
    private final IdentityHashMap<Expr, String> quantities = new IdentityHashMap<>();
    private int depth;
    private int height;

    private Parser(String text, Semantics semantics, boolean units) {
        this.text = text;
        this.semantics = semantics;
        this.units = units;
        this.tokens = new TokenStream(text, new Lexer(text, semantics, units));
        this.literals = new Literals(tokens, semantics);
        this.check = new Check(text);
    }

    /**
     * Reads an expression.
     *
     * @param text the whole expression, at most 65,536 characters
     * @param semantics the version whose syntax and functions count
     * @param units whether numbers may have units; an expression that is legal without them never means anything else with them
     * @return the expression's tree
     * @throws PromQlException of type {@code bad_data} if it is none
     */
    public static Expr parse(String text, Semantics semantics, boolean units) {
        if (text.length() > MAX_LENGTH) {
            throw PromQlException.at(text, MAX_LENGTH, "expression longer than " + MAX_LENGTH + " characters");
        }
        try {
            return new Parser(text, semantics, false).whole();
        } catch (PromQlException e) {
            if (!units) {
                throw e;
            }
            return new Parser(text, semantics, true).whole();
        }
    }

    private Expr whole() {
        if (tokens.peek().kind() == Token.Kind.END) {
            throw PromQlException.at(text, 0, "no expression found in input");
        }
        Expr expr = expression(1);
        if (tokens.peek().kind() != Token.Kind.END) {
            throw tokens.unexpected("an operator or end of input");
        }
        return expr;
    }

    /** Reads operators that bind at least as strongly as a precedence. */
    private Expr expression(int precedence) {
        descend();
        Expr left = unary();
        while (true) {
            BinaryOp op = OPERATORS.get(tokens.peek().word());
            if (op == null || op.precedence() < precedence) {
                depth--;
                return left;
            }
            int leftHeight = height;
            Token symbol = tokens.next();
            boolean bool = tokens.takeWord("bool");
            Matching matching = matching();
            Expr right = expression(op == BinaryOp.POWER ? op.precedence() : op.precedence() + 1);
            raise(Math.max(leftHeight, height));
            left = binary(op, bool, matching, left, right, symbol);
        }
    }

    private Expr binary(BinaryOp op, boolean bool, Matching matching, Expr left, Expr right, Token symbol) {
        Expr first = left;
        Expr second = right;
        if (units && (op.kind() == BinaryOp.Kind.COMPARISON || op.precedence() == BinaryOp.ADD.precedence())) {
            first = resolved(left, right);
            second = resolved(right, left);
        }
        Expr.Binary binary = new Expr.Binary(
                op,
                bool,
                matching,
                first,
                second,
                new Span(left.span().start(), right.span().end()));
        check.binary(binary, symbol);
        return binary;
    }

    private Expr resolved(Expr number, Expr beside) {
        String quantity = quantities.get(number.bare());
        if (quantity == null) {
            return number;
        }
        try {
            return new Expr.NumberLiteral(Units.value(quantity, beside), number.span());
        } catch (IllegalArgumentException e) {
            throw PromQlException.at(text, number.span().start(), String.valueOf(e.getMessage()));
        }
    }

    private Matching matching() {
        boolean on = tokens.peek().isWord("on");
        if (!on && !tokens.peek().isWord("ignoring")) {
            return Matching.DEFAULT;
        }
        tokens.next();
        List<String> labels = literals.labels();
        boolean left = tokens.peek().isWord("group_left");
        if (!left && !tokens.peek().isWord("group_right")) {
            return new Matching(on, labels, Cardinality.ONE_TO_ONE, List.of());
        }
        tokens.next();
        List<String> include = tokens.peek().is("(") ? literals.labels() : List.of();
        return new Matching(on, labels, left ? Cardinality.MANY_TO_ONE : Cardinality.ONE_TO_MANY, include);
    }

    private Expr unary() {
        Token sign = tokens.peek();
        if (!sign.is("-") && !sign.is("+")) {
            return postfix(primary());
        }
        tokens.next();
        Expr inner = expression(BinaryOp.POWER.precedence());
        boolean negative = sign.is("-");
        Span span = new Span(sign.start(), inner.span().end());
        if (inner instanceof Expr.NumberLiteral number) {
            Expr signed = new Expr.NumberLiteral(negative ? -number.value() : number.value(), span);
            String quantity = quantities.get(number);
            if (quantity != null) {
                quantities.put(signed, negative ? "-" + quantity : quantity);
            }
            return signed;
        }
        check.sign(inner);
        raise(height);
        return new Expr.Unary(negative, inner, span);
    }

    /** Reads what may stand behind an operand: ranges, subqueries, {@code offset} and {@code @}. */
    private Expr postfix(Expr operand) {
        Expr expr = operand;
        while (true) {
            Token token = tokens.peek();
            if (token.is("[")) {
                raise(height);
                expr = brackets(expr);
            } else if (token.isWord("offset")) {
                tokens.next();
                expr = timed(expr, token, null, literals.offset());
            } else if (token.is("@")) {
                tokens.next();
                expr = timed(expr, token, literals.at(), 0);
            } else {
                return expr;
            }
        }
    }

    private Expr brackets(Expr expr) {
        Token bracket = tokens.next();
        long range = literals.positiveDuration();
        if (tokens.peek().is("]")) {
            Span span = new Span(expr.span().start(), tokens.next().end());
            if (!(expr instanceof Expr.Selector selector)) {
                throw PromQlException.at(text, bracket.start(), "ranges only allowed for vector selectors");
            }
            if (selector.timing().offset() != 0) {
                throw PromQlException.at(text, bracket.start(), "no offset modifiers allowed before range");
            }
            if (selector.timing().at().fixed()) {
                throw PromQlException.at(text, bracket.start(), "no @ modifiers allowed before range");
            }
            return new Expr.Range(selector, range, span);
        }
        tokens.expect(":", "\":\" or \"]\"");
        long step = tokens.peek().is("]") ? 0 : literals.positiveDuration();
        Token end = tokens.expect("]", "\"]\"");
        check.subquery(expr);
        return new Expr.Subquery(
                expr, range, step, Timing.NONE, new Span(expr.span().start(), end.end()));
    }

    private Expr timed(Expr expr, Token word, Timing.@Nullable At at, long offset) {
        Span span = new Span(expr.span().start(), tokens.end());
        if (expr instanceof Expr.Selector selector) {
            Timing timing = timing(selector.timing(), word, at, offset);
            return new Expr.Selector(selector.name(), selector.matchers(), timing, span);
        }
        if (expr instanceof Expr.Range range) {
            return new Expr.Range((Expr.Selector) timed(range.selector(), word, at, offset), range.millis(), span);
        }
        if (expr instanceof Expr.Subquery subquery) {
            Timing timing = timing(subquery.timing(), word, at, offset);
            return new Expr.Subquery(subquery.inner(), subquery.range(), subquery.step(), timing, span);
        }
        throw PromQlException.at(
                text,
                word.start(),
                (at == null ? "offset" : "@")
                        + " modifier must be preceded by an instant vector selector or range vector selector or a subquery");
    }

    private Timing timing(Timing timing, Token word, Timing.@Nullable At at, long offset) {
        if (at == null && timing.offset() != 0) {
            throw PromQlException.at(text, word.start(), "offset may not be set multiple times");
        }
        if (at != null && timing.at().fixed()) {
            throw PromQlException.at(text, word.start(), "@ <timestamp> may not be set multiple times");
        }
        return at == null ? new Timing(timing.at(), offset) : new Timing(at, timing.offset());
    }

    private Expr primary() {
        height = 1;
        Token token = tokens.peek();
        Span span = new Span(token.start(), token.end());
        return switch (token.kind()) {
            case NUMBER, DURATION, QUANTITY -> number(tokens.next(), span);
            case STRING -> new Expr.StringLiteral(tokens.next().text(), span);
            case NAME -> name();
            default -> {
                if (token.is("(")) {
                    yield paren();
                }
                if (token.is("{")) {
                    yield selector("", token);
                }
                throw tokens.unexpected("an expression");
            }
        };
    }

    private Expr number(Token token, Span span) {
        Expr.NumberLiteral number = new Expr.NumberLiteral(literals.number(token), span);
        if (token.kind() == Token.Kind.QUANTITY) {
            quantities.put(number, token.text());
        }
        return number;
    }

    private Expr paren() {
        Token open = tokens.next();
        Expr inner = expression(1);
        Token close = tokens.expect(")", "\")\"");
        raise(height);
        return new Expr.Paren(inner, new Span(open.start(), close.end()));
    }

    private Expr name() {
        Token name = tokens.next();
        String word = name.word();
        Aggregation aggregation = AGGREGATIONS.get(word);
        boolean known = aggregation != null && (semantics == Semantics.V3 || !SINCE_3.contains(aggregation));
        Token next = tokens.peek();
        if (known && aggregation != null && (next.is("(") || next.isWord("by") || next.isWord("without"))) {
            return aggregate(aggregation, name);
        }
        if (word.equals("inf") || word.equals("nan")) {
            double value = word.equals("inf") ? Double.POSITIVE_INFINITY : Double.NaN;
            return new Expr.NumberLiteral(value, new Span(name.start(), name.end()));
        }
        if (next.is("(") && Names.isLabel(name.text())) {
            return call(name);
        }
        if (!Names.isMetric(name.text())) {
            throw tokens.unexpected(name, "an expression");
        }
        return selector(name.text(), name);
    }

    private Expr selector(String name, Token first) {
        Literals.Conditions conditions =
                tokens.peek().is("{") ? literals.conditions(name) : new Literals.Conditions(name, List.of());
        Expr.Selector selector = new Expr.Selector(
                conditions.name(), conditions.matchers(), Timing.NONE, new Span(first.start(), tokens.end()));
        check.selector(selector);
        return selector;
    }

    private Expr aggregate(Aggregation op, Token name) {
        Grouping grouping = grouping();
        List<Expr> arguments = arguments();
        if (grouping == null) {
            grouping = grouping();
        }
        int expected = op.parameter() == null ? 1 : 2;
        Span span = new Span(name.start(), tokens.end());
        if (arguments.size() != expected) {
            throw PromQlException.at(
                    text,
                    name.start(),
                    "wrong number of arguments for aggregate expression provided, expected " + expected + ", got "
                            + arguments.size());
        }
        Expr.Aggregate aggregate = new Expr.Aggregate(
                op,
                grouping != null && grouping.without,
                grouping == null ? List.of() : grouping.labels,
                expected == 1 ? null : arguments.get(0),
                arguments.get(expected - 1),
                span);
        check.aggregate(aggregate);
        return aggregate;
    }

    private record Grouping(boolean without, List<String> labels) {}

    private @Nullable Grouping grouping() {
        boolean without = tokens.peek().isWord("without");
        if (!without && !tokens.peek().isWord("by")) {
            return null;
        }
        tokens.next();
        return new Grouping(without, literals.labels());
    }

    private Expr call(Token name) {
        Function function = Functions.find(name.text(), semantics);
        if (function == null) {
            throw PromQlException.at(text, name.start(), "unknown function with name \"" + name.text() + "\"");
        }
        List<Expr> arguments = arguments();
        Expr.Call call =
                new Expr.Call(function.name(), arguments, function.result(), new Span(name.start(), tokens.end()));
        check.call(call, function);
        return call;
    }

    private List<Expr> arguments() {
        tokens.expect("(", "\"(\"");
        List<Expr> arguments = new ArrayList<>();
        int highest = 0;
        while (!tokens.peek().is(")")) {
            if (!arguments.isEmpty()) {
                Token comma = tokens.expect(",", "\",\" or \")\"");
                if (tokens.peek().is(")")) {
                    throw PromQlException.at(text, comma.start(), "trailing commas not allowed in function call args");
                }
            }
            arguments.add(expression(1));
            highest = Math.max(highest, height);
        }
        tokens.next();
        raise(highest);
        return arguments;
    }

    private void descend() {
        if (++depth > MAX_DEPTH) {
            throw tooDeep(MAX_DEPTH);
        }
    }

    private void raise(int below) {
        height = below + 1;
        if (height > MAX_HEIGHT) {
            throw tooDeep(MAX_HEIGHT);
        }
    }

    private PromQlException tooDeep(int most) {
        return PromQlException.at(text, tokens.peek().start(), "expression nested deeper than " + most);
    }
}

package io.quorumeter.promql;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.promql.ast.Aggregation;
import io.quorumeter.promql.ast.BinaryOp;
import io.quorumeter.promql.ast.Expr;
import io.quorumeter.promql.ast.Matching;
import io.quorumeter.promql.ast.Matching.Cardinality;
import io.quorumeter.promql.ast.Span;
import io.quorumeter.promql.ast.Timing;
import io.quorumeter.promql.ast.ValueType;
import io.quorumeter.promql.function.Function;
import io.quorumeter.promql.function.Functions;
import io.quorumeter.promql.model.Matcher;
import io.quorumeter.promql.model.Semantics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoundTripTest {
    private static final Semantics V3 = Semantics.V3;
    private static final List<Function> FUNCTIONS = List.copyOf(Functions.all(V3));
    private static final String[] NAMES = {"up", "a:b", "sum", "with.dots", "on", "é", "_x"};
    private static final String[] TEXTS = {"", "a", "\"", "\\", "\n\t\r", "\u0001\u007f", "é𝄞", "'`"};
    private static final double[] NUMBERS = {
        0, -0.0, 1, -1.5, 1e21, 1e-7, 1e300, 0.1 + 0.2, Double.NaN, Double.POSITIVE_INFINITY, -1e22
    };

    @Test
    void generatedTree_isReadBackFromItsText() {
        long seed = Long.getLong("promql.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            Expr expr = vector(random, 4);
            for (String text : List.of(expr.text(), expr.formatted())) {
                assertThat(PromQl.parse(text, V3)).as("seed %d, %s", seed, text).isEqualTo(expr);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void expressionOfATestFile_isReadBackFromItsText(Semantics semantics) throws IOException {
        for (Expr expr : FuzzTest.parsed(semantics)) {
            for (String text : List.of(expr.text(), expr.formatted())) {
                assertThat(PromQl.parse(text, semantics)).as(text).isEqualTo(expr);
            }
        }
    }

    @Test
    void everyFunctionOperatorAndAggregation_isInATestFile() throws IOException {
        Set<String> functions = new TreeSet<>();
        Set<BinaryOp> operators = EnumSet.noneOf(BinaryOp.class);
        Set<Aggregation> aggregations = EnumSet.noneOf(Aggregation.class);
        for (Semantics semantics : Semantics.values()) {
            FuzzTest.parsed(semantics).forEach(expr -> collect(expr, functions, operators, aggregations));
        }
        Set<String> all = new TreeSet<>();
        for (Semantics semantics : Semantics.values()) {
            Functions.all(semantics).forEach(function -> all.add(function.name()));
        }
        assertThat(functions).isEqualTo(all);
        assertThat(operators).containsExactly(BinaryOp.values());
        assertThat(aggregations).containsExactly(Aggregation.values());
    }

    private static void collect(
            Expr expr, Set<String> functions, Set<BinaryOp> operators, Set<Aggregation> aggregations) {
        if (expr instanceof Expr.Call call) {
            functions.add(call.function());
        }
        if (expr instanceof Expr.Binary binary) {
            operators.add(binary.op());
        }
        if (expr instanceof Expr.Aggregate aggregate) {
            aggregations.add(aggregate.op());
        }
        expr.children().forEach(child -> collect(child, functions, operators, aggregations));
    }

    private static Expr vector(Random random, int depth) {
        if (depth == 0) {
            return selector(random);
        }
        return switch (random.nextInt(6)) {
            case 0 -> selector(random);
            case 1 -> paren(vector(random, depth - 1));
            case 2 -> new Expr.Unary(random.nextBoolean(), paren(vector(random, depth - 1)), Span.NONE);
            case 3 -> binary(random, depth);
            case 4 -> aggregate(random, depth);
            default -> call(random, depth, ValueType.VECTOR);
        };
    }

    private static Expr scalar(Random random, int depth) {
        if (depth <= 0 || random.nextBoolean()) {
            return new Expr.NumberLiteral(NUMBERS[random.nextInt(NUMBERS.length)], Span.NONE);
        }
        if (random.nextBoolean()) {
            return call(random, depth, ValueType.SCALAR);
        }
        Expr left = paren(scalar(random, depth - 1));
        return new Expr.Binary(
                BinaryOp.ADD, false, Matching.DEFAULT, left, paren(scalar(random, depth - 1)), Span.NONE);
    }

    private static Expr matrix(Random random, int depth) {
        long range = random.nextInt(100_000_000) + 1L;
        if (random.nextBoolean()) {
            return new Expr.Range(selector(random), range, Span.NONE);
        }
        long step = random.nextBoolean() ? 0 : random.nextInt(100_000) + 1L;
        return new Expr.Subquery(paren(vector(random, depth - 1)), range, step, timing(random), Span.NONE);
    }

    private static Expr binary(Random random, int depth) {
        BinaryOp op = BinaryOp.values()[random.nextInt(BinaryOp.values().length)];
        boolean set = op.kind() == BinaryOp.Kind.SET;
        boolean bool = op.kind() == BinaryOp.Kind.COMPARISON && random.nextBoolean();
        Expr left = paren(vector(random, depth - 1));
        if (!set && random.nextInt(3) == 0) {
            return new Expr.Binary(op, bool, Matching.DEFAULT, left, paren(scalar(random, depth - 1)), Span.NONE);
        }
        Cardinality cardinality = set ? Cardinality.ONE_TO_ONE : Cardinality.values()[random.nextInt(3)];
        List<String> include = cardinality == Cardinality.ONE_TO_ONE ? List.of() : List.of("z");
        boolean on = random.nextBoolean();
        List<String> labels = random.nextBoolean() ? List.of("x", "a.b") : List.of();
        Matching matching = new Matching(on, labels, cardinality, include);
        return new Expr.Binary(op, bool, matching, left, paren(vector(random, depth - 1)), Span.NONE);
    }

    private static Expr aggregate(Random random, int depth) {
        Aggregation op = Aggregation.values()[random.nextInt(Aggregation.values().length)];
        Expr parameter = op.parameter() == null ? null : argument(op.parameter(), random, depth - 1);
        List<String> labels = random.nextBoolean() ? List.of() : List.of("x", "by", "ü");
        return new Expr.Aggregate(op, random.nextBoolean(), labels, parameter, vector(random, depth - 1), Span.NONE);
    }

    private static Expr call(Random random, int depth, ValueType type) {
        List<Function> fitting =
                FUNCTIONS.stream().filter(function -> function.result() == type).toList();
        Function function = fitting.get(random.nextInt(fitting.size()));
        List<Expr> arguments = new ArrayList<>();
        int count = function.arguments().size() - (function.optional() > 0 ? random.nextInt(2) : 0);
        for (int i = 0; i < count; i++) {
            arguments.add(argument(function.arguments().get(i), random, depth - 1));
        }
        return new Expr.Call(function.name(), arguments, type, Span.NONE);
    }

    private static Expr argument(ValueType type, Random random, int depth) {
        return switch (type) {
            case SCALAR -> scalar(random, depth);
            case STRING -> new Expr.StringLiteral(TEXTS[random.nextInt(TEXTS.length)], Span.NONE);
            case MATRIX -> matrix(random, Math.max(1, depth));
            case VECTOR -> vector(random, Math.max(0, depth));
        };
    }

    private static Expr.Selector selector(Random random) {
        List<Matcher> matchers = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            Matcher.Op op = Matcher.Op.values()[random.nextInt(4)];
            boolean regex = op == Matcher.Op.REGEX || op == Matcher.Op.NOT_REGEX;
            String value = regex ? "a.*\\d" : TEXTS[random.nextInt(TEXTS.length)];
            matchers.add(Matcher.of(random.nextBoolean() ? "job" : "dotted.name", op, value, V3));
        }
        return new Expr.Selector(NAMES[random.nextInt(NAMES.length)], matchers, timing(random), Span.NONE);
    }

    private static Timing timing(Random random) {
        Timing.Kind kind = Timing.Kind.values()[random.nextInt(4)];
        long millis = kind == Timing.Kind.TIME ? random.nextLong() / 1_000_000 : 0;
        long offset = random.nextBoolean() ? 0 : random.nextInt();
        return new Timing(new Timing.At(kind, millis), offset);
    }

    private static Expr paren(Expr inner) {
        return new Expr.Paren(inner, Span.NONE);
    }
}

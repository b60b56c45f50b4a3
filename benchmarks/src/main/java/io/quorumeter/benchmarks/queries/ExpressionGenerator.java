package io.quorumeter.benchmarks.queries;

import io.quorumeter.promql.ast.Aggregation;
import io.quorumeter.promql.ast.BinaryOp;
import io.quorumeter.promql.ast.ValueType;
import io.quorumeter.promql.function.Function;
import io.quorumeter.promql.function.Functions;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Quoting;
import io.quorumeter.promql.model.Semantics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Makes expressions of Prometheus 2 about given series, always the same ones for a seed. Each is of the type that its place needs, down to
 * the selectors, so that nearly all have an answer. Every function and operator has its turn as the outermost one; what is inside it is
 * drawn by lot. Some expressions are wrong on purpose. Left out is what docs/promql.md names as different on purpose.
 */
final class ExpressionGenerator {
    private static final int WRONG_EACH = 20;
    private static final String[] RANGES = {"30s", "1m", "5m", "7m30s", "20m"};

    private final SplittableRandom random;
    private final List<Labels> series;
    private final List<Labels> buckets;
    private final long endMillis;
    private final List<Supplier<String>> turns = new ArrayList<>();
    private final List<Supplier<String>> wrong = List.of(
            () -> "rate(" + selector() + ")",
            () -> "sum(" + selector() + "[5m])",
            () -> "abs(" + number() + ")",
            () -> number() + " and " + selector(),
            () -> number() + " < " + number(),
            () -> "no_such_function(" + selector() + ")",
            () -> selector() + "[5m:] + 1",
            () -> "topk(" + selector() + ")",
            () -> selector() + " offset",
            () -> "{job=~\".*\"}",
            () -> "label_replace(" + selector() + ", \"a b\", \"$1\", \"le\", \"(.*)\")",
            () -> "label_replace(" + selector() + ", \"a\", \"$1\", \"le\", \"(\")",
            () -> name() + " * on () " + name(),
            () -> "label_replace(" + name() + ", \"instance\", \"\", \"\", \"\") / on (no_label) group_left " + name(),
            () -> "\"text\" + 1",
            () -> "sum by (" + selector());
    private int made;

    /**
     * Prepares a generator.
     *
     * @param seed gives the same expressions again
     * @param series those that are asked about
     * @param endMillis the end of what is asked, for modifiers
     */
    ExpressionGenerator(long seed, List<Labels> series, long endMillis) {
        this.random = new SplittableRandom(seed);
        this.series = series.stream().sorted(Comparator.naturalOrder()).toList();
        this.buckets = this.series.stream()
                .filter(labels -> !labels.get("le").isEmpty())
                .toList();
        this.endMillis = endMillis;
        Functions.all(Semantics.V2).stream()
                .sorted(Comparator.comparing(Function::name))
                .forEach(function -> turns.add(() -> call(function, 2)));
        Arrays.stream(BinaryOp.values()).forEach(op -> turns.add(() -> binary(op, 1)));
        Arrays.stream(Aggregation.values())
                .filter(op -> !Uses.SINCE_3.contains(op))
                .forEach(op -> turns.add(() -> aggregate(op, 2)));
        turns.add(() -> "-" + vector(1));
        turns.add(this::joined);
        turns.add(this::filled);
        turns.add(() -> scalar(2));
    }

    /** Returns the next expression. */
    String next() {
        int number = made++;
        if (number % WRONG_EACH == WRONG_EACH - 1) {
            return wrong.get(number / WRONG_EACH % wrong.size()).get();
        }
        return turns.get((number - number / WRONG_EACH) % turns.size()).get();
    }

    private String vector(int depth) {
        if (depth == 0) {
            return random.nextInt(3) == 0 ? "rate(" + range(0) + ")" : selector();
        }
        return switch (random.nextInt(6)) {
            case 0 -> aggregate(Aggregation.SUM, depth - 1);
            case 1 -> aggregate(pick(Aggregation.AVG, Aggregation.MAX, Aggregation.MIN, Aggregation.COUNT), depth - 1);
            case 2 -> binary(pick(BinaryOp.ADD, BinaryOp.MULTIPLY, BinaryOp.DIVIDE, BinaryOp.AT_LEAST), depth - 1);
            case 3 ->
                pick("rate", "increase", "delta", "avg_over_time", "max_over_time", "irate", "changes") + "("
                        + range(depth - 1) + ")";
            case 4 -> "(" + vector(depth - 1) + ")";
            default -> vector(0);
        };
    }

    private String scalar(int depth) {
        return switch (random.nextInt(depth > 0 ? 5 : 2)) {
            case 0, 1 -> number();
            case 2 -> "scalar(sum(" + selector() + "))";
            case 3 -> "time()";
            default -> "(" + scalar(depth - 1) + " " + pick("+", "-", "*", "/") + " " + scalar(depth - 1) + ")";
        };
    }

    private String number() {
        return pick("0", "1", "2", "-3", "0.5", "1e3", "0x1F", "12.25", "60");
    }

    private String name() {
        return pick(series).get(Labels.NAME);
    }

    private String selector() {
        return condition(pick(series)) + modifier();
    }

    /** The name and, as often as not, a condition that one of its series meets. */
    private String condition(Labels one) {
        List<String> names = own(one);
        String name = one.get(Labels.NAME);
        if (names.isEmpty() || random.nextBoolean()) {
            return name;
        }
        String label = pick(names);
        String value = one.get(label);
        String matched = switch (random.nextInt(4)) {
            case 0 -> label + "=" + Quoting.quote(value);
            case 1 -> label + "!=" + Quoting.quote(value);
            case 2 -> label + "=~" + Quoting.quote(value.substring(0, 1).replaceAll("[+.]", ".") + ".*");
            default -> label + "!~" + Quoting.quote(".*" + value.substring(value.length() - 1));
        };
        return name + "{" + matched + "}";
    }

    private String modifier() {
        return switch (random.nextInt(8)) {
            case 0 -> " offset " + pick(RANGES);
            case 1 -> " offset -1m";
            case 2 -> " @ " + (endMillis / 1_000 - random.nextInt(1_200)) + ".5";
            case 3 -> " @ " + pick("start()", "end()");
            default -> "";
        };
    }

    private String range(int depth) {
        if (depth > 0 && random.nextInt(3) == 0) {
            return vector(depth - 1) + "[" + pick("5m", "10m") + ":" + pick("", "30s", "1m") + "]" + modifier();
        }
        return condition(pick(series)) + "[" + pick(RANGES) + "]" + modifier();
    }

    private String call(Function function, int depth) {
        String name = function.name();
        return switch (name) {
            case "histogram_quantile" ->
                name + "(" + share() + ", sum by (le) (rate(" + pick(buckets).get(Labels.NAME) + "[5m])))";
            case "quantile_over_time" -> name + "(" + share() + ", " + range(depth - 1) + ")";
            case "holt_winters" -> name + "(" + range(0) + ", 0.3, 0.6)";
            case "predict_linear" ->
                name + "(" + condition(pick(series)) + "[" + pick(RANGES) + "], " + pick("60", "3600", "-30") + ")";
            case "hour", "minute", "month", "year", "day_of_month", "day_of_week", "day_of_year", "days_in_month" ->
                name + "(" + pick("", "timestamp(" + selector() + ")", "vector(" + number() + ")") + ")";
            case "sinh", "cosh" -> name + "(" + vector(depth - 1) + " % 700)";
            case "label_join" -> {
                Labels one = labelled();
                yield name + "(" + condition(one) + ", \"joined\", \"-\", \"" + String.join("\", \"", own(one)) + "\")";
            }
            case "label_replace" -> {
                Labels one = labelled();
                yield name + "(" + condition(one) + ", \"copied\", \"$1-x\", \"" + pick(own(one)) + "\", \"(.).*\")";
            }
            case "clamp" -> name + "(" + vector(depth - 1) + ", " + number() + ", 1e4)";
            case "absent", "absent_over_time" ->
                name + "(" + (random.nextBoolean() ? "no_such_metric" : name()) + "{one=\"1\",two=~\"2\"}"
                        + (name.equals("absent") ? ")" : "[5m])");
            default ->
                name + "("
                        + function.arguments().stream()
                                .limit(function.arguments().size()
                                        - (function.optional() > 0 ? random.nextInt(function.optional() + 1) : 0))
                                .map(type -> argument(type, depth - 1))
                                .collect(Collectors.joining(", "))
                        + ")";
        };
    }

    private String argument(ValueType type, int depth) {
        return switch (type) {
            case VECTOR -> vector(depth);
            case MATRIX -> range(depth);
            case SCALAR -> scalar(depth);
            case STRING -> "\"text\"";
        };
    }

    private String share() {
        return pick("0.5", "0.9", "0.99", "0", "1", "1.5", "-1");
    }

    private String aggregate(Aggregation op, int depth) {
        Labels one = pick(series);
        String inner = depth == 0 || random.nextBoolean() ? condition(one) : vector(depth - 1);
        List<String> labels = own(one);
        String grouping =
                labels.isEmpty() ? "" : pick("", " by (" + pick(labels) + ")", " without (" + pick(labels) + ")");
        String parameter = switch (op) {
            case TOPK, BOTTOMK -> pick("1", "3") + ", ";
            case QUANTILE -> share() + ", ";
            case COUNT_VALUES -> "\"value\", ";
            default -> "";
        };
        // a label has all digits of its number, of which the comparison leaves some open
        String shown = op == Aggregation.COUNT_VALUES ? "round(" + inner + ", 0.001)" : inner;
        return op.symbol() + grouping + " (" + parameter + shown + ")";
    }

    /** Both sides come from the same series, so that they match. */
    private String binary(BinaryOp op, int depth) {
        Labels one = pick(series);
        String bool = op.kind() == BinaryOp.Kind.COMPARISON && random.nextBoolean() ? " bool" : "";
        if (op.kind() != BinaryOp.Kind.SET && random.nextInt(3) == 0) {
            String left = vector(depth);
            String right = number();
            return random.nextBoolean()
                    ? left + " " + op.symbol() + bool + " " + right
                    : right + " " + op.symbol() + bool + " " + left;
        }
        List<String> labels = own(one);
        String name = one.get(Labels.NAME);
        String matching =
                labels.isEmpty() ? "" : pick("", " on (" + String.join(", ", labels) + ")", " ignoring (nothing)");
        return condition(one) + " " + op.symbol() + bool + matching + " "
                + pick(name, condition(one), name + " offset 1m");
    }

    /** Many series to one. */
    private String joined() {
        Labels one = labelled();
        String label = pick(own(one));
        String many = condition(one);
        String single = "sum by (" + label + ") (" + one.get(Labels.NAME) + ")";
        return random.nextBoolean()
                ? many + " / on (" + label + ") group_left " + single
                : single + " - on (" + label + ") group_right " + many;
    }

    /** What is missing on the left comes from the right. */
    private String filled() {
        return "(" + vector(1) + " > 1) or " + vector(0) + " unless " + selector();
    }

    private Labels labelled() {
        Labels one = pick(series);
        while (own(one).isEmpty()) {
            one = pick(series);
        }
        return one;
    }

    private static List<String> own(Labels labels) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            if (!labels.name(i).equals(Labels.NAME)) {
                names.add(labels.name(i));
            }
        }
        return names;
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    @SafeVarargs
    private <T> T pick(T... all) {
        return all[random.nextInt(all.length)];
    }
}

package io.quorumeter.promql.eval;

import static java.util.Objects.requireNonNull;

import io.quorumeter.promql.ast.Expr;
import io.quorumeter.promql.function.Function;
import io.quorumeter.promql.function.Function.Behaviour;
import io.quorumeter.promql.function.Functions;
import io.quorumeter.promql.function.RangeFunction;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Matcher;
import io.quorumeter.promql.model.Semantics;
import io.quorumeter.promql.model.Stale;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Calls functions: those that are the same for each value or window, and those that look at more. */
final class Calls {
    /** Its result keeps the metric's name. */
    private static final String LAST = "last_over_time";

    private final Evaluator evaluator;
    private final Semantics semantics;
    private final Selection selection;
    private final Windows windows;
    private final Meter meter;
    private final Notes notes;

    Calls(Evaluator evaluator, Semantics semantics, Selection selection, Windows windows, Meter meter, Notes notes) {
        this.evaluator = evaluator;
        this.semantics = semantics;
        this.selection = selection;
        this.windows = windows;
        this.meter = meter;
        this.notes = notes;
    }

    double[] scalar(Expr.Call call, Steps steps) {
        return switch (call.function()) {
            case "pi" -> steps.filled(Math.PI);
            case "time" -> time(steps);
            case "scalar" -> only(evaluator.vector(call.arguments().get(0), steps), steps);
            default -> throw new IllegalStateException(call.function());
        };
    }

    Rows vector(Expr.Call call, Steps steps) {
        Function function = requireNonNull(Functions.find(call.function(), semantics));
        if (function.behaviour() instanceof Behaviour.Each each) {
            return evaluator.each(argumentOrTime(call, steps), each.operator()).distinct(false);
        }
        if (function.behaviour() instanceof Behaviour.OverTime overTime) {
            return overTime(call, overTime.function(), steps);
        }
        List<Expr> arguments = call.arguments();
        return switch (call.function()) {
            case "absent" -> absent(arguments.get(0), evaluator.vector(arguments.get(0), steps), steps);
            case "clamp", "clamp_max", "clamp_min" -> clamp(call, steps);
            case "histogram_quantile", "histogram_fraction" ->
                new Histograms(semantics, meter, notes).apply(call, evaluator, steps);
            case "label_join", "label_replace" ->
                new Relabelling(call, semantics, meter).apply(evaluator.vector(arguments.get(0), steps));
            case "round" -> round(call, steps);
            case "sort" -> sort(call, steps, Double::compare);
            case "sort_desc" -> sort(call, steps, (a, b) -> Double.compare(b, a));
            case "timestamp" -> timestamp(arguments.get(0).bare(), steps);
            case "vector" -> always(evaluator.scalar(arguments.get(0), steps));
            default -> throw new IllegalStateException(call.function());
        };
    }

    private Rows overTime(Expr.Call call, RangeFunction function, Steps steps) {
        Rows rows = windows.apply(call, function, steps);
        if (call.function().equals("absent_over_time")) {
            return absent(Windows.matrix(call), rows, steps);
        }
        if (call.function().equals(LAST)) {
            return rows;
        }
        boolean counters = call.function().equals("rate") || call.function().equals("increase");
        if (counters) {
            rows.list()
                    .forEach(row -> notes.noCounter(
                            row.labels.get(Labels.NAME), call.arguments().get(0).span()));
        }
        return rows.change(Labels::withoutName, row -> (value, step) -> value).distinct(true);
    }

    private Rows argumentOrTime(Expr.Call call, Steps steps) {
        return call.arguments().isEmpty()
                ? always(time(steps))
                : evaluator.vector(call.arguments().get(0), steps);
    }

    private static double[] time(Steps steps) {
        double[] values = new double[steps.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = steps.at(i) / 1000.0;
        }
        return values;
    }

    /** Returns a vector of one series without labels. */
    private Rows always(double[] values) {
        Rows rows = new Rows(meter);
        rows.add(Labels.EMPTY, values);
        return rows;
    }

    /** Returns the value of the only series at each step, NaN where there are none or several. */
    private static double[] only(Rows rows, Steps steps) {
        double[] values = steps.filled(Double.NaN);
        int[] count = new int[values.length];
        for (Row row : rows.list()) {
            for (int i = 0; i < values.length; i++) {
                if (row.has(i)) {
                    values[i] = ++count[i] == 1 ? row.values[i] : Double.NaN;
                }
            }
        }
        rows.release();
        return values;
    }

    /** Returns 1 at the steps without any series, under the labels that the selector demands. */
    private Rows absent(Expr of, Rows rows, Steps steps) {
        double[] values = steps.filled(1);
        for (Row row : rows.list()) {
            for (int i = 0; i < values.length; i++) {
                if (row.has(i)) {
                    values[i] = Stale.MARKER;
                }
            }
        }
        rows.release();
        Rows results = new Rows(meter);
        results.add(demanded(of.bare()), values);
        return results;
    }

    /** A label that has more than one condition is not demanded, even if they are the same. */
    private static Labels demanded(Expr of) {
        Expr.Selector selector =
                of instanceof Expr.Range range ? range.selector() : of instanceof Expr.Selector it ? it : null;
        if (selector == null) {
            return Labels.EMPTY;
        }
        Labels labels = Labels.EMPTY;
        Set<String> seen = new HashSet<>();
        for (Matcher matcher : selector.matchers()) {
            if (!matcher.label().equals(Labels.NAME)) {
                boolean first = matcher.op() == Matcher.Op.EQUAL && seen.add(matcher.label());
                labels = labels.with(matcher.label(), first ? matcher.value() : "");
            }
        }
        return labels;
    }

    private Rows clamp(Expr.Call call, Steps steps) {
        boolean both = call.function().equals("clamp");
        double[] first = evaluator.scalar(call.arguments().get(1), steps);
        double[] second = both ? evaluator.scalar(call.arguments().get(2), steps) : first;
        double[] least = call.function().equals("clamp_max") ? steps.filled(Double.NEGATIVE_INFINITY) : first;
        double[] most = call.function().equals("clamp_min") ? steps.filled(Double.POSITIVE_INFINITY) : second;
        return byStep(
                call.arguments().get(0),
                steps,
                (value, step) ->
                        most[step] < least[step] ? Stale.MARKER : Math.max(least[step], Math.min(most[step], value)));
    }

    private Rows round(Expr.Call call, Steps steps) {
        double[] nearest =
                call.arguments().size() > 1 ? evaluator.scalar(call.arguments().get(1), steps) : steps.filled(1);
        return byStep(call.arguments().get(0), steps, (value, step) -> {
            double inverse = 1 / nearest[step];
            return Math.floor(value * inverse + 0.5) / inverse;
        });
    }

    private Rows byStep(Expr vector, Steps steps, Rows.Change change) {
        return evaluator
                .vector(vector, steps)
                .change(Labels::withoutName, row -> change)
                .distinct(false);
    }

    /** Puts NaN last in both orders; with more than one step there is no order. */
    private Rows sort(Expr.Call call, Steps steps, Comparator<Double> order) {
        Rows rows = evaluator.vector(call.arguments().get(0), steps);
        if (steps.count() > 1) {
            notes.uselessSort(call.span());
            return rows;
        }
        rows.list().sort((a, b) -> {
            boolean nan = Double.isNaN(a.values[0]);
            boolean numbers = !nan && !Double.isNaN(b.values[0]);
            return numbers ? order.compare(a.values[0], b.values[0]) : Boolean.compare(nan, Double.isNaN(b.values[0]));
        });
        return rows;
    }

    /** Returns the times of a selector's samples; those of anything else are the times of evaluation. */
    private Rows timestamp(Expr of, Steps steps) {
        if (of instanceof Expr.Selector selector) {
            return evaluator
                    .each(selection.newest(selector, steps, true), time -> time)
                    .distinct(false);
        }
        return byStep(of, steps, (value, step) -> steps.at(step) / 1000.0);
    }
}

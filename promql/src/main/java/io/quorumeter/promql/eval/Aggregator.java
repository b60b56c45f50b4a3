package io.quorumeter.promql.eval;

import static io.quorumeter.promql.model.PromQlException.Type.EXECUTION;
import static java.util.Objects.requireNonNull;

import io.quorumeter.promql.ast.Aggregation;
import io.quorumeter.promql.ast.Expr;
import io.quorumeter.promql.function.Reduction;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Numbers;
import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.model.Semantics;
import io.quorumeter.promql.model.Stale;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Aggregations: series are grouped once for all steps, then each group's values of a step make one value, or some of them stay. */
final class Aggregator {
    private final Evaluator evaluator;
    private final Meter meter;
    private final Notes notes;
    private final Semantics semantics;

    Aggregator(Evaluator evaluator, Meter meter, Notes notes, Semantics semantics) {
        this.evaluator = evaluator;
        this.meter = meter;
        this.notes = notes;
        this.semantics = semantics;
    }

    Rows aggregate(Expr.Aggregate aggregate, Steps steps) {
        Rows rows = evaluator.vector(aggregate.inner(), steps);
        Grouping grouping = Grouping.of(!aggregate.without(), aggregate.labels());
        Rows results = new Rows(meter);
        switch (aggregate.op()) {
            case COUNT_VALUES -> countValues(aggregate, rows, grouping, steps, results);
            case TOPK, BOTTOMK, LIMITK, LIMIT_RATIO -> {
                double[] parameters = evaluator.scalar(parameter(aggregate), steps);
                Ranking ranking = new Ranking(aggregate, parameters, notes, meter);
                grouping.split(rows).values().forEach(group -> ranking.select(group, results));
            }
            case QUANTILE -> {
                double[] parameters = evaluator.scalar(parameter(aggregate), steps);
                for (double q : parameters) {
                    notes.quantile(q, parameter(aggregate).span());
                }
                reduce(
                        rows,
                        grouping,
                        steps,
                        results,
                        (values, size, step) -> Reduction.quantile(parameters[step], values, 0, size));
            }
            default -> {
                Reduction reduction = reduction(aggregate.op());
                // Up to 2.x one value does not deviate, even if it is NaN.
                boolean zero =
                        semantics == Semantics.V2 && (reduction == Reduction.STDDEV || reduction == Reduction.STDVAR);
                reduce(
                        rows,
                        grouping,
                        steps,
                        results,
                        (values, size, step) -> zero && size == 1 ? 0 : reduction.of(values, 0, size));
            }
        }
        rows.release();
        return results;
    }

    static Expr parameter(Expr.Aggregate aggregate) {
        return requireNonNull(aggregate.parameter());
    }

    private static Reduction reduction(Aggregation op) {
        return switch (op) {
            case SUM -> Reduction.SUM;
            case AVG -> Reduction.AVG;
            case COUNT -> Reduction.COUNT;
            case MIN -> Reduction.MIN;
            case MAX -> Reduction.MAX;
            case GROUP -> Reduction.PRESENT;
            case STDDEV -> Reduction.STDDEV;
            case STDVAR -> Reduction.STDVAR;
            default -> throw new IllegalStateException(op.symbol());
        };
    }

    private interface Reducer {
        double reduce(double[] values, int size, int step);
    }

    private void reduce(Rows rows, Grouping grouping, Steps steps, Rows results, Reducer reducer) {
        grouping.split(rows).forEach((labels, group) -> results.add(labels, reduce(group, steps, reducer)));
    }

    private double[] reduce(List<Row> group, Steps steps, Reducer reducer) {
        double[] results = new double[steps.count()];
        double[] values = new double[group.size()];
        for (int i = 0; i < results.length; i++) {
            meter.tick(group.size());
            int size = 0;
            for (Row row : group) {
                if (row.has(i)) {
                    values[size++] = row.values[i];
                }
            }
            results[i] = size == 0 ? Stale.MARKER : reducer.reduce(values, size, i);
        }
        return results;
    }

    private void countValues(Expr.Aggregate aggregate, Rows rows, Grouping grouping, Steps steps, Rows results) {
        String label = Evaluator.text(parameter(aggregate));
        if (!Relabelling.isLabel(label, semantics)) {
            throw PromQlException.of(EXECUTION, "invalid label name \"" + label + "\"");
        }
        Map<Labels, double[]> counts = new LinkedHashMap<>();
        for (Row row : rows.list()) {
            for (int i = 0; i < row.values.length; i++) {
                meter.tick();
                if (row.has(i)) {
                    String value = Numbers.plain(row.values[i]);
                    // Of several groups that overwrite the label with the same value one remains.
                    Labels labels = grouping.only()
                            ? grouping.key(row.labels).with(label, value)
                            : grouping.key(row.labels.with(label, value));
                    double[] count = counts.computeIfAbsent(labels, key -> {
                        meter.hold(0, 8L * steps.count());
                        return steps.filled(Stale.MARKER);
                    });
                    count[i] = Stale.is(count[i]) ? 1 : count[i] + 1;
                }
            }
        }
        counts.forEach(results::add);
    }
}

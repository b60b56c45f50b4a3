package io.quorumeter.promql.eval;

import static io.quorumeter.promql.model.PromQlException.Type.EXECUTION;

import io.quorumeter.promql.ast.Aggregation;
import io.quorumeter.promql.ast.Expr;
import io.quorumeter.promql.model.Numbers;
import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.model.Stale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Selects samples of a group: the greatest, the least, any so many, or a share. They keep all their labels. */
final class Ranking {
    private static final double MOST = 0x1p63;

    private final Aggregation op;
    private final double[] parameters;
    private final Meter meter;

    Ranking(Expr.Aggregate aggregate, double[] parameters, Notes notes, Meter meter) {
        this.op = aggregate.op();
        this.parameters = parameters;
        this.meter = meter;
        for (int i = 0; i < parameters.length; i++) {
            double parameter = parameters[i];
            if (op != Aggregation.LIMIT_RATIO) {
                checkCount(parameter);
            } else if (Double.isNaN(parameter)) {
                throw PromQlException.of(EXECUTION, "Ratio value is NaN");
            } else if (Math.abs(parameter) > 1) {
                parameters[i] = Math.signum(parameter);
                notes.ratio(
                        parameter,
                        parameters[i],
                        Aggregator.parameter(aggregate).span());
            }
        }
    }

    private static void checkCount(double count) {
        if (Double.isNaN(count)) {
            throw PromQlException.of(EXECUTION, "Parameter value is NaN");
        }
        if (Math.abs(count) >= MOST) {
            String how = count > 0 ? "overflows" : "underflows";
            throw PromQlException.of(EXECUTION, "Scalar value " + Numbers.format(count) + " " + how + " int64");
        }
    }

    void select(List<Row> group, Rows results) {
        double[][] selected = new double[group.size()][];
        List<Integer> order = new ArrayList<>();
        for (int step = 0; step < parameters.length; step++) {
            meter.tick(group.size());
            order = selected(group, step);
            for (int index : order) {
                double[] values = selected[index];
                if (values == null) {
                    values = new double[parameters.length];
                    Arrays.fill(values, Stale.MARKER);
                    selected[index] = values;
                }
                values[step] = group.get(index).values[step];
            }
        }
        // A single step keeps its order; for more there is none.
        for (int i = 0; i < group.size(); i++) {
            int index = parameters.length > 1 ? i : i < order.size() ? order.get(i) : -1;
            if (index >= 0 && selected[index] != null) {
                results.add(group.get(index).labels, selected[index]);
            }
        }
    }

    private List<Integer> selected(List<Row> group, int step) {
        double parameter = parameters[step];
        if (op == Aggregation.TOPK || op == Aggregation.BOTTOMK) {
            return best(group, step, (long) parameter);
        }
        List<Integer> selected = new ArrayList<>();
        for (int i = 0; i < group.size(); i++) {
            Row row = group.get(i);
            boolean keep = op == Aggregation.LIMITK ? selected.size() + 1 <= parameter : inShare(row, parameter);
            if (row.has(step) && keep) {
                selected.add(i);
            }
        }
        return selected;
    }

    private static boolean inShare(Row row, double ratio) {
        double place = LabelHash.place(row.labels);
        return ratio >= 0 ? place < ratio : place >= 1 + ratio;
    }

    /** Keeps the best in a queue whose head is the worst of them. */
    private List<Integer> best(List<Row> group, int step, long count) {
        Comparator<Integer> worstFirst = (a, b) -> {
            int order = worse(group.get(a).values[step], group.get(b).values[step]);
            return order == 0 ? Integer.compare(b, a) : order;
        };
        PriorityQueue<Integer> best = new PriorityQueue<>(worstFirst);
        for (int i = 0; i < group.size(); i++) {
            if (group.get(i).has(step) && count > 0) {
                Integer worst = best.peek();
                if (worst == null || best.size() < count) {
                    best.add(i);
                } else if (worstFirst.compare(worst, i) < 0) {
                    best.poll();
                    best.add(i);
                }
            }
        }
        List<Integer> order = new ArrayList<>(best);
        order.sort(worstFirst.reversed());
        return order;
    }

    /** Returns below 0 if the first value is worse than the second one; nothing is worse than NaN. */
    private int worse(double a, double b) {
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Boolean.compare(!Double.isNaN(a), !Double.isNaN(b));
        }
        int order = a == b ? 0 : Double.compare(a, b);
        return op == Aggregation.TOPK ? order : -order;
    }
}

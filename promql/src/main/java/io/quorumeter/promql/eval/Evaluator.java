package io.quorumeter.promql.eval;

import io.quorumeter.promql.ast.BinaryOp;
import io.quorumeter.promql.ast.Expr;
import io.quorumeter.promql.ast.ValueType;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Stale;
import java.util.function.DoubleUnaryOperator;

/**
 * Computes trees for all steps of a query at once: an expression yields a row for each series, with the values of all steps in one array.
 * Each series is selected, decoded and labelled once, however many steps there are, and operators match their two sides once.
 *
 * <p>Who asks for rows owns them: operators change values in place.
 */
final class Evaluator {
    private final Settings settings;
    private final Selection selection;
    private final Meter meter;
    private final Notes notes;
    private final Windows windows;
    private final Calls calls;

    Evaluator(Settings settings, long start, long end, Meter meter, Notes notes) {
        this.settings = settings;
        this.meter = meter;
        this.notes = notes;
        this.selection = new Selection(settings.source(), settings.semantics(), settings.lookback(), start, end, meter);
        this.windows = new Windows(this, settings, selection, meter, notes);
        this.calls = new Calls(this, settings.semantics(), selection, windows, meter, notes);
    }

    Windows windows() {
        return windows;
    }

    /** Returns the rows of an instant vector. */
    Rows vector(Expr expr, Steps steps) {
        meter.look();
        if (steps.count() > 1 && Invariance.holds(expr)) {
            return repeated(vector(expr, Steps.single(steps.start())), steps);
        }
        if (expr instanceof Expr.Paren paren) {
            return vector(paren.inner(), steps);
        }
        if (expr instanceof Expr.Selector selector) {
            return selection.newest(selector, steps, false);
        }
        if (expr instanceof Expr.Unary unary) {
            Rows rows = vector(unary.inner(), steps);
            return unary.negative() ? each(rows, value -> -value).distinct(true) : rows;
        }
        if (expr instanceof Expr.Binary binary) {
            return binary(binary, steps);
        }
        if (expr instanceof Expr.Aggregate aggregate) {
            return new Aggregator(this, meter, notes, settings.semantics()).aggregate(aggregate, steps);
        }
        return calls.vector((Expr.Call) expr, steps);
    }

    /** Returns a number for each step. */
    double[] scalar(Expr expr, Steps steps) {
        if (expr instanceof Expr.Paren paren) {
            return scalar(paren.inner(), steps);
        }
        if (expr instanceof Expr.Unary unary) {
            double[] values = scalar(unary.inner(), steps);
            if (unary.negative()) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = -values[i];
                }
            }
            return values;
        }
        if (expr instanceof Expr.Binary binary) {
            double[] left = scalar(binary.left(), steps);
            double[] right = scalar(binary.right(), steps);
            for (int i = 0; i < left.length; i++) {
                left[i] = binary.op().kind() == BinaryOp.Kind.COMPARISON
                        ? (binary.op().holds(left[i], right[i]) ? 1 : 0)
                        : binary.op().compute(left[i], right[i]);
            }
            return left;
        }
        meter.hold(0, 8L * steps.count());
        return expr instanceof Expr.NumberLiteral number
                ? steps.filled(number.value())
                : calls.scalar((Expr.Call) expr, steps);
    }

    /** Returns the text of a string literal. */
    static String text(Expr expr) {
        return ((Expr.StringLiteral) expr.bare()).value();
    }

    /** Computes each value and drops the metrics' names; equal labels are still apart. */
    Rows each(Rows rows, DoubleUnaryOperator operator) {
        return rows.change(Labels::withoutName, row -> (value, step) -> operator.applyAsDouble(value));
    }

    private Rows binary(Expr.Binary binary, Steps steps) {
        Expr left = binary.left();
        Expr right = binary.right();
        if (left.type() == ValueType.VECTOR && right.type() == ValueType.VECTOR) {
            Rows lefts = vector(left, steps);
            Rows rights = vector(right, steps);
            return binary.op().kind() == BinaryOp.Kind.SET
                    ? SetOperation.apply(binary, lefts, rights, steps, meter)
                    : new Join(binary, settings.semantics(), steps, meter).apply(lefts, rights);
        }
        boolean swapped = left.type() == ValueType.SCALAR;
        double[] scalars = scalar(swapped ? left : right, steps);
        return withScalars(binary, vector(swapped ? right : left, steps), scalars, swapped);
    }

    private Rows withScalars(Expr.Binary binary, Rows rows, double[] scalars, boolean swapped) {
        BinaryOp op = binary.op();
        boolean comparison = op.kind() == BinaryOp.Kind.COMPARISON;
        boolean keepsName = comparison ? !binary.bool() : Join.keepsName(op, settings.semantics());
        Rows results = rows.change(labels -> keepsName ? labels : labels.withoutName(), row -> (value, step) -> {
            double left = swapped ? scalars[step] : value;
            double right = swapped ? value : scalars[step];
            if (!comparison) {
                return op.compute(left, right);
            }
            boolean holds = op.holds(left, right);
            return binary.bool() ? (holds ? 1 : 0) : holds ? value : Stale.MARKER;
        });
        return keepsName ? results : results.distinct(false);
    }

    private Rows repeated(Rows once, Steps steps) {
        Rows results = new Rows(meter);
        for (Row row : once.list()) {
            results.add(row.labels, steps.filled(row.values[0]));
        }
        once.release();
        return results;
    }
}

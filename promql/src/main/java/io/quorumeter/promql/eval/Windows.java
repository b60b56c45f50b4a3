package io.quorumeter.promql.eval;

import static io.quorumeter.promql.model.PromQlException.Type.EXECUTION;

import io.quorumeter.promql.ast.Expr;
import io.quorumeter.promql.ast.Timing;
import io.quorumeter.promql.ast.ValueType;
import io.quorumeter.promql.function.RangeFunction;
import io.quorumeter.promql.function.Window;
import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.model.SampleBuffer;
import io.quorumeter.promql.model.Stale;
import io.quorumeter.promql.model.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Functions over time: moves a window over each series of a range or a subquery. */
final class Windows {
    private static final int BYTES_A_SAMPLE = 16;

    private final Evaluator evaluator;
    private final Settings settings;
    private final Selection selection;
    private final Meter meter;
    private final Notes notes;

    Windows(Evaluator evaluator, Settings settings, Selection selection, Meter meter, Notes notes) {
        this.evaluator = evaluator;
        this.settings = settings;
        this.selection = selection;
        this.meter = meter;
        this.notes = notes;
    }

    /** Returns a function's value for each series and step, under the series' full labels. */
    Rows apply(Expr.Call call, RangeFunction function, Steps steps) {
        Expr matrix = matrix(call);
        double[][] scalars = scalars(call, steps);
        double[] parameters = new double[scalars.length];
        Timing timing = timing(matrix);
        long millis = millis(matrix);
        Window window = new Window(settings.semantics().leftOpen(), millis);
        Rows rows = new Rows(meter);
        read(matrix, steps, (labels, samples) -> {
            window.load(samples);
            double[] values = new double[steps.count()];
            for (int i = 0; i < values.length; i++) {
                for (int p = 0; p < parameters.length; p++) {
                    parameters[p] = scalars[p][i];
                }
                long now = steps.at(i);
                long end = selection.look(timing, now);
                boolean any = window.slide(end - millis, end, now, parameters);
                meter.tick(window.size());
                values[i] = any ? function.apply(window, settings.semantics()) : Stale.MARKER;
            }
            rows.add(labels, values);
        });
        return rows;
    }

    /** Returns the argument that is a range or a subquery. */
    static Expr matrix(Expr.Call call) {
        for (Expr argument : call.arguments()) {
            if (argument.type() == ValueType.MATRIX) {
                return argument.bare();
            }
        }
        throw new IllegalStateException(call.function() + " has no range");
    }

    private double[][] scalars(Expr.Call call, Steps steps) {
        List<double[]> scalars = new ArrayList<>();
        for (Expr argument : call.arguments()) {
            if (argument.type() == ValueType.SCALAR) {
                scalars.add(evaluator.scalar(argument, steps));
            }
        }
        if (call.function().equals("quantile_over_time")) {
            for (double q : scalars.get(0)) {
                notes.quantile(q, call.arguments().get(0).span());
            }
        }
        return scalars.toArray(double[][]::new);
    }

    /** Returns the samples of a range or a subquery at one time. */
    Value.Matrix samples(Expr matrix, long time) {
        List<Value.Points> series = new ArrayList<>();
        Steps now = Steps.single(time);
        read(matrix, now, (labels, samples) -> {
            int size = samples.size();
            if (size > 0) {
                meter.limits().checkSeries(series.size() + 1);
                meter.hold(size, Rows.BYTES_A_ROW + (long) size * BYTES_A_SAMPLE);
                long[] times = Arrays.copyOf(samples.times(), size);
                series.add(new Value.Points(labels, times, Arrays.copyOf(samples.values(), size)));
            }
        });
        return new Value.Matrix(series);
    }

    private void read(Expr matrix, Steps steps, Selection.Reader reader) {
        if (matrix instanceof Expr.Range range) {
            selection.range(range, steps, reader);
            return;
        }
        Expr.Subquery subquery = (Expr.Subquery) matrix;
        Steps inner = inner(subquery, steps);
        if (inner.count() == 0) {
            return;
        }
        Rows rows = evaluator.vector(subquery.inner(), inner);
        SampleBuffer samples = selection.buffer();
        for (Row row : rows.list()) {
            samples.clear();
            for (int i = 0; i < row.values.length; i++) {
                if (row.has(i)) {
                    samples.add(inner.at(i), row.values[i]);
                }
            }
            reader.read(row.labels, samples);
        }
        selection.release(samples);
        rows.release();
    }

    /** Returns the steps of a subquery, which are multiples of their distance, whatever the time. */
    private Steps inner(Expr.Subquery subquery, Steps steps) {
        long step = subquery.step() == 0 ? settings.subqueryStep() : subquery.step();
        long from = selection.first(selection.look(subquery.timing(), steps.start()) - subquery.range());
        long end = selection.look(subquery.timing(), steps.last());
        long start = from / step * step;
        if (start < from) {
            start += step;
        }
        if (start > end) {
            return new Steps(start, step, 0);
        }
        long count = (end - start) / step + 1;
        if (count > Integer.MAX_VALUE - 8) {
            throw PromQlException.of(EXECUTION, "subquery has too many steps: " + count);
        }
        meter.limits().checkSamples(count);
        return new Steps(start, step, (int) count);
    }

    private static Timing timing(Expr matrix) {
        return matrix instanceof Expr.Range range ? range.selector().timing() : ((Expr.Subquery) matrix).timing();
    }

    private static long millis(Expr matrix) {
        return matrix instanceof Expr.Range range ? range.millis() : ((Expr.Subquery) matrix).range();
    }
}

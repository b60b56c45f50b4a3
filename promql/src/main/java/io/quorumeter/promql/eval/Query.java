package io.quorumeter.promql.eval;

import static io.quorumeter.promql.model.PromQlException.Type.BAD_DATA;

import io.quorumeter.promql.ast.Expr;
import io.quorumeter.promql.ast.ValueType;
import io.quorumeter.promql.model.Answer;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.model.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** One evaluation of an expression: its answer, at one time or over steps. */
public final class Query {
    /** Some 285,000 years: far enough, and sums of such times and durations fit in 64 bits. */
    private static final long FARTHEST = 9_000_000_000_000_000L;

    private final String text;
    private final Expr expr;
    private final Settings settings;

    /**
     * Creates an evaluation.
     *
     * @param text what the expression was read from
     * @param expr the expression
     * @param settings how it is answered
     */
    public Query(String text, Expr expr, Settings settings) {
        this.text = text;
        this.expr = expr;
        this.settings = settings;
    }

    /**
     * {@return the value at a time}
     *
     * @param time the time of evaluation, in milliseconds since 1970
     */
    public Answer instant(long time) {
        checkTime(time);
        return answer(Steps.single(time), time, (evaluator, steps, meter) -> switch (expr.type()) {
            case STRING -> new Value.Text(time, Evaluator.text(expr));
            case SCALAR -> new Value.Scalar(time, evaluator.scalar(expr, steps)[0]);
            case VECTOR -> vector(evaluator.vector(expr, steps), time);
            case MATRIX -> matrix(evaluator.windows().samples(expr.bare(), time).series());
        });
    }

    /**
     * {@return the values at a time and after each step, up to another time}
     *
     * @param start the first time of evaluation, in milliseconds since 1970
     * @param end the last millisecond at which it may be evaluated, not before the start
     * @param step the distance of the times of evaluation in milliseconds, at least 1
     */
    public Answer range(long start, long end, long step) {
        checkTime(start);
        checkTime(end);
        if (step <= 0) {
            throw PromQlException.of(
                    BAD_DATA, "zero or negative query resolution step widths are not accepted. Try a positive integer");
        }
        if (end < start) {
            throw PromQlException.of(BAD_DATA, "end timestamp must not be before start time");
        }
        if (expr.type() == ValueType.MATRIX || expr.type() == ValueType.STRING) {
            throw PromQlException.of(
                    BAD_DATA,
                    "invalid expression type \"" + expr.type()
                            + "\" for range query, must be Scalar or instant Vector");
        }
        long count = (end - start) / step + 1;
        settings.limits().checkSteps(count);
        return answer(new Steps(start, step, (int) count), end, (evaluator, steps, meter) -> {
            List<Row> rows = expr.type() == ValueType.VECTOR
                    ? evaluator.vector(expr, steps).list()
                    : List.of(new Row(Labels.EMPTY, evaluator.scalar(expr, steps)));
            settings.limits().checkSeries(rows.size());
            return matrix(points(rows, steps, meter));
        });
    }

    private interface Evaluation {
        Value apply(Evaluator evaluator, Steps steps, Meter meter);
    }

    private Answer answer(Steps steps, long end, Evaluation evaluation) {
        Notes notes = new Notes(text, settings.semantics());
        try (Meter meter = settings.meter()) {
            Value value = evaluation.apply(new Evaluator(settings, steps.start(), end, meter, notes), steps, meter);
            List<String> warnings = List.copyOf(notes.warnings());
            return new Answer(value, warnings, List.copyOf(notes.infos()), meter.peak());
        }
    }

    private Value vector(Rows rows, long time) {
        List<Row> list = rows.list();
        settings.limits().checkSeries(list.size());
        return new Value.Vector(list.stream()
                .map(row -> new Value.Sample(row.labels, time, row.values[0]))
                .toList());
    }

    private static Value matrix(List<Value.Points> series) {
        List<Value.Points> sorted = new ArrayList<>(series);
        sorted.sort(Comparator.comparing(Value.Points::labels));
        return new Value.Matrix(sorted);
    }

    /** Rows without gaps share the array of all times and keep their values; the others are copied. */
    private static List<Value.Points> points(List<Row> rows, Steps steps, Meter meter) {
        long[] all = LongStream.range(0, steps.count())
                .map(i -> steps.start() + i * steps.step())
                .toArray();
        List<Value.Points> series = new ArrayList<>();
        for (Row row : rows) {
            boolean whole = IntStream.range(0, all.length).allMatch(row::has);
            series.add(whole ? new Value.Points(row.labels, all, row.values) : withGaps(row, all, meter));
        }
        return series;
    }

    private static Value.Points withGaps(Row row, long[] all, Meter meter) {
        int[] present = IntStream.range(0, all.length).filter(row::has).toArray();
        meter.hold(0, 16L * present.length);
        long[] times = IntStream.of(present).mapToLong(i -> all[i]).toArray();
        double[] values = IntStream.of(present).mapToDouble(i -> row.values[i]).toArray();
        return new Value.Points(row.labels, times, values);
    }

    private static void checkTime(long time) {
        if (Math.abs(time) > FARTHEST) {
            throw PromQlException.of(BAD_DATA, "time out of range: " + time + " ms");
        }
    }
}

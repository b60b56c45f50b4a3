package io.quorumeter.promql.script;

import io.quorumeter.promql.PromQl;
import io.quorumeter.promql.ast.Expr;
import io.quorumeter.promql.ast.Timing;
import io.quorumeter.promql.model.Answer;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.model.Semantics;
import io.quorumeter.promql.model.Stale;
import io.quorumeter.promql.model.Value;
import io.quorumeter.promql.series.SeriesLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An {@code eval} of a test file and what it expects. */
final class Evaluation {
    private static final Duration AROUND = Duration.ofMinutes(1);

    /** Their results depend on the time of evaluation even if {@code @} fixes all they are given. */
    private static final Set<String> BY_TIME = Set.of(
            "days_in_month",
            "day_of_month",
            "day_of_week",
            "day_of_year",
            "hour",
            "minute",
            "month",
            "year",
            "predict_linear",
            "time",
            "timestamp");

    final int line;
    final String expression;
    final Instant start;
    final Instant end;
    final @Nullable Duration step;

    final List<SeriesLine> expected = new ArrayList<>();

    @Nullable
    Double scalar;

    @Nullable
    String string;

    boolean ordered;
    boolean fails;

    @Nullable
    Instant matrixStart;

    @Nullable
    Duration matrixStep;

    final List<Pattern> failure = new ArrayList<>();
    final List<Pattern> warnings = new ArrayList<>();
    final List<Pattern> infos = new ArrayList<>();
    boolean noWarnings;
    boolean noInfos;

    @Nullable
    String skipped;

    Evaluation(int line, String expression, Instant start, Instant end, @Nullable Duration step) {
        this.line = line;
        this.expression = expression;
        this.start = start;
        this.end = end;
        this.step = step;
    }

    /** Returns what is wrong, null if nothing is. */
    @Nullable
    String run(PromQl promql, Semantics semantics) {
        if (step != null) {
            Answer[] answer = {null};
            return problem(() -> promql.range(expression, start, end, step), answer)
                    ? null
                    : answer[0] == null ? failed : or(notes(answer[0]), compareMatrix(answer[0].value()));
        }
        Answer[] answer = {null};
        if (problem(() -> promql.instant(expression, start), answer)) {
            return null;
        }
        if (answer[0] == null) {
            return failed;
        }
        String wrong = or(notes(answer[0]), compare(answer[0].value()));
        if (wrong != null || answer[0].value() instanceof Value.Matrix || string != null) {
            return wrong;
        }
        wrong = ordered ? null : prefixed("in the middle of a range", middle(promql, expression));
        return or(wrong, atTime(promql, PromQl.parse(expression, semantics)));
    }

    private @Nullable String failed;

    private interface Query {
        Answer run();
    }

    /** Runs a query; returns whether it failed as it should. */
    private boolean problem(Query query, Answer[] answer) {
        failed = null;
        try {
            answer[0] = query.run();
            if (fails) {
                failed = "expected a failure, got " + answer[0].value();
                answer[0] = null;
            }
            return false;
        } catch (PromQlException e) {
            String message = String.valueOf(e.getMessage());
            if (!fails) {
                failed = "failed: " + message;
                return false;
            }
            for (Pattern pattern : failure) {
                if (!pattern.matcher(message).find()) {
                    failed = "failed with \"" + message + "\", expected " + pattern;
                    return false;
                }
            }
            return true;
        }
    }

    private @Nullable String middle(PromQl promql, String text) {
        Value.Matrix points = (Value.Matrix) promql.range(text, start.minus(AROUND), start.plus(AROUND), AROUND)
                .value();
        List<Value.Sample> samples = new ArrayList<>();
        for (Value.Points series : points.series()) {
            for (int i = 0; i < series.size(); i++) {
                if (series.time(i) == start.toEpochMilli()) {
                    samples.add(new Value.Sample(series.labels(), series.time(i), series.value(i)));
                }
            }
        }
        return scalar != null && samples.size() == 1
                ? compare(new Value.Scalar(start.toEpochMilli(), samples.get(0).value()))
                : compare(new Value.Vector(samples));
    }

    /** Fixes each selector to the time, prints that, and runs it there and at other times. */
    private @Nullable String atTime(PromQl promql, Expr expr) {
        String text = fixed(expr).text();
        List<Instant> times = new ArrayList<>(List.of(start));
        if (!dependsOnTime(expr)) {
            times.addAll(List.of(start.minus(Duration.ofHours(1)), start.plus(Duration.ofDays(1))));
        }
        for (Instant time : times) {
            Value value = promql.instant(text, time).value();
            String wrong = prefixed("with @, \"" + text + "\" at " + time, compare(value));
            if (wrong != null) {
                return wrong;
            }
        }
        return ordered ? null : prefixed("in the middle of a range with @", middle(promql, text));
    }

    private Expr fixed(Expr expr) {
        if (expr instanceof Expr.Selector it) {
            return new Expr.Selector(it.name(), it.matchers(), fixed(it.timing()), it.span());
        }
        if (expr instanceof Expr.Range it) {
            return new Expr.Range((Expr.Selector) fixed(it.selector()), it.millis(), it.span());
        }
        if (expr instanceof Expr.Subquery it) {
            return new Expr.Subquery(it.inner(), it.range(), it.step(), fixed(it.timing()), it.span());
        }
        return expr.map(this::fixed);
    }

    private Timing fixed(Timing timing) {
        return timing.at().fixed()
                ? timing
                : new Timing(new Timing.At(Timing.Kind.TIME, start.toEpochMilli()), timing.offset());
    }

    private static boolean dependsOnTime(Expr expr) {
        return (expr instanceof Expr.Call call && BY_TIME.contains(call.function()))
                || (!(expr instanceof Expr.Subquery) && expr.children().stream().anyMatch(Evaluation::dependsOnTime));
    }

    private @Nullable String notes(Answer answer) {
        return or(
                notes("warning", answer.warnings(), warnings, noWarnings),
                notes("info", answer.infos(), infos, noInfos));
    }

    private static @Nullable String notes(String kind, List<String> notes, List<Pattern> expected, boolean none) {
        if (none && !notes.isEmpty()) {
            return "unexpected " + kind + ": " + notes;
        }
        for (Pattern pattern : expected) {
            if (notes.stream().noneMatch(note -> pattern.matcher(note).find())) {
                return "no " + kind + " like " + pattern + " in " + notes;
            }
        }
        return null;
    }

    private @Nullable String compare(Value value) {
        if (value instanceof Value.Text text) {
            return text.value().equals(string) ? null : "expected " + string + ", got " + text;
        }
        if (value instanceof Value.Scalar number) {
            boolean same = scalar != null && same(scalar, number.value());
            return same ? null : "expected " + (scalar == null ? expected : scalar) + ", got " + number.value();
        }
        if (value instanceof Value.Matrix points) {
            return compareMatrix(points);
        }
        List<Value.Sample> samples = ((Value.Vector) value).samples();
        if (scalar != null) {
            return "expected the scalar " + scalar + ", got " + samples;
        }
        Map<Labels, Integer> places = new HashMap<>();
        expected.forEach(each -> places.put(each.labels(), places.size()));
        for (int i = 0; i < samples.size(); i++) {
            Value.Sample sample = samples.get(i);
            Integer place = places.remove(sample.labels());
            if (place == null) {
                return "unexpected " + sample.labels() + " " + sample.value();
            }
            Double wanted = expected.get(place).values().get(0);
            if ((ordered && place != i) || wanted == null || !same(wanted, sample.value())) {
                return "expected " + wanted + " for " + sample.labels() + ", got " + sample.value()
                        + (ordered ? " at place " + i : "");
            }
        }
        return places.isEmpty() ? null : "missing " + places.keySet();
    }

    private @Nullable String compareMatrix(Value value) {
        if (!(value instanceof Value.Matrix matrix)) {
            return "expected a matrix, got " + value;
        }
        long first = (matrixStart == null ? start : matrixStart).toEpochMilli();
        Duration spacing = matrixStep == null ? step : matrixStep;
        long distance = spacing == null ? 1 : spacing.toMillis();
        Map<Labels, SeriesLine> wanted = new HashMap<>();
        expected.forEach(each -> wanted.put(each.labels(), each));
        if (scalar != null) {
            wanted.put(Labels.EMPTY, new SeriesLine(Labels.EMPTY, List.of(scalar)));
        }
        for (Value.Points series : matrix.series()) {
            SeriesLine line = wanted.remove(series.labels());
            if (line == null) {
                return "unexpected " + series.labels();
            }
            int present = 0;
            for (int i = 0; i < line.values().size(); i++) {
                Double each = line.values().get(i);
                if (each != null) {
                    long time = first + i * distance;
                    if (present >= series.size()
                            || series.time(present) != time
                            || !same(each, series.value(present))) {
                        return "expected " + each + " at " + time + " for " + series.labels() + ", got "
                                + (present < series.size()
                                        ? series.value(present) + " at " + series.time(present)
                                        : "none");
                    }
                    present++;
                }
            }
            if (present != series.size()) {
                return "expected " + present + " values for " + series.labels() + ", got " + series.size();
            }
        }
        wanted.values().removeIf(line -> line.values().stream().allMatch(each -> each == null));
        return wanted.isEmpty() ? null : "missing " + wanted.keySet();
    }

    static boolean same(double expected, double actual) {
        if (Stale.is(expected) || Stale.is(actual)) {
            return Stale.is(expected) && Stale.is(actual);
        }
        return expected == actual
                || (Double.isNaN(expected) && Double.isNaN(actual))
                || Math.abs(expected - actual) < 1e-6 * (Math.abs(expected) + Math.abs(actual));
    }

    private static @Nullable String prefixed(String what, @Nullable String wrong) {
        return wrong == null ? null : what + ": " + wrong;
    }

    private static @Nullable String or(@Nullable String first, @Nullable String second) {
        return first == null ? second : first;
    }
}

package io.quorumeter.promql.eval;

import io.quorumeter.promql.ast.Expr;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Semantics;
import io.quorumeter.promql.model.Stale;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Quantiles and fractions of classic histograms: series of one set of labels but {@code le}. */
final class Histograms {
    private static final String BOUND = "le";

    /** Counts that differ by less than this share are taken for equal, since 3.0. */
    private static final double TOLERANCE = 1e-12;

    private final Semantics semantics;
    private final Meter meter;
    private final Notes notes;

    Histograms(Semantics semantics, Meter meter, Notes notes) {
        this.semantics = semantics;
        this.meter = meter;
        this.notes = notes;
    }

    private record Bucket(double bound, Row row) {}

    Rows apply(Expr.Call call, Evaluator evaluator, Steps steps) {
        List<Expr> arguments = call.arguments();
        Expr vector = arguments.get(arguments.size() - 1);
        boolean quantile = arguments.size() == 2;
        double[] first = evaluator.scalar(arguments.get(0), steps);
        double[] second = quantile ? first : evaluator.scalar(arguments.get(1), steps);
        if (quantile) {
            for (double q : first) {
                notes.quantile(q, arguments.get(0).span());
            }
        }
        Rows rows = evaluator.vector(vector, steps);
        Rows results = new Rows(meter);
        histograms(rows, vector).forEach((labels, buckets) -> {
            Cumulative counts = new Cumulative(buckets.size());
            double[] values = new double[steps.count()];
            for (int i = 0; i < values.length; i++) {
                meter.tick(buckets.size());
                counts.clear();
                for (Bucket bucket : buckets) {
                    if (bucket.row.has(i)) {
                        counts.add(bucket.bound, bucket.row.values[i]);
                    }
                }
                values[i] = counts.isEmpty()
                        ? Stale.MARKER
                        : quantile ? quantile(first[i], counts, vector) : counts.fraction(first[i], second[i]);
            }
            results.add(labels.withoutName(), values);
        });
        rows.release();
        return results.distinct(false);
    }

    private double quantile(double q, Cumulative counts, Expr vector) {
        if (Double.isNaN(q) || q < 0 || q > 1) {
            return Double.isNaN(q) ? q : q < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (!counts.isComplete()) {
            return Double.NaN;
        }
        if (counts.makeMonotonic(semantics == Semantics.V3 ? TOLERANCE : 0)) {
            notes.forcedMonotonic(vector.span());
        }
        return counts.quantile(q);
    }

    private Map<Labels, List<Bucket>> histograms(Rows rows, Expr vector) {
        Map<Labels, List<Bucket>> histograms = new LinkedHashMap<>();
        for (Row row : rows.list()) {
            String bound = row.labels.get(BOUND);
            Double parsed = bound(bound);
            if (parsed == null) {
                notes.badBucket(bound, row.labels.get(Labels.NAME), vector.span());
            } else {
                Labels rest = row.labels.filter(name -> !name.equals(BOUND));
                histograms.computeIfAbsent(rest, key -> new ArrayList<>()).add(new Bucket(parsed, row));
            }
        }
        histograms.values().forEach(buckets -> buckets.sort(Comparator.comparingDouble(Bucket::bound)));
        return histograms;
    }

    private static @Nullable Double bound(String text) {
        String word = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
        if (word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("infinity")) {
            return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        try {
            // Java reads a type suffix and spaces, too.
            boolean plain =
                    !word.isEmpty() && (Character.isDigit(word.charAt(word.length() - 1)) || word.endsWith("."));
            return plain && !Character.isWhitespace(text.charAt(0)) ? Double.valueOf(text) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}

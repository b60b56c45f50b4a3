package io.quorumeter.promql.eval;

import static io.quorumeter.promql.model.PromQlException.Type.EXECUTION;

import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.model.Stale;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * An instant vector at all steps of a query: its series, each with its values in one array. They belong to the node that asked for them,
 * which may change them in place and releases them when they are used up.
 */
final class Rows {
    /** A row without its values: its object, labels and place in lists. */
    static final long BYTES_A_ROW = 128;

    private final Meter meter;
    private final List<Row> rows = new ArrayList<>();
    private long samples;
    private long bytes;

    Rows(Meter meter) {
        this.meter = meter;
    }

    /** Adds a series, unless it has no value at any step. */
    void add(Labels labels, double[] values) {
        meter.tick(values.length);
        int present = 0;
        for (double value : values) {
            present += Stale.is(value) ? 0 : 1;
        }
        if (present > 0) {
            long size = BYTES_A_ROW + 8L * values.length;
            meter.hold(present, size);
            samples += present;
            bytes += size;
            rows.add(new Row(labels, values));
        }
    }

    /** What becomes of a value at a step; {@link Stale#MARKER} removes it. */
    interface Change {
        double apply(double value, int step);
    }

    /**
     * Changes all labels and values in place and hands them over: these rows are released.
     *
     * @param changes gives for each row what becomes of its values
     */
    Rows change(UnaryOperator<Labels> relabelling, Function<Row, Change> changes) {
        release();
        Rows changed = new Rows(meter);
        for (Row row : rows) {
            Change change = changes.apply(row);
            for (int i = 0; i < row.values.length; i++) {
                if (row.has(i)) {
                    row.values[i] = change.apply(row.values[i], i);
                }
            }
            changed.add(relabelling.apply(row.labels), row.values);
        }
        return changed;
    }

    List<Row> list() {
        return rows;
    }

    void release() {
        meter.release(samples, bytes);
        samples = 0;
        bytes = 0;
    }

    /**
     * Makes one row of those whose labels have become equal.
     *
     * @param whole whether equal labels are an error even if no step has values of both
     * @throws PromQlException if a step has values of both
     */
    Rows distinct(boolean whole) {
        Map<Labels, Row> byLabels = new HashMap<>();
        boolean merged = false;
        for (Row row : rows) {
            Row other = byLabels.putIfAbsent(row.labels, row);
            if (other != null) {
                merged = true;
                merge(row, other, whole);
            }
        }
        if (merged) {
            rows.removeIf(row -> byLabels.get(row.labels) != row);
        }
        return this;
    }

    private static void merge(Row from, Row into, boolean whole) {
        for (int i = 0; i < from.values.length; i++) {
            if (whole || (from.has(i) && into.has(i))) {
                throw PromQlException.of(
                        EXECUTION, "vector cannot contain metrics with the same labelset: " + from.labels);
            }
            if (from.has(i)) {
                into.values[i] = from.values[i];
            }
        }
    }
}

package io.quorumeter.promql.eval;

import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Stale;

/** A series' values at all steps; where it has none stands {@link Stale#MARKER}, which no expression yields. */
final class Row {
    final Labels labels;
    final double[] values;

    Row(Labels labels, double[] values) {
        this.labels = labels;
        this.values = values;
    }

    boolean has(int step) {
        return !Stale.is(values[step]);
    }
}

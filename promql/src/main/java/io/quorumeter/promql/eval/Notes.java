package io.quorumeter.promql.eval;

import io.quorumeter.promql.ast.Span;
import io.quorumeter.promql.model.Numbers;
import io.quorumeter.promql.model.Position;
import io.quorumeter.promql.model.Quoting;
import io.quorumeter.promql.model.Semantics;
import java.util.LinkedHashSet;
import java.util.Set;

/** What is to be said about an answer, each thing once, in the words of Prometheus 3; 2.42 says nothing. */
final class Notes {
    private static final int MOST = 100;

    private final String text;
    private final boolean silent;
    private final Set<String> warnings = new LinkedHashSet<>();
    private final Set<String> infos = new LinkedHashSet<>();

    Notes(String text, Semantics semantics) {
        this.text = text;
        this.silent = semantics == Semantics.V2;
    }

    Set<String> warnings() {
        return warnings;
    }

    Set<String> infos() {
        return infos;
    }

    void quantile(double q, Span span) {
        if (!(q >= 0 && q <= 1)) {
            add(warnings, "PromQL warning: quantile value should be between 0 and 1, got " + Numbers.format(q), span);
        }
    }

    void ratio(double ratio, double used, Span span) {
        String got = Numbers.format(ratio) + ", capping to " + Numbers.format(used);
        add(warnings, "PromQL warning: ratio value should be between -1 and 1, got " + got, span);
    }

    void badBucket(String bound, String metric, Span span) {
        String value = Quoting.quote(bound) + (metric.isEmpty() ? "" : " for metric name " + Quoting.quote(metric));
        add(warnings, "PromQL warning: bucket label \"le\" is missing or has a malformed value of " + value, span);
    }

    void forcedMonotonic(Span span) {
        add(
                infos,
                "PromQL info: input to histogram_quantile needed to be fixed for monotonicity (see"
                        + " https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)",
                span);
    }

    void uselessSort(Span span) {
        String why = "since results are always ordered by labels";
        add(warnings, "PromQL warning: sort is ineffective for range queries " + why, span);
    }

    void noCounter(String metric, Span span) {
        boolean counter = metric.endsWith("_total")
                || metric.endsWith("_sum")
                || metric.endsWith("_count")
                || metric.endsWith("_bucket");
        if (!metric.isEmpty() && !counter) {
            add(
                    infos,
                    "PromQL info: metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "
                            + Quoting.quote(metric),
                    span);
        }
    }

    private void add(Set<String> notes, String note, Span span) {
        if (!silent && notes.size() < MOST) {
            notes.add(note + " (" + Position.of(text, span.start()) + ")");
        }
    }
}

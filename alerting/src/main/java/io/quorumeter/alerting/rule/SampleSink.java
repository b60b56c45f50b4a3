package io.quorumeter.alerting.rule;

import io.quorumeter.promql.model.Labels;

/** Takes what rules make: recorded series, {@code ALERTS} and {@code ALERTS_FOR_STATE}. */
@FunctionalInterface
public interface SampleSink {
    /**
     * Takes a sample. The rules that follow in the same evaluation see it.
     *
     * @param labels the series' labels, the metric's name among them
     * @param time milliseconds since 1970
     * @param value the value; {@link io.quorumeter.promql.model.Stale#MARKER} where a series ends
     */
    void add(Labels labels, long time, double value);
}

package io.quorumeter.alerting.rule;

import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Value;
import java.util.Map;

/** The state of a rule that records. */
final class RecordingState extends RuleState {
    private final Rule.Recording rule;

    RecordingState(Rule.Recording rule) {
        this.rule = rule;
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    void make(Context context, Map<Labels, Double> into) {
        for (Value.Sample sample : context.samples(rule)) {
            Labels labels = sample.labels().with(Labels.NAME, rule.name());
            for (Map.Entry<String, String> label : rule.labels().entrySet()) {
                labels = labels.with(label.getKey(), label.getValue());
            }
            if (into.put(labels, sample.value()) != null) {
                throw new IllegalStateException(
                        "vector contains metrics with the same labelset after applying rule labels: " + labels);
            }
        }
        context.checkLimit(into.size(), "series");
    }
}

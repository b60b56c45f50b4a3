package io.quorumeter.monitoring.alert;

import io.quorumeter.alert.Alert;
import io.quorumeter.binding.Families;
import io.quorumeter.consensus.ValidatorMetrics;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.List;

/** The validators of a replica's set: who signs nothing any more. */
final class ValidatorWatch implements Watch {
    private final ValidatorMetrics metrics;
    private final WarmUp warmUp;

    ValidatorWatch(ValidatorMetrics metrics, WarmUp warmUp) {
        this.metrics = metrics;
        this.warmUp = warmUp;
    }

    @Override
    public AlertSource source() {
        return AlertSource.CONSENSUS;
    }

    @Override
    public Object metrics() {
        return metrics;
    }

    @Override
    public Families families() {
        return metrics.families();
    }

    @Override
    public List<Alert> evaluate(MetricsSnapshot snapshot, long nanos) {
        BrokenRules found = new BrokenRules(snapshot.time());
        if (warmUp.isOver(nanos)) {
            Missing.add(
                    found,
                    AlertRule.VALIDATOR_SILENT,
                    metrics.silent(),
                    silent -> metrics.silenceLimit(silent.index()),
                    "has signed nothing that arrived",
                    snapshot.time());
        }
        return found.alerts();
    }

    @Override
    public void remember(MetricsSnapshot snapshot, long nanos) {
        // who was heard when is kept by the metrics
    }
}

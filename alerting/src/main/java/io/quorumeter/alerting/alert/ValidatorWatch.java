package io.quorumeter.alerting.alert;

import io.quorumeter.consensus.ValidatorMetrics;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.List;

/** The validators of a replica's set: who signs nothing any more. */
final class ValidatorWatch extends Watch {
    private final ValidatorMetrics metrics;
    private final WarmUp warmUp;

    ValidatorWatch(ValidatorMetrics metrics, WarmUp warmUp) {
        super(AlertSource.CONSENSUS, metrics, metrics.collector());
        this.metrics = metrics;
        this.warmUp = warmUp;
    }

    @Override
    List<Alert> evaluate(MetricsSnapshot snapshot, long nanos) {
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
}

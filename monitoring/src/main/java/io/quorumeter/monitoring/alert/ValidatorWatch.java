package io.quorumeter.monitoring.alert;

import io.quorumeter.alert.Alert;
import io.quorumeter.binding.Families;
import io.quorumeter.consensus.ConsensusFamily;
import io.quorumeter.consensus.ValidatorMetrics;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.time.Duration;
import java.util.List;

/** The validators of a replica's set: who signs nothing any more. */
final class ValidatorWatch implements Watch {
    private static final int LEAST_MILLIS = 10_000;
    private static final int DELTAS = 20;

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
            Duration longest = longest(new SnapshotReader(snapshot, families()));
            Missing.add(
                    found,
                    AlertRule.VALIDATOR_SILENT,
                    metrics.silent(longest),
                    longest,
                    "has signed nothing that arrived",
                    snapshot.time());
        }
        return found.alerts();
    }

    /** Some twenty views, and no less than it takes until somebody wonders. */
    private static Duration longest(SnapshotReader reader) {
        double delta = reader.value(ConsensusFamily.DELTA);
        return Duration.ofMillis((long) Math.max(LEAST_MILLIS, Double.isNaN(delta) ? 0 : 1e3 * DELTAS * delta));
    }

    @Override
    public void remember(MetricsSnapshot snapshot, long nanos) {}
}

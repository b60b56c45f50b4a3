package io.quorumeter.monitoring.alert;

import io.quorumeter.alert.Alert;
import io.quorumeter.binding.Families;
import io.quorumeter.consensus.ConsensusFamily;
import io.quorumeter.consensus.ValidatorFamily;
import io.quorumeter.consensus.ValidatorMetrics;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.time.Duration;
import java.util.List;

/**
 * The validators of a replica's set: who signs nothing any more. Votes that come too late for a certificate reach its leader only, so each
 * is given as many views as it takes all validators to lead twice.
 */
final class ValidatorWatch implements Watch {
    private static final double LEAST_SECONDS = 10;
    private static final int DELTAS = 20;
    private static final int TURNS = 2;

    private final ValidatorMetrics metrics;
    private final WarmUp warmUp;
    private final Window<Double> views;

    ValidatorWatch(ValidatorMetrics metrics, AlertConfig config, WarmUp warmUp, long nanos) {
        this.metrics = metrics;
        this.warmUp = warmUp;
        views = new Window<>(config.duration(AlertSetting.RATE_WINDOW), nanos, 0.0);
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
        double longest = longest(new SnapshotReader(snapshot, families()), nanos);
        if (warmUp.isOver(nanos) && longest < Duration.ofDays(1).toSeconds()) {
            Duration limit = Duration.ofMillis((long) (1e3 * longest));
            Missing.add(
                    found,
                    AlertRule.VALIDATOR_SILENT,
                    metrics.silent(limit),
                    limit,
                    "has signed nothing that arrived",
                    snapshot.time());
        }
        return found.alerts();
    }

    /** In seconds. Infinite while no view is entered: then nobody leads, and honest validators may be silent, too. */
    private double longest(SnapshotReader reader, long nanos) {
        double delta = reader.value(ConsensusFamily.DELTA);
        double ofDelta = Double.isNaN(delta) ? 0 : DELTAS * delta;
        return Math.max(Math.max(LEAST_SECONDS, ofDelta), ofTurns(reader, nanos));
    }

    private double ofTurns(SnapshotReader reader, long nanos) {
        double entered = reader.total(ConsensusFamily.VIEWS_ENTERED);
        double turns = TURNS * reader.value(ValidatorFamily.SET_SIZE);
        return entered > 0 ? turns * views.seconds() / (entered - views.base(nanos)) : 0;
    }

    @Override
    public void remember(MetricsSnapshot snapshot, long nanos) {
        views.remember(nanos, new SnapshotReader(snapshot, families()).total(ConsensusFamily.VIEWS_ENTERED));
    }
}

package io.quorumeter.alerting.alert;

import io.quorumeter.alerting.alert.ConsensusReadings.Faults;
import io.quorumeter.alerting.alert.ConsensusReadings.Misbehaviour;
import io.quorumeter.alerting.alert.ConsensusReadings.Progress;
import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.CommitPath;
import io.quorumeter.consensus.ConsensusFamilies;
import io.quorumeter.consensus.ConsensusMetrics;
import io.quorumeter.consensus.NodeFamilies;
import io.quorumeter.consensus.SafetyViolation;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.snapshot.Distribution;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A replica's consensus: what its counters were, and what the rules judge by. */
final class ConsensusWatch extends Watch {
    private final AlertConfig config;
    private final Accusations accusations;
    private final WarmUp warmUp;
    private double height = Double.NaN;
    private long progressedAt;
    private final Window<Distribution> latency;
    private final EventCount viewChanges;
    private final Window<Double> transactions;
    private final Window<Map<SafetyViolation, Double>> violations;
    private final Window<Map<Accused, Double>> accused;
    private final EventCount timeouts;
    private final EventCount persistFailures;

    ConsensusWatch(ConsensusMetrics metrics, AlertConfig config, Accusations accusations, WarmUp warmUp, long nanos) {
        super(AlertSource.CONSENSUS, metrics, metrics.collector());
        this.config = config;
        this.accusations = accusations;
        this.progressedAt = nanos;
        this.warmUp = warmUp;
        Duration rates = config.duration(AlertSetting.RATE_WINDOW);
        Duration counts = config.duration(AlertSetting.COUNT_WINDOW);
        latency = new Window<>(rates, nanos, SnapshotReader.NOTHING);
        viewChanges = new EventCount(rates, nanos);
        transactions = new Window<>(rates, nanos, 0.0);
        violations = new Window<>(config.duration(AlertSetting.SAFETY_WINDOW), nanos, Map.of());
        accused = new Window<>(counts, nanos, Map.of());
        timeouts = new EventCount(counts, nanos);
        persistFailures = new EventCount(counts, nanos);
    }

    @Override
    List<Alert> evaluate(MetricsSnapshot snapshot, long nanos) {
        SnapshotReader reader = new SnapshotReader(snapshot, collector);
        ConsensusReadings readings = new ConsensusReadings(
                progress(reader, nanos),
                faults(reader, nanos),
                new Misbehaviour(
                        increases(violations(reader), violations.base(nanos), new EnumMap<>(SafetyViolation.class)),
                        accusations.contradictions(),
                        increases(accusations.totals(), accused.base(nanos), new TreeMap<>(Accused.ORDER)),
                        reader.value(ConsensusFamilies.BYZANTINE_POWER_RATIO)));
        return ConsensusRules.evaluate(readings, config, snapshot.time());
    }

    @Override
    void remember(MetricsSnapshot snapshot, long nanos) {
        SnapshotReader reader = new SnapshotReader(snapshot, collector);
        progressedAt = isProgress(reader) ? nanos : progressedAt;
        height = reader.value(ConsensusFamilies.COMMITTED_HEIGHT);
        latency.remember(nanos, reader.distribution(ConsensusFamilies.BLOCK_COMMIT_LATENCY));
        if (reader.total(ConsensusFamilies.BLOCKS_COMMITTED, "path", CommitPath.LIVE) > 0) {
            warmUp.committed();
        }
        double expired = reader.total(ConsensusFamilies.LOCAL_TIMEOUTS);
        transactions.remember(nanos, reader.total(ConsensusFamilies.TRANSACTIONS_COMMITTED));
        if (warmUp.isOver(nanos)) {
            viewChanges.remember(nanos, faultyViewChanges(reader));
            timeouts.remember(nanos, expired);
        } else {
            viewChanges.begin(nanos, faultyViewChanges(reader));
            timeouts.begin(nanos, expired);
        }
        violations.remember(nanos, violations(reader));
        accusations.counted(acts(reader), nanos);
        accused.remember(nanos, accusations.totals());
        persistFailures.remember(nanos, reader.total(ConsensusFamilies.SAFETY_STATE_PERSIST_FAILURES));
    }

    private Progress progress(SnapshotReader reader, long nanos) {
        double committed = reader.total(ConsensusFamilies.TRANSACTIONS_COMMITTED) - transactions.base(nanos);
        boolean warm = warmUp.isOver(nanos);
        return new Progress(
                secondsSinceCommit(reader, nanos),
                reader.distribution(ConsensusFamilies.BLOCK_COMMIT_LATENCY)
                        .minus(latency.base(nanos))
                        .quantile(0.95),
                warm && transactions.isWhole(nanos) && reader.has(ConsensusFamilies.TRANSACTIONS_COMMITTED)
                        ? committed / transactions.seconds()
                        : Double.NaN,
                reader.value(NodeFamilies.MEMPOOL_TRANSACTIONS));
    }

    private Faults faults(SnapshotReader reader, long nanos) {
        boolean warm = warmUp.isOver(nanos);
        return new Faults(
                warm ? viewChanges.perSecond(nanos, faultyViewChanges(reader)) : 0,
                warm ? timeouts.within(nanos, reader.total(ConsensusFamilies.LOCAL_TIMEOUTS)) : 0,
                persistFailures.within(nanos, reader.total(ConsensusFamilies.SAFETY_STATE_PERSIST_FAILURES)));
    }

    /** Blocks that come by sync are progress, too, though no live commit; and what was before this watch is not its business. */
    private double secondsSinceCommit(SnapshotReader reader, long nanos) {
        if (reader.value(ConsensusFamilies.SYNC_IN_PROGRESS) == 1 || !reader.has(ConsensusFamilies.COMMIT_AGE)) {
            return Double.NaN;
        }
        long progress = isProgress(reader) ? nanos : progressedAt;
        return Math.min(reader.value(ConsensusFamilies.COMMIT_AGE), (nanos - progress) / 1e9);
    }

    private boolean isProgress(SnapshotReader reader) {
        return !Double.isNaN(height) && reader.value(ConsensusFamilies.COMMITTED_HEIGHT) > height;
    }

    private static double faultyViewChanges(SnapshotReader reader) {
        return Arrays.stream(ViewCause.values())
                .filter(ViewCause::isFault)
                .mapToDouble(cause -> reader.total(ConsensusFamilies.VIEWS_ENTERED, "cause", cause))
                .sum();
    }

    private static Map<SafetyViolation, Double> violations(SnapshotReader reader) {
        Map<SafetyViolation, Double> totals = new EnumMap<>(SafetyViolation.class);
        for (SafetyViolation type : SafetyViolation.values()) {
            totals.put(type, reader.total(ConsensusFamilies.SAFETY_VIOLATIONS, "type", type));
        }
        return totals;
    }

    private static Map<ByzantineAct, Double> acts(SnapshotReader reader) {
        Map<ByzantineAct, Double> totals = new EnumMap<>(ByzantineAct.class);
        for (ByzantineAct type : ByzantineAct.values()) {
            totals.put(type, reader.total(ConsensusFamilies.BYZANTINE_EVIDENCE, "type", type));
        }
        return totals;
    }

    /** What became more, and by how much. */
    private static <T> Map<T, Double> increases(Map<T, Double> totals, Map<T, Double> base, Map<T, Double> into) {
        totals.forEach((one, total) -> {
            double increase = total - base.getOrDefault(one, 0.0);
            if (increase > 0) {
                into.put(one, increase);
            }
        });
        return into;
    }
}

package io.quorumeter.monitoring.alert;

import io.quorumeter.alert.Alert;
import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.ConsensusFamily;
import io.quorumeter.consensus.ConsensusMetrics;
import io.quorumeter.consensus.NodeFamily;
import io.quorumeter.consensus.SafetyViolation;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.snapshot.Distribution;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A replica's consensus: what its counters were, and what the rules judge by. */
final class ConsensusWatch implements Watch {
    private final ConsensusMetrics metrics;
    private final AlertConfig config;
    private final Instant begun;
    private final long warmUntil;
    private final Window<Distribution> latency;
    private final Window<Double> viewChanges;
    private final Window<Double> transactions;
    private final Window<Map<SafetyViolation, Double>> violations;
    private final Window<Map<ByzantineAct, Double>> acts;
    private final Window<Double> timeouts;
    private final Window<Double> persistFailures;

    ConsensusWatch(ConsensusMetrics metrics, AlertConfig config, long nanos, Instant now) {
        this.metrics = metrics;
        this.config = config;
        this.begun = now;
        this.warmUntil = nanos + config.duration(AlertSetting.WARM_UP).toNanos();
        Duration rates = config.duration(AlertSetting.RATE_WINDOW);
        Duration counts = config.duration(AlertSetting.COUNT_WINDOW);
        latency = new Window<>(rates, nanos, Read.NOTHING);
        viewChanges = new Window<>(rates, nanos, 0.0);
        transactions = new Window<>(rates, nanos, 0.0);
        violations = new Window<>(config.duration(AlertSetting.SAFETY_WINDOW), nanos, Map.of());
        acts = new Window<>(counts, nanos, Map.of());
        timeouts = new Window<>(counts, nanos, 0.0);
        persistFailures = new Window<>(counts, nanos, 0.0);
    }

    @Override
    public Object metrics() {
        return metrics;
    }

    @Override
    public List<Alert> evaluate(MetricsSnapshot snapshot, long nanos) {
        return ConsensusRules.evaluate(read(new Read(snapshot, metrics.families()), nanos), config, snapshot.time());
    }

    @Override
    public void remember(MetricsSnapshot snapshot, long nanos) {
        Read read = new Read(snapshot, metrics.families());
        latency.remember(nanos, read.distribution(ConsensusFamily.BLOCK_COMMIT_LATENCY));
        viewChanges.remember(nanos, faultyViewChanges(read));
        transactions.remember(nanos, read.total(ConsensusFamily.TRANSACTIONS_COMMITTED));
        violations.remember(nanos, violations(read));
        acts.remember(nanos, acts(read));
        timeouts.remember(nanos, read.total(ConsensusFamily.LOCAL_TIMEOUTS));
        persistFailures.remember(nanos, read.total(ConsensusFamily.SAFETY_STATE_PERSIST_FAILURES));
    }

    ConsensusReadings read(Read read, long nanos) {
        double committed = read.total(ConsensusFamily.TRANSACTIONS_COMMITTED) - transactions.base(nanos);
        boolean warm = transactions.isWhole(nanos) && nanos - warmUntil >= 0;
        double views = faultyViewChanges(read) - viewChanges.base(nanos);
        return new ConsensusReadings(
                secondsSinceCommit(read),
                read.distribution(ConsensusFamily.BLOCK_COMMIT_LATENCY)
                        .minus(latency.base(nanos))
                        .quantile(0.95),
                views / viewChanges.seconds(),
                warm ? committed / transactions.seconds() : Double.NaN,
                read.value(NodeFamily.MEMPOOL_TRANSACTIONS),
                increases(violations(read), violations.base(nanos), SafetyViolation.class),
                increases(acts(read), acts.base(nanos), ByzantineAct.class),
                read.value(ConsensusFamily.BYZANTINE_POWER_RATIO),
                read.total(ConsensusFamily.LOCAL_TIMEOUTS) - timeouts.base(nanos),
                read.total(ConsensusFamily.SAFETY_STATE_PERSIST_FAILURES) - persistFailures.base(nanos));
    }

    private double secondsSinceCommit(Read read) {
        if (read.value(ConsensusFamily.SYNC_IN_PROGRESS) == 1) {
            return Double.NaN;
        }
        double committed = read.value(ConsensusFamily.LAST_COMMIT_TIMESTAMP);
        double since = Math.max(Double.isNaN(committed) ? 0 : committed, begun.toEpochMilli() / 1e3);
        return Math.max(read.snapshot().time().toEpochMilli() / 1e3 - since, 0);
    }

    private static double faultyViewChanges(Read read) {
        return read.total(ConsensusFamily.VIEWS_ENTERED, "cause", ViewCause.TIMEOUT_CERTIFICATE)
                + read.total(ConsensusFamily.VIEWS_ENTERED, "cause", ViewCause.VIEW_TIMER);
    }

    private static Map<SafetyViolation, Double> violations(Read read) {
        Map<SafetyViolation, Double> totals = new EnumMap<>(SafetyViolation.class);
        for (SafetyViolation type : SafetyViolation.values()) {
            totals.put(type, read.total(ConsensusFamily.SAFETY_VIOLATIONS, "type", type));
        }
        return totals;
    }

    private static Map<ByzantineAct, Double> acts(Read read) {
        Map<ByzantineAct, Double> totals = new EnumMap<>(ByzantineAct.class);
        for (ByzantineAct type : ByzantineAct.values()) {
            totals.put(type, read.total(ConsensusFamily.BYZANTINE_EVIDENCE, "type", type));
        }
        return totals;
    }

    /** What became more, and by how much. */
    private static <E extends Enum<E>> Map<E, Double> increases(
            Map<E, Double> totals, Map<E, Double> base, Class<E> types) {
        Map<E, Double> increases = new EnumMap<>(types);
        totals.forEach((type, total) -> {
            double increase = total - base.getOrDefault(type, 0.0);
            if (increase > 0) {
                increases.put(type, increase);
            }
        });
        return increases;
    }
}

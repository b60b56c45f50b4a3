package io.quorumeter.alerting.health;

import io.quorumeter.Declaration;
import io.quorumeter.MetricsCollector;
import io.quorumeter.alerting.alert.Alert;
import io.quorumeter.alerting.alert.AlertManager;
import io.quorumeter.consensus.ConsensusFamilies;
import io.quorumeter.consensus.ConsensusMetrics;
import io.quorumeter.health.Health;
import io.quorumeter.health.Health.Finding;
import io.quorumeter.health.HealthCheck;
import io.quorumeter.health.HealthLevel;
import io.quorumeter.network.NetworkFamilies;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.storage.StorageFamilies;
import io.quorumeter.storage.StorageMetrics;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The checks of a node's own components. Each says what the alert rules of its component find at this moment, over the windows of the alert
 * manager and without what somebody has resolved by hand, and adds the numbers that show how it is.
 */
public final class HealthChecks {
    private static final Finding NO_STORE = new Finding(
            HealthLevel.WARNING,
            "StorageUnknown",
            "nothing is known of this node's stores, since none is bound",
            "Say store(name) or bind(name, …) on the StorageMetrics, or leave them out: HealthChecker.of(alerts, consensus).");

    private HealthChecks() {}

    /** Adds numbers to what the rules found. */
    private interface Details {
        Health add(Health found, ToDoubleFunction<Declaration<?>> totals);
    }

    /**
     * A check of a replica's consensus.
     *
     * @param alerts whose rules judge
     * @param metrics what is judged
     * @return finds what is wrong; details are view, height, lock, and the share of accused voting power
     */
    public static HealthCheck consensus(AlertManager alerts, ConsensusMetrics metrics) {
        return check(
                () -> alerts.checkConsensusHealth(metrics),
                metrics.collector(),
                (found, totals) -> found.with("view", (double) metrics.currentView())
                        .with("height", (double) metrics.committedHeight())
                        .with("locked_view", (double) metrics.lockedView())
                        .with("high_qc_view", (double) metrics.highQcView())
                        .with("timeouts", totals.applyAsDouble(ConsensusFamilies.LOCAL_TIMEOUTS))
                        .with("byzantine_power_ratio", totals.applyAsDouble(ConsensusFamilies.BYZANTINE_POWER_RATIO)));
    }

    /**
     * A check of a node's network.
     *
     * @param alerts whose rules judge
     * @param metrics what is judged
     * @return finds what is wrong; details are peers, connected voting power, and messages sent, received and dropped
     */
    public static HealthCheck network(AlertManager alerts, NetworkMetrics metrics) {
        return check(
                () -> alerts.checkNetworkHealth(metrics),
                metrics.collector(),
                (found, totals) -> found.with("peers", totals.applyAsDouble(NetworkFamilies.PEERS))
                        .with("connected_power_ratio", totals.applyAsDouble(NetworkFamilies.CONNECTED_POWER_RATIO))
                        .with("messages_sent", totals.applyAsDouble(NetworkFamilies.MESSAGES_SENT))
                        .with("messages_received", totals.applyAsDouble(NetworkFamilies.MESSAGES_RECEIVED))
                        .with("messages_dropped", totals.applyAsDouble(NetworkFamilies.MESSAGES_DROPPED)));
    }

    /**
     * A check of a node's stores. As long as no store is bound it warns that nothing is known of them.
     *
     * @param alerts whose rules judge
     * @param metrics what is judged
     * @return finds what is wrong; details are operations, errors, bytes in use, and bytes left where the volume is known
     */
    public static HealthCheck storage(AlertManager alerts, StorageMetrics metrics) {
        return check(
                () -> alerts.checkStorageHealth(metrics),
                metrics.collector(),
                (found, totals) -> stores(metrics.hasStores() ? found : found.and(NO_STORE), totals));
    }

    private static Health stores(Health found, ToDoubleFunction<Declaration<?>> totals) {
        double available = totals.applyAsDouble(StorageFamilies.AVAILABLE);
        boolean hasVolume = available > 0 || totals.applyAsDouble(StorageFamilies.CAPACITY) > 0;
        return found.with("operations", totals.applyAsDouble(StorageFamilies.OPERATIONS))
                .with("errors", totals.applyAsDouble(StorageFamilies.ERRORS))
                .with("size_bytes", totals.applyAsDouble(StorageFamilies.SIZE))
                .with("available_bytes", hasVolume ? available : Double.NaN);
    }

    private static HealthCheck check(Supplier<List<Alert>> broken, MetricsCollector collector, Details details) {
        return () -> {
            Health found = HealthRules.of(broken.get());
            return collector.read(snapshot -> details.add(found, row -> total(snapshot, row)));
        };
    }

    /** NaN, so no detail, when the family is not kept or has no series. */
    private static double total(MetricsSnapshot snapshot, Declaration<?> row) {
        return snapshot.family(row.name())
                .filter(family -> family.size() > 0)
                .map(FamilySnapshot::total)
                .orElse(Double.NaN);
    }
}

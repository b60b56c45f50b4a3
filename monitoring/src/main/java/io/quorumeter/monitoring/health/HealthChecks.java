package io.quorumeter.monitoring.health;

import io.quorumeter.binding.Families;
import io.quorumeter.consensus.ConsensusFamily;
import io.quorumeter.consensus.ConsensusMetrics;
import io.quorumeter.health.HealthCheck;
import io.quorumeter.monitoring.alert.AlertManager;
import io.quorumeter.network.NetworkFamily;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.storage.StorageFamily;
import io.quorumeter.storage.StorageMetrics;

/**
 * The checks of a node's own components. Each says what the alert rules of its component find at this moment, over the windows of the alert
 * manager, and adds the numbers that tell how it is.
 */
public final class HealthChecks {
    private HealthChecks() {}

    /**
     * A check of a replica's consensus.
     *
     * @param alerts whose rules judge
     * @param metrics what is judged
     * @return finds what is wrong; details are view, height, lock, and the share of accused voting power
     */
    public static HealthCheck consensus(AlertManager alerts, ConsensusMetrics metrics) {
        Families names = metrics.families();
        return () -> {
            MetricsSnapshot now = names.collector().snapshot();
            return HealthRules.of(alerts.checkConsensusHealth(metrics))
                    .with("view", (double) metrics.currentView())
                    .with("height", (double) metrics.committedHeight())
                    .with("locked_view", (double) metrics.lockedView())
                    .with("high_qc_view", (double) metrics.highQcView())
                    .with("timeouts", now.total(names.name(ConsensusFamily.LOCAL_TIMEOUTS)))
                    .with(
                            "byzantine_power_ratio",
                            now.value(names.name(ConsensusFamily.BYZANTINE_POWER_RATIO))
                                    .orElse(Double.NaN));
        };
    }

    /**
     * A check of a node's network.
     *
     * @param alerts whose rules judge
     * @param metrics what is judged
     * @return finds what is wrong; details are peers, connected voting power, and messages sent, received and dropped
     */
    public static HealthCheck network(AlertManager alerts, NetworkMetrics metrics) {
        Families names = metrics.families();
        return () -> {
            MetricsSnapshot now = names.collector().snapshot();
            return HealthRules.of(alerts.checkNetworkHealth(metrics))
                    .with("peers", now.total(names.name(NetworkFamily.PEERS)))
                    .with("connected_power_ratio", metrics.connectedPowerRatio())
                    .with("messages_sent", now.total(names.name(NetworkFamily.MESSAGES_SENT)))
                    .with("messages_received", now.total(names.name(NetworkFamily.MESSAGES_RECEIVED)))
                    .with("messages_dropped", now.total(names.name(NetworkFamily.MESSAGES_DROPPED)));
        };
    }

    /**
     * A check of a node's stores.
     *
     * @param alerts whose rules judge
     * @param metrics what is judged
     * @return finds what is wrong; details are operations, errors, and bytes in use and left
     */
    public static HealthCheck storage(AlertManager alerts, StorageMetrics metrics) {
        Families names = metrics.families();
        return () -> {
            MetricsSnapshot now = names.collector().snapshot();
            return HealthRules.of(alerts.checkStorageHealth(metrics))
                    .with("operations", now.total(names.name(StorageFamily.OPERATIONS)))
                    .with("errors", now.total(names.name(StorageFamily.ERRORS)))
                    .with("size_bytes", now.total(names.name(StorageFamily.SIZE)))
                    .with(
                            "available_bytes",
                            now.value(names.name(StorageFamily.AVAILABLE)).orElse(Double.NaN));
        };
    }
}

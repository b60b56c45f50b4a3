package io.quorumeter.alerting.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.ValidatorSet;
import io.quorumeter.alerting.alert.Alert;
import io.quorumeter.alerting.alert.AlertConfig;
import io.quorumeter.alerting.alert.AlertManager;
import io.quorumeter.alerting.alert.AlertSetting;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.SafetyViolation;
import io.quorumeter.core.MetricsConfig;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.health.HealthCheck;
import io.quorumeter.health.HealthLevel;
import io.quorumeter.network.ConnectionDirection;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.storage.FailureKind;
import io.quorumeter.storage.StorageMetrics;
import io.quorumeter.storage.StorageOperation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthChecksTest {
    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final HotStuff2Events events =
            HotStuff2Events.on(metrics, Protocol.basic().replicas(4).ownIndex(0));
    private final NetworkMetrics network =
            new NetworkMetrics(metrics, ValidatorSet.ofSize(4).ownIndex(0));
    private final StorageMetrics storage = new StorageMetrics(metrics);
    private final AlertManager alerts = AlertManager.on(metrics)
            .config(AlertConfig.defaults()
                    .with(AlertSetting.MAX_BLOCK_TIME, Duration.ofDays(1))
                    .with(AlertSetting.MIN_TRANSACTION_THROUGHPUT, 0)
                    .with(AlertSetting.WARM_UP, Duration.ofDays(1)))
            .start();
    private final HealthChecker health = HealthChecker.of(alerts, events.metrics(), network, storage);

    @AfterEach
    void close() {
        alerts.close();
    }

    @Test
    void storesThatNobodyBound_areUnknown() {
        ComponentHealth stores = health.componentHealth(ComponentType.STORAGE).orElseThrow();
        assertThat(stores.status().level()).isEqualTo(HealthLevel.WARNING);
        assertThat(stores.status().issues()).extracting(HealthIssue::name).containsExactly("StorageUnknown");
        assertThat(stores.details()).containsOnlyKeys("errors");
        storage.store("blocks");
        storage.observeVolume(Path.of("."));
        stores = health.componentHealth(ComponentType.STORAGE).orElseThrow();
        assertThat(stores.status().isHealthy()).isTrue();
        assertThat(stores.details()).containsOnlyKeys("operations", "errors", "size_bytes", "available_bytes");
    }

    @Test
    void storesWhoseOperationsAreNotKept_areKnownNevertheless() throws Exception {
        MetricsCollector keepsLess =
                Quorumeter.newCollector(MetricsConfig.defaults().withDeny(List.of("*storage_operations_total")));
        StorageMetrics bound = new StorageMetrics(keepsLess);
        try (AlertManager manager = AlertManager.on(keepsLess).start()) {
            HealthCheck check = HealthChecks.storage(manager, bound);
            assertThat(check.check().findings()).hasSize(1);
            bound.store("blocks");
            assertThat(check.check().findings()).isEmpty();
        }
    }

    @Test
    void nodesOwnComponents_areJudgedByTheirMetrics() {
        storage.store("blocks");
        assertThat(health.detailedHealthReport().status()).isEqualTo(new HealthStatus.Healthy());
        assertThat(health.detailedHealthReport().score()).isEqualTo(1);

        events.safetyStatePersistFailed();
        storage.store("blocks").failed(StorageOperation.READ, FailureKind.CORRUPTION);
        network.connected(1, ConnectionDirection.OUTBOUND);
        HealthReport report = health.detailedHealthReport();
        assertThat(report.components())
                .extracting(one -> one.status().level())
                .containsExactly(HealthLevel.FAILING, HealthLevel.HEALTHY, HealthLevel.CRITICAL);
        assertThat(report.score()).isEqualTo((0 + 1 + 0.3) / 3);
        assertThat(health.componentHealth(ComponentType.NETWORK).orElseThrow().details())
                .containsEntry("peers", 1.0)
                .containsEntry("connected_power_ratio", 0.5);
        assertThat(HealthJson.readReport(HealthJson.write(report))).isEqualTo(report);
        assertThat(HealthJson.readStatus(HealthJson.write(report.status()))).isEqualTo(report.status());
    }

    @Test
    void replicaAlone_isAHealthCheckerOfItsOwn() {
        HealthChecker replica = HealthChecker.of(alerts, events.metrics());
        assertThat(replica.detailedHealthReport().components())
                .extracting(ComponentHealth::component)
                .containsExactly("consensus");
        events.safetyStatePersistFailed();
        assertThat(replica.detailedHealthReport().score()).isZero();
    }

    @Test
    void brokenInvariants_areFailing_ownOnesToo() {
        events.metrics().recordSafetyViolation(SafetyViolation.OWN_DOUBLE_VOTE, 7);
        assertThat(health.overallHealthStatus().level()).isEqualTo(HealthLevel.FAILING);
    }

    @Test
    void issue_isSinceItsAlertBegan() {
        storage.store("blocks");
        events.safetyStatePersistFailed();
        alerts.evaluate();
        Alert alert = alerts.activeAlerts().get(0);
        assertThat(health.overallHealthStatus().issues())
                .extracting(HealthIssue::since)
                .containsExactly(alert.firedAt());
    }

    @Test
    void alertResolvedByHand_isNoIssue_untilThereIsMore() {
        storage.store("blocks");
        events.metrics().recordSafetyViolation(SafetyViolation.CONFLICTING_COMMIT, 7);
        metrics.flush().join();
        alerts.evaluate();
        alerts.resolveAlert(alerts.activeAlerts().get(0).id());
        assertThat(health.overallHealthStatus().isHealthy()).isTrue();
        assertThat(alerts.checkConsensusHealth(events.metrics())).isEmpty();
        events.metrics().recordSafetyViolation(SafetyViolation.CONFLICTING_COMMIT, 8);
        assertThat(health.overallHealthStatus().level()).isEqualTo(HealthLevel.FAILING);
    }
}

package io.quorumeter.monitoring.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.health.ComponentHealth;
import io.quorumeter.health.Health;
import io.quorumeter.health.HealthCheck;
import io.quorumeter.health.HealthIssue;
import io.quorumeter.health.HealthLevel;
import io.quorumeter.health.HealthReport;
import io.quorumeter.health.HealthStatus;
import io.quorumeter.health.MonitoredComponent;
import io.quorumeter.monitoring.alert.AlertConfig;
import io.quorumeter.monitoring.alert.AlertManager;
import io.quorumeter.monitoring.alert.AlertSetting;
import io.quorumeter.network.ConnectionDirection;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.network.Validators;
import io.quorumeter.storage.FailureKind;
import io.quorumeter.storage.StorageMetrics;
import io.quorumeter.storage.StorageOperation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HealthCheckerTest {
    private static final Instant BEGIN = Instant.ofEpochSecond(1_700_000_000);

    private final AtomicReference<Instant> now = new AtomicReference<>(BEGIN);
    private final HealthChecker health = new HealthChecker(now::get, () -> 0);

    private void later(int seconds) {
        now.updateAndGet(time -> time.plusSeconds(seconds));
    }

    @Test
    void issue_keepsItsBeginning_asLongAsItLasts() {
        AtomicReference<Health> found =
                new AtomicReference<>(Health.critical("no connection").suggest("is it up?"));
        health.register("database", () -> Objects.requireNonNull(found.get()));
        health.overallHealthStatus();
        later(60);
        ComponentHealth component = health.componentHealth("database").orElseThrow();
        assertThat(component.status().issues())
                .containsExactly(new HealthIssue(
                        HealthLevel.CRITICAL, "database", "no connection", "no connection", BEGIN, "is it up?"));
        assertThat(component.lastFailure()).isEqualTo(BEGIN.plusSeconds(60));
        assertThat(component.lastSuccess()).isNull();
        found.set(Health.ok());
        later(1);
        assertThat(health.componentHealth("database").orElseThrow().lastSuccess())
                .isEqualTo(BEGIN.plusSeconds(61));
        found.set(Health.critical("no connection"));
        later(1);
        assertThat(health.overallHealthStatus().issues())
                .extracting(HealthIssue::since)
                .containsExactly(BEGIN.plusSeconds(62));
    }

    @Test
    void check_thatThrows_isFailing_andTheOthersAreAsked() {
        health.register("database", () -> {
            throw new IOException("refused");
        });
        health.register("cache", Health::ok);
        HealthReport report = health.detailedHealthReport();
        assertThat(report.status().level()).isEqualTo(HealthLevel.FAILING);
        assertThat(report.status().issues().get(0).message()).contains("refused");
        assertThat(report.components()).extracting(ComponentHealth::component).containsExactly("database", "cache");
        assertThat(report.score()).isEqualTo(0.5);
    }

    @Test
    void component_thatIsUnknown_hasNoHealth() {
        assertThat(health.componentHealth(ComponentType.NETWORK)).isEmpty();
    }

    @Test
    void component_bringsItsOwnCheck() {
        health.register(new MonitoredComponent() {
            @Override
            public String componentName() {
                return "resolver";
            }

            @Override
            public void registerMetrics(MetricsCollector collector) {}

            @Override
            public HealthCheck healthCheck() {
                return () -> Health.warning("slow");
            }
        });
        assertThat(health.componentHealth("resolver").orElseThrow().score()).isEqualTo(0.7);
    }

    @Test
    void nodesOwnComponents_areJudgedByTheirMetrics() {
        MetricsCollector metrics = Quorumeter.newCollector();
        HotStuff2Events events =
                HotStuff2Events.on(metrics, Protocol.basic().replicas(4).ownIndex(0));
        NetworkMetrics network = new NetworkMetrics(metrics, Validators.of(4, 0));
        StorageMetrics storage = new StorageMetrics(metrics);
        AlertConfig config = AlertConfig.defaults()
                .with(AlertSetting.MAX_BLOCK_TIME, Duration.ofDays(1))
                .with(AlertSetting.MIN_TRANSACTION_THROUGHPUT, 0)
                .with(AlertSetting.WARM_UP, Duration.ofDays(1));
        try (AlertManager alerts = AlertManager.on(metrics)
                .config(config)
                .watch(events.metrics())
                .watch(network)
                .watch(storage)
                .start()) {
            HealthChecker node = HealthChecker.of(alerts, events.metrics(), network, storage);
            assertThat(node.detailedHealthReport().status()).isEqualTo(HealthStatus.of(List.of()));
            assertThat(node.detailedHealthReport().score()).isEqualTo(1);

            events.safetyStatePersistFailed();
            storage.store("blocks").failed(StorageOperation.READ, FailureKind.CORRUPTION);
            network.connected(1, ConnectionDirection.OUTBOUND);
            HealthReport report = node.detailedHealthReport();
            assertThat(report.components())
                    .extracting(one -> one.status().level())
                    .containsExactly(HealthLevel.FAILING, HealthLevel.HEALTHY, HealthLevel.CRITICAL);
            assertThat(report.score()).isEqualTo((0 + 1 + 0.3) / 3);
            assertThat(node.componentHealth(ComponentType.NETWORK).orElseThrow().details())
                    .containsEntry("peers", 1.0)
                    .containsEntry("connected_power_ratio", 0.5);
            assertThat(HealthJson.readReport(HealthJson.write(report))).isEqualTo(report);
            assertThat(HealthJson.readStatus(HealthJson.write(report.status()))).isEqualTo(report.status());
        }
    }

    @Test
    void json_thatIsSomethingElse_isRefused() {
        assertThatThrownBy(() -> HealthJson.readStatus("{}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HealthJson.readStatus("{\"level\": \"failing\", \"issues\": []}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FAILING");
        assertThatThrownBy(() -> HealthJson.readStatus("{\"level\": \"lost\", \"issues\": []}"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HealthJson.readReport("[")).isInstanceOf(IllegalArgumentException.class);
    }
}

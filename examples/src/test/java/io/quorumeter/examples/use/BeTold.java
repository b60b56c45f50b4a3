package io.quorumeter.examples.use;

import io.quorumeter.MetricsCollector;
import io.quorumeter.ValidatorSet;
import io.quorumeter.alerting.alert.AlertConfigFormat;
import io.quorumeter.alerting.alert.AlertHandler;
import io.quorumeter.alerting.alert.AlertManager;
import io.quorumeter.alerting.alert.LogAlertHandler;
import io.quorumeter.alerting.health.HealthChecker;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.health.HealthCheck;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.storage.StorageMetrics;
import io.quorumeter.storage.StoreMetrics;
import java.nio.file.Path;

/** What a node needs to say by itself when something is wrong. */
final class BeTold implements AutoCloseable {
    final MetricsCollector metrics = Quorumeter.newCollector();
    final HotStuff2Events events =
            HotStuff2Events.on(metrics, Protocol.basic().replicas(4).ownIndex(0));
    final NetworkMetrics network =
            new NetworkMetrics(metrics, ValidatorSet.ofSize(4).ownIndex(0));
    final StorageMetrics storage = new StorageMetrics(metrics);
    final StoreMetrics blocks = storage.store("blocks");
    final AlertManager alerts;
    final HealthChecker health;

    BeTold(Path dataFolder, AlertHandler pager, HealthCheck database) {
        alerts = AlertManager.on(metrics)
                .config(AlertConfigFormat.YAML.read("max_network_latency: 200ms"))
                .handler("log", new LogAlertHandler())
                .handler("pager", pager)
                .start();
        health = HealthChecker.of(alerts, events.metrics(), network, storage).register("database", database);
    }

    @Override
    public void close() {
        alerts.close();
    }
}

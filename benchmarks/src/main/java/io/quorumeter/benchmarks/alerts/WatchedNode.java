package io.quorumeter.benchmarks.alerts;

import io.quorumeter.Gauge;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.ValidatorSet;
import io.quorumeter.alerting.alert.AlertManager;
import io.quorumeter.alerting.alert.AlertManagerBuilder;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.core.MetricsConfig;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.monitoring.MonitoringSystem;
import io.quorumeter.network.ConnectionDirection;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.storage.StorageMetrics;
import io.quorumeter.testkit.metrics.LoadTier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** A replica among 128 with more than 5,000 series and a monitoring system over it, with the built-in rules, a tick a second. */
final class WatchedNode implements AutoCloseable {
    static final int REPLICAS = LoadTier.L3.replicas();

    private final MetricsCollector collector =
            Quorumeter.newCollector(MetricsConfig.defaults().withMetricsLevel(MetricLevel.DETAILED));
    private final HotStuff2Events events =
            HotStuff2Events.on(collector, Protocol.basic().replicas(REPLICAS).ownIndex(0));
    private final NetworkMetrics network =
            new NetworkMetrics(collector, ValidatorSet.ofSize(REPLICAS).ownIndex(0));
    private final StorageMetrics storage = new StorageMetrics(collector);
    private final Gauge level = collector.gauge("benchmark_level").create();
    private final AlertManager alerts;
    private final MonitoringSystem monitoring;

    WatchedNode(UnaryOperator<AlertManagerBuilder> settings) throws IOException {
        storage.observeVolume(Path.of("."));
        for (int peer = 1; peer < REPLICAS; peer++) {
            network.connected(peer, ConnectionDirection.INBOUND);
        }
        alerts = settings.apply(AlertManager.on(collector)).start();
        monitoring =
                MonitoringSystem.create(0).metrics(collector).alerts(alerts).start();
    }

    MetricsCollector collector() {
        return collector;
    }

    HotStuff2Events events() {
        return events;
    }

    NetworkMetrics network() {
        return network;
    }

    StorageMetrics storage() {
        return storage;
    }

    Gauge level() {
        return level;
    }

    AlertManager alerts() {
        return alerts;
    }

    MonitoringSystem monitoring() {
        return monitoring;
    }

    /** How many series history has. */
    int series() {
        return monitoring.history().statistics().series();
    }

    @Override
    public void close() {
        monitoring.close();
        alerts.close();
    }
}

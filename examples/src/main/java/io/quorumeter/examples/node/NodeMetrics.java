package io.quorumeter.examples.node;

import io.quorumeter.BusyTime;
import io.quorumeter.MetricsCollector;
import io.quorumeter.alerting.alert.AlertConfig;
import io.quorumeter.alerting.alert.AlertHandler;
import io.quorumeter.alerting.alert.AlertManager;
import io.quorumeter.alerting.health.ComponentType;
import io.quorumeter.alerting.health.HealthChecker;
import io.quorumeter.alerting.health.HealthChecks;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.MempoolMetrics;
import io.quorumeter.consensus.PerformanceMetrics;
import io.quorumeter.consensus.ProcessingStage;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.UnixClock;
import io.quorumeter.consensus.safety.EvidenceSource;
import io.quorumeter.consensus.safety.SafetyOptions;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.storage.StateMetrics;
import io.quorumeter.storage.StorageMetrics;
import io.quorumeter.storage.StoreMetrics;

/**
 * Everything that one replica reports to, over a collector of its own: the whole instrumentation of a node is put together here, and each
 * part of the node is handed the one face that it speaks to.
 */
final class NodeMetrics {

    final WallClock wall = new WallClock();

    /** What the node serves. */
    final MetricsCollector served = Quorumeter.collector().clock(wall).create();

    /** What all parts of the node record to: the one that is served, or one that forgets everything. */
    final MetricsCollector collector;

    final HotStuff2Events events;
    final NetworkMetrics network;
    final StorageMetrics storage;
    final StoreMetrics store;
    final StateMetrics state;
    final MempoolMetrics mempool;
    final PerformanceMetrics performance;

    /**
     * Declares everything.
     *
     * @param protocol what the replica speaks, with the keys of the validators
     * @param messages gives the signed bytes of what proves misbehaviour
     */
    NodeMetrics(Protocol protocol, EvidenceSource messages) {
        this(protocol, messages, true);
    }

    private NodeMetrics(Protocol protocol, EvidenceSource messages, boolean everything) {
        collector = everything ? served : MetricsCollector.noop();
        events = HotStuff2Events.on(
                collector,
                protocol,
                UnixClock.of(wall, System::nanoTime),
                SafetyOptions.standard().evidenceSource(messages));
        network = new NetworkMetrics(collector, protocol.validators());
        storage = new StorageMetrics(collector);
        store = storage.store("replica");
        state = new StateMetrics(collector);
        mempool = new MempoolMetrics(collector);
        performance = new PerformanceMetrics(collector, protocol);
    }

    /** Declares nothing but what tells how the replica is doing; all else that is reported is forgotten. */
    static NodeMetrics ofStatus(Protocol protocol) {
        NodeMetrics metrics = new NodeMetrics(protocol, ref -> null, false);
        metrics.events.listen("status", new StatusMetrics(metrics.served));
        return metrics;
    }

    /** Starts to watch them by the alert rules. */
    AlertManager watch(AlertConfig config, AlertHandler handler) {
        return AlertManager.on(collector)
                .config(config)
                .handler("node", handler)
                .start();
    }

    /** Has its parts judged by the alert rules. */
    void checkHealth(HealthChecker health, AlertManager alerts) {
        health.register(ComponentType.CONSENSUS.componentName(), HealthChecks.consensus(alerts, events.metrics()))
                .register(ComponentType.NETWORK.componentName(), HealthChecks.network(alerts, network))
                .register(ComponentType.STORAGE.componentName(), HealthChecks.storage(alerts, storage));
    }

    BusyTime worker(ProcessingStage stage) {
        return performance.worker(stage);
    }
}

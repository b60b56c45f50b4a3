package io.quorumeter.testkit.metrics;

import io.quorumeter.MetricsCollector;
import io.quorumeter.binding.BindingFamily;
import io.quorumeter.binding.Catalogued;
import io.quorumeter.consensus.ConsensusFamily;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.MempoolMetrics;
import io.quorumeter.consensus.NodeFamily;
import io.quorumeter.consensus.PerformanceMetrics;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.UnixClock;
import io.quorumeter.consensus.ValidatorFamily;
import io.quorumeter.network.NetworkFamily;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.network.Validators;
import io.quorumeter.storage.CacheMetrics;
import io.quorumeter.storage.StateMetrics;
import io.quorumeter.storage.StorageFamily;
import io.quorumeter.storage.StorageMetrics;
import io.quorumeter.storage.StoreMetrics;
import java.util.List;
import java.util.stream.Stream;

/** All facades of one node on one collector, and the catalogues behind them. */
record NodeMetrics(
        HotStuff2Events events,
        PerformanceMetrics performance,
        MempoolMetrics mempool,
        NetworkMetrics network,
        StorageMetrics storage,
        StoreMetrics store,
        CacheMetrics cache,
        StateMetrics state,
        Bound bound) {
    static final String STORE = "blocks";

    static NodeMetrics on(MetricsCollector metrics, Protocol protocol, String prefix) {
        StorageMetrics storage = new StorageMetrics(metrics, prefix);
        NodeMetrics node = new NodeMetrics(
                HotStuff2Events.on(metrics, protocol, prefix, UnixClock.of(metrics)),
                new PerformanceMetrics(metrics, protocol, prefix),
                new MempoolMetrics(metrics, prefix),
                new NetworkMetrics(metrics, Validators.of(protocol.replicas(), protocol.ownIndex()), prefix),
                storage,
                storage.store(STORE),
                storage.cache("headers"),
                new StateMetrics(metrics, prefix),
                new Bound(metrics, prefix));
        node.events.listen("performance", node.performance);
        return node;
    }

    static List<Catalogued> catalogue() {
        return Stream.<Catalogued[]>of(
                        ConsensusFamily.values(),
                        ValidatorFamily.values(),
                        NodeFamily.values(),
                        NetworkFamily.values(),
                        StorageFamily.values(),
                        BindingFamily.values(),
                        io.quorumeter.network.BindingFamily.values())
                .flatMap(Stream::of)
                .toList();
    }
}

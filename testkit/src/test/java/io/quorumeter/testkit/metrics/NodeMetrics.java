package io.quorumeter.testkit.metrics;

import io.quorumeter.Declaration;
import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.ConsensusFamilies;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.MempoolMetrics;
import io.quorumeter.consensus.NodeFamilies;
import io.quorumeter.consensus.PerformanceMetrics;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.UnixClock;
import io.quorumeter.consensus.ValidatorFamilies;
import io.quorumeter.consensus.safety.EvidenceLog;
import io.quorumeter.core.bind.BindFamilies;
import io.quorumeter.network.NetworkFamilies;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.network.TransportFamilies;
import io.quorumeter.storage.CacheMetrics;
import io.quorumeter.storage.StateMetrics;
import io.quorumeter.storage.StorageFamilies;
import io.quorumeter.storage.StorageMetrics;
import io.quorumeter.storage.StoreMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
        EvidenceLog evidence,
        Bound bound) {
    static final String STORE = "blocks";

    static NodeMetrics on(MetricsCollector metrics, Protocol protocol) {
        StorageMetrics storage = new StorageMetrics(metrics);
        NodeMetrics node = new NodeMetrics(
                HotStuff2Events.on(metrics, protocol, UnixClock.of(metrics)),
                new PerformanceMetrics(metrics, protocol),
                new MempoolMetrics(metrics),
                new NetworkMetrics(metrics, protocol.validators()),
                storage,
                storage.store(STORE),
                storage.cache("headers"),
                new StateMetrics(metrics),
                evidenceLog(metrics),
                new Bound(metrics));
        node.events.listen("performance", node.performance);
        return node;
    }

    /** A log with room for one piece about an invariant and for one against a validator. */
    private static EvidenceLog evidenceLog(MetricsCollector metrics) {
        try {
            Path folder = Files.createTempDirectory("evidence");
            for (String file : List.of("", "evidence.log", "evidence.log.lock")) {
                folder.resolve(file).toFile().deleteOnExit();
            }
            return EvidenceLog.open(folder.resolve("evidence.log"), 2).countedBy(metrics);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static List<Declaration<?>> catalogue() {
        return Catalogue.rows(
                ConsensusFamilies.class,
                ValidatorFamilies.class,
                NodeFamilies.class,
                NetworkFamilies.class,
                StorageFamilies.class,
                BindFamilies.class,
                TransportFamilies.class);
    }
}

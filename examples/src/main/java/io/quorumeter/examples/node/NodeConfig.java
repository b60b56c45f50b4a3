package io.quorumeter.examples.node;

import io.quorumeter.alerting.alert.AlertConfig;
import io.quorumeter.alerting.alert.AlertHandler;
import io.quorumeter.examples.node.identity.Identity;
import io.quorumeter.examples.node.mempool.Mempool;
import io.quorumeter.examples.node.transport.TransportOptions;
import io.quorumeter.testkit.byzantine.Behaviour;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a replica is told when it starts.
 *
 * @param identity who it is, and in which network
 * @param delta Δ, the bound on message delays while the network is calm
 * @param batch most transactions in a block
 * @param mempool how much it holds for its clients, and how large a transaction may be
 * @param store the file that its store is in
 * @param metricsPort where its metrics are served, 0 for any free port
 * @param transport bounds and times of its connections
 * @param inbox messages that may wait for the consensus thread
 * @param inboxBytes how many bytes those may have together
 * @param stores opens the store
 * @param behaviour what it does wrong on purpose; empty for an honest one
 * @param alertConfig thresholds and windows of its alerts
 * @param alerts told what its alerts find
 * @param measured whether it records all metrics and watches them; otherwise only view, height, transactions, time-outs and commit latency
 */
public record NodeConfig(
        Identity identity,
        Duration delta,
        int batch,
        Mempool.Limits mempool,
        Path store,
        int metricsPort,
        TransportOptions transport,
        int inbox,
        long inboxBytes,
        StoreFactory stores,
        Optional<Behaviour> behaviour,
        AlertConfig alertConfig,
        AlertHandler alerts,
        boolean measured) {

    /** Returns what suits a replica among others on one machine. */
    public static NodeConfig of(
            Identity identity, Duration delta, int batch, int transactionBytes, Path store, int metricsPort) {
        return new NodeConfig(
                identity,
                delta,
                batch,
                new Mempool.Limits(50_000, 64L << 20, transactionBytes, 100_000),
                store,
                metricsPort,
                TransportOptions.defaults(),
                10_000,
                128L << 20,
                StoreFactory.onDisk(),
                Optional.empty(),
                AlertConfig.defaults(),
                alert -> {},
                true);
    }

    /** Returns the same with another kind of store. */
    public NodeConfig stores(StoreFactory other) {
        return with(other, behaviour, alertConfig, alerts, measured);
    }

    /** Returns the same, breaking the protocol on purpose. */
    public NodeConfig behaviour(Optional<Behaviour> wrong) {
        return with(stores, wrong, alertConfig, alerts, measured);
    }

    /** Returns the same with somebody who is told of alerts. */
    public NodeConfig alerts(AlertConfig thresholds, AlertHandler handler) {
        return with(stores, behaviour, thresholds, handler, measured);
    }

    /** Returns the same with all metrics, or with nothing but what tells how it is doing. */
    public NodeConfig measured(boolean everything) {
        return with(stores, behaviour, alertConfig, alerts, everything);
    }

    private NodeConfig with(
            StoreFactory otherStores,
            Optional<Behaviour> wrong,
            AlertConfig thresholds,
            AlertHandler handler,
            boolean everything) {
        return new NodeConfig(
                identity,
                delta,
                batch,
                mempool,
                store,
                metricsPort,
                transport,
                inbox,
                inboxBytes,
                otherStores,
                wrong,
                thresholds,
                handler,
                everything);
    }

    /** Returns the file that evidence of misbehaviour is kept in, beside the store. */
    public Path evidence() {
        return store.resolveSibling(store.getFileName() + ".evidence");
    }

    /** Returns the most bytes of transactions in a block. */
    long blockBytes() {
        return (long) batch * mempool.transactionBytes();
    }
}

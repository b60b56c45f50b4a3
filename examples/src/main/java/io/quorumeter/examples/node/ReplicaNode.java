package io.quorumeter.examples.node;

import io.quorumeter.MetricsCollector;
import io.quorumeter.ValidatorSet;
import io.quorumeter.alerting.alert.AlertManager;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.ProcessingStage;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.safety.EvidenceLog;
import io.quorumeter.consensus.safety.SafetyEvent;
import io.quorumeter.event.EventPublisher;
import io.quorumeter.examples.node.mempool.Mempool;
import io.quorumeter.examples.node.store.ReplicaStore;
import io.quorumeter.examples.node.store.StoreException;
import io.quorumeter.examples.node.store.StoreFile;
import io.quorumeter.examples.node.transport.FrameKind;
import io.quorumeter.examples.node.transport.MalformedFrameException;
import io.quorumeter.examples.node.transport.Peer;
import io.quorumeter.examples.node.transport.Transport;
import io.quorumeter.exporters.PrometheusExporter;
import io.quorumeter.exporters.ScrapeEndpoint;
import io.quorumeter.monitoring.MonitoringSystem;
import io.quorumeter.monitoring.system.SystemMetrics;
import io.quorumeter.network.DropReason;
import io.quorumeter.network.MessageDirection;
import io.quorumeter.testkit.hotstuff2.Block;
import io.quorumeter.testkit.hotstuff2.Crypto;
import io.quorumeter.testkit.hotstuff2.Effects;
import io.quorumeter.testkit.hotstuff2.Message;
import io.quorumeter.testkit.hotstuff2.Replica;
import io.quorumeter.testkit.hotstuff2.ReplicaConfig;
import io.quorumeter.testkit.hotstuff2.RestoredState;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One replica: its sockets, its disk, its pool, its metrics, and the state machine between them. Nothing in it is shared with another
 * replica, also not in one JVM. Thread-safe.
 */
public final class ReplicaNode implements AutoCloseable {

    private final NodeMetrics metrics;
    private final Served served;
    private final ReplicaStore store;
    private final Transport transport;
    private final MempoolGate gate;
    private final NodeEffects effects;
    private final Inbox inbox;
    private final EvidenceLog evidence;
    private final EventPublisher.Subscription found;
    private final ConsensusThread consensus;
    private final Machine machine;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** Where its metrics are, and who watches them: in a monitoring system of its own, or on a page alone. */
    private record Served(
            URI uri,
            Runnable stop,
            @Nullable AlertManager alerts,
            @Nullable MonitoringSystem monitoring) {
        static Served of(NodeConfig config, NodeMetrics metrics, @Nullable SystemMetrics system) throws IOException {
            AlertManager alerts = config.measured() ? metrics.watch(config.alertConfig(), config.alerts()) : null;
            try {
                if (alerts != null && system != null) {
                    MonitoringSystem monitoring = MonitoringSystem.create(config.metricsPort())
                            .metrics(metrics.served)
                            .alerts(alerts)
                            .system(system)
                            .start();
                    return new Served(monitoring.uri().resolve("/metrics"), monitoring::close, alerts, monitoring);
                }
                ScrapeEndpoint endpoint = new PrometheusExporter(config.metricsPort(), "hotstuff2")
                        .registerMetrics(metrics.served)
                        .startServer();
                return new Served(endpoint.uri(), endpoint::close, alerts, null);
            } catch (IOException | RuntimeException refused) {
                close(alerts);
                throw refused;
            }
        }

        void stopAlerts() {
            close(alerts);
        }

        private static void close(@Nullable AlertManager alerts) {
            if (alerts != null) {
                alerts.close();
            }
        }
    }

    private ReplicaNode(
            NodeConfig config,
            NodeMetrics metrics,
            ReceivedMessages received,
            Served served,
            ReplicaStore store,
            EvidenceLog evidence,
            LongSupplier clock)
            throws StoreException, IOException {
        this.metrics = metrics;
        this.served = served;
        this.store = store;
        this.evidence = evidence;
        int self = config.identity().index();
        int others = config.identity().validators().size() - 1;

        inbox = new Inbox(config.inbox(), config.inboxBytes());
        Mempool pool = new Mempool(config.mempool());
        gate = new MempoolGate(pool, metrics.mempool);
        BlockPayloads payloads = new BlockPayloads(pool, config.batch(), config.blockBytes(), clock);
        Application application = new Application(
                store.applicationState(),
                metrics.events,
                metrics.state,
                metrics.worker(ProcessingStage.EXECUTION),
                clock);
        RestoredState restored = store.restored();
        catchUp(application, restored.head().height());

        NetworkReport report = new NetworkReport(
                metrics.network,
                metrics.worker(ProcessingStage.NETWORK_IN),
                metrics.worker(ProcessingStage.NETWORK_OUT));
        transport = Transport.ofValidator(
                config.identity(), config.transport(), this::received, report, clock, metrics.wall, this::fail);
        try {
            Timers timers = new Timers();
            effects = new NodeEffects(store, transport, timers, application, payloads, metrics.performance, clock);
            Crypto crypto = new TimedCrypto(
                    config.identity().crypto(), metrics.events, metrics.worker(ProcessingStage.CRYPTO), clock);
            Function<Effects, Replica> correct = world ->
                    new Replica(replicaConfig(config), crypto, metrics.events, world, payloads, store, restored);
            machine = Machine.of(config, replicaConfig(config), crypto, effects, correct);
            consensus = new ConsensusThread(
                    "replica-" + self + "-consensus",
                    inbox,
                    received,
                    machine.driven(),
                    machine::committedHeight,
                    effects,
                    timers,
                    metrics.events,
                    this::handled,
                    metrics.worker(ProcessingStage.CONSENSUS),
                    clock,
                    () -> transport.connected() == others,
                    this::fail);
            metrics.network.suspectPartitionWhile(metrics.events.metrics()::isStuckInView);
            metrics.network.observeQueue(MessageDirection.SEND, transport::queued);
            metrics.network.observeQueue(MessageDirection.RECEIVE, inbox::size);
            metrics.storage.observeVolume(config.store());
            metrics.store.observeSize(store::sizeBytes);
            found = metrics.collector.events().subscribe("evidence-log", SafetyEvent.class, evidence);
        } catch (RuntimeException | Error failed) {
            transport.crash();
            throw failed;
        }
    }

    /**
     * Opens a replica: its metrics are served and its socket listens, but it does nothing yet.
     *
     * @throws IOException if a port is taken, which the message names, or there is no socket to be had
     * @throws StoreException if its store is damaged or cannot be opened
     */
    public static ReplicaNode open(NodeConfig config) throws IOException, StoreException {
        return open(config, null);
    }

    /**
     * Opens a replica that shows the metrics of the process and its machine as well.
     *
     * @param system reads them for all replicas of the process; null to leave them out
     */
    public static ReplicaNode open(NodeConfig config, @Nullable SystemMetrics system)
            throws IOException, StoreException {
        LongSupplier clock = System::nanoTime;
        ReceivedMessages received =
                new ReceivedMessages(Genesis.of(config.identity().validators()).id());
        NodeMetrics metrics = config.measured()
                ? new NodeMetrics(protocol(config), received)
                : NodeMetrics.ofStatus(protocol(config));
        Served served = Served.of(config, metrics, system);
        ReplicaStore store = null;
        EvidenceLog evidence = null;
        try {
            Block genesis = Genesis.of(config.identity().validators());
            store = config.stores().open(new StoreFile(config.store(), genesis), metrics.store, clock);
            evidence = openEvidence(config, metrics.collector);
            return new ReplicaNode(config, metrics, received, served, store, evidence, clock);
        } catch (IOException | StoreException | RuntimeException e) {
            served.stopAlerts();
            served.stop.run();
            if (store != null) {
                store.crash();
            }
            if (evidence != null) {
                close(evidence);
            }
            throw e;
        }
    }

    private static EvidenceLog openEvidence(NodeConfig config, MetricsCollector metrics) throws StoreException {
        try {
            return EvidenceLog.open(config.evidence()).countedBy(metrics);
        } catch (IOException e) {
            throw new StoreException("the log of evidence cannot be opened", e);
        }
    }

    private void closeEvidence() {
        found.close();
        close(evidence);
    }

    /** What it holds is on disk already. */
    private static void close(EvidenceLog evidence) {
        try {
            evidence.close();
        } catch (IOException e) {
            // Nothing is lost by it.
        }
    }

    private static Protocol protocol(NodeConfig config) {
        return Protocol.basic()
                .validators(ValidatorSet.ofKeys(config.identity().validators().keyNames())
                        .ownIndex(config.identity().index()))
                .delta(config.delta());
    }

    private static ReplicaConfig replicaConfig(NodeConfig config) {
        Block genesis = Genesis.of(config.identity().validators());
        return ReplicaConfig.of(protocol(config), genesis).maxBlockBytes(config.blockBytes());
    }

    /** Executes blocks that were committed but not yet part of the application's state when the replica stopped. */
    private void catchUp(Application application, long height) throws StoreException {
        while (application.state().height() < height) {
            Block block = store.block(application.state().height() + 1);
            if (block == null) {
                throw new StoreException("a committed block is missing");
            }
            store.putApplicationState(application.apply(block));
        }
    }

    /** Starts the threads. */
    public synchronized void start() {
        transport.start();
        consensus.start();
        if (served.alerts != null && served.monitoring != null) {
            metrics.checkHealth(served.monitoring.health(), served.alerts);
        }
    }

    /** Takes what a peer sent: on the network's thread, so all it does is decode and hand on. */
    private void received(Peer from, FrameKind kind, ByteBuffer body, long at) throws MalformedFrameException {
        int bytes = body.remaining();
        if (kind == FrameKind.TRANSACTIONS) {
            gate.submit(body, at);
        } else if (!inbox.offer(MessageFrames.decode(from.index(), kind, body), bytes, at)) {
            metrics.network.messageDropped(MessageDirection.RECEIVE, DropReason.QUEUE_FULL);
        }
    }

    private void handled(Message message, long nanos) {
        metrics.network.messageProcessed(MessageFrames.kindOf(message).type(), nanos);
        if (message instanceof Message.Vote vote) {
            metrics.events.metrics().voteProcessed(vote.phase(), nanos);
        }
    }

    private void fail(Throwable cause) {
        failure.compareAndSet(null, cause);
    }

    /** Returns what stopped the replica by itself, if anything has: a disk that fails, or a defect. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Returns where it listens for its peers and clients. */
    public InetSocketAddress address() {
        return transport.address();
    }

    /** Returns where its metrics are. */
    public URI metricsUri() {
        return served.uri;
    }

    /** Returns its metrics. */
    public MetricsCollector metrics() {
        return metrics.served;
    }

    /** Says where another replica listens, now or anew. */
    public void dial(int replica, InetSocketAddress where) {
        transport.dial(replica, where);
    }

    /** Cuts it off from these validators, and from no others: what is sent to or by them does not arrive. */
    public void cut(Set<Integer> validators) {
        transport.cut(validators);
    }

    /** Has each sync of its store take so much longer than it does; zero for no longer. */
    public void slowDisk(Duration more) {
        store.slow(more);
    }

    /** Sets its wall clock ahead of the machine's by so much, behind it if negative. */
    public void setClock(Duration ahead) {
        metrics.wall.set(ahead);
    }

    /** Has it follow the protocol from now on, if it broke it on purpose. */
    public void reform() {
        machine.reform().run();
    }

    /** Returns how often it has broken the protocol on purpose since it was opened. */
    public long misdeeds() {
        return machine.misdeeds().getAsLong();
    }

    /** Returns who is told what it does. */
    public HotStuff2Events events() {
        return metrics.events;
    }

    /** Returns the evidence of misbehaviour that it has found, in this life and those before. */
    public EvidenceLog evidence() {
        return evidence;
    }

    /**
     * Has it go no further after the step that commits this height, so that a network can be stopped with its chains about equally long.
     * One step may commit several blocks, so it may end a few above.
     */
    public void haltAt(long height) {
        consensus.haltAt(height);
    }

    /** Returns whether it has come to the height of {@link #haltAt}. */
    public boolean isHalted() {
        return consensus.isHalted();
    }

    /** Ends it as a power cut would: threads and sockets are gone at once, and what was not synced is lost. */
    public void crash() {
        served.stopAlerts();
        effects.crash();
        transport.crash();
        consensus.stop();
        store.crash();
        closeEvidence();
        served.stop.run();
    }

    /** Ends it in order: what is queued leaves, and the store is synced and sealed. */
    @Override
    public void close() throws StoreException {
        served.stopAlerts();
        consensus.stop();
        transport.close();
        closeEvidence();
        served.stop.run();
        if (effects.failure() != null) {
            store.crash();
        } else {
            store.close();
        }
    }
}

package io.quorumeter.benchmarks.queries;

import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.ValidatorSet;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.network.ConnectFailure;
import io.quorumeter.network.ConnectionDirection;
import io.quorumeter.network.DropReason;
import io.quorumeter.network.MessageType;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.storage.StorageMetrics;
import io.quorumeter.storage.StorageOperation;
import io.quorumeter.storage.StoreMetrics;
import io.quorumeter.testkit.hotstuff2.Message;
import io.quorumeter.testkit.simulation.HotStuff2Simulation;
import io.quorumeter.testkit.simulation.Latency;
import io.quorumeter.testkit.simulation.SimulatedNetwork;
import io.quorumeter.testkit.simulation.WireListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What replica 0 of a simulated network records at the detailed level: consensus, every message that it sends and receives, gossip with its
 * peers, and three stores. It is always the same. For one thread.
 */
final class Recording {
    private static final double MICROSECOND = 1e3;
    private static final StorageOperation[] OPERATIONS = StorageOperation.values();
    private static final MessageType[] GOSSIP = {
        MessageType.SYNC,
        MessageType.MEMPOOL,
        MessageType.HEARTBEAT,
        MessageType.DISCOVERY,
        MessageType.TIMEOUT,
        MessageType.TIMEOUT_CERTIFICATE,
        MessageType.OTHER
    };

    private final MetricsCollector collector;
    private final SplittableRandom random = new SplittableRandom(1);
    private final NetworkMetrics connections;
    private final List<StoreMetrics> stores;
    private volatile @Nullable SimulatedNetwork network;

    /**
     * Starts a network.
     *
     * @param replicas how many there are
     * @param delay about how long a message takes, which sets the pace of the views
     * @param denied patterns of the names of families that are left out
     */
    Recording(int replicas, Duration delay, String... denied) {
        collector = Quorumeter.collector()
                .level(MetricLevel.DETAILED)
                .nanoTime(this::nanos)
                .clock(() -> Instant.ofEpochSecond(0, nanos()))
                .deny(denied)
                .create();
        Protocol protocol = Protocol.basic().replicas(replicas).ownIndex(0);
        HotStuff2Events events = HotStuff2Events.on(collector, protocol);
        connections =
                new NetworkMetrics(collector, ValidatorSet.ofSize(replicas).ownIndex(0));
        for (int peer = 1; peer < replicas; peer++) {
            connections.connected(peer, ConnectionDirection.INBOUND);
        }
        connections.observePeerQueues(peer -> nanos() / 1_000_000 % (peer + 2));
        StorageMetrics storage = new StorageMetrics(collector);
        stores = Stream.of("blocks", "state", "index").map(storage::store).toList();
        network = HotStuff2Simulation.basic(replicas)
                .delta(delay.multipliedBy(4))
                .delay(Latency.lognormal(delay, 0.3))
                .loss(0.002)
                .crashes(1, Duration.ofSeconds(5))
                .calmAfter(Duration.ofDays(1))
                .events(replica -> replica == 0 ? events : HotStuff2Events.none())
                .watch(new Wire())
                .unwatched()
                .start();
    }

    MetricsCollector collector() {
        return collector;
    }

    /** Goes on for a stretch of the network's time. */
    void run(Duration time) {
        SimulatedNetwork running = network;
        if (running != null) {
            running.runFor(time);
        }
    }

    private long nanos() {
        SimulatedNetwork running = network;
        return running == null ? 0 : running.elapsed().toNanos();
    }

    /** Records what replica 0 sends and receives. */
    private final class Wire implements WireListener {
        @Override
        public void sent(int from, int to, Message message) {
            if (from == 0 && to != 0) {
                connections.messageSent(type(message), to, bytes(message));
                use(stores.get(random.nextInt(stores.size())));
                if (random.nextInt(2) == 0) {
                    connections.messageToPeerDropped(to, DropReason.QUEUE_FULL);
                    connections.connectionFailed(to, ConnectFailure.TIMEOUT);
                }
            }
        }

        @Override
        public void delivered(int to, Message message) {
            if (to == 0 && message.sender() != 0) {
                received(type(message), message.sender(), bytes(message));
                received(GOSSIP[random.nextInt(GOSSIP.length)], message.sender(), 50 + random.nextInt(100_000));
                connections.roundTripMeasured(message.sender(), around(20_000));
            }
        }

        private void received(MessageType type, int sender, long bytes) {
            connections.messageReceived(type, sender, bytes, nanos() / 1_000_000);
            connections.messageProcessed(type, around(30));
            use(stores.get(random.nextInt(stores.size())));
        }

        private void use(StoreMetrics store) {
            StorageOperation operation = OPERATIONS[random.nextInt(OPERATIONS.length)];
            if (operation == StorageOperation.BATCH) {
                store.batchWritten(1 + random.nextInt(40), 100 + random.nextInt(5_000), around(200));
                store.synced(around(600));
            } else if (random.nextInt(10) == 0) {
                store.notFound(operation, around(5));
            } else {
                store.completed(operation, 100 + random.nextInt(1_000), around(25));
            }
        }

        private long bytes(Message message) {
            return message instanceof Message.Propose ? 2_000 + random.nextInt(60_000) : 120 + random.nextInt(400);
        }

        private long around(double micros) {
            return (long) (micros * MICROSECOND * Math.exp(1.2 * random.nextGaussian()));
        }

        private MessageType type(Message message) {
            if (message instanceof Message.Propose) {
                return MessageType.PROPOSE;
            }
            if (message instanceof Message.Prepare) {
                return MessageType.PREPARE;
            }
            if (message instanceof Message.Vote) {
                return MessageType.VOTE;
            }
            if (message instanceof Message.Wish) {
                return MessageType.WISH;
            }
            return message instanceof Message.Status ? MessageType.STATUS : MessageType.SYNC;
        }
    }
}

package io.quorumeter.testkit.metrics;

import io.quorumeter.MetricsCollector;
import io.quorumeter.ValidatorSet;
import io.quorumeter.network.ConnectionDirection;
import io.quorumeter.network.DisconnectReason;
import io.quorumeter.network.DropReason;
import io.quorumeter.network.MessageDirection;
import io.quorumeter.network.MessageType;
import io.quorumeter.network.NetworkMetrics;
import java.time.Duration;
import java.util.Random;

/** Fills a collector with what a node would tell it, from a seed and without waiting. */
public final class MetricsSimulation {
    private static final int ROUNDS = 100;
    private static final int VOTE_BYTES = 148;

    private MetricsSimulation() {}

    /**
     * Tells a collector what the leader of four busy replicas would: {@link LoadTier#L1} of {@link ConsensusLoad}.
     *
     * @param metrics what is told
     * @param duration how much virtual time passes, up to a day
     * @return what was told
     */
    public static LoadReport simulateConsensusLoad(MetricsCollector metrics, Duration duration) {
        return ConsensusLoad.of(LoadTier.L1).run(metrics, duration);
    }

    /**
     * Tells a collector what the network code of a node would under these conditions: every peer connects, a hundred times each is sent a
     * vote and a probe and sends a vote, and half-way those that are to be cut off are.
     *
     * @param metrics what is told
     * @param conditions what the network is like
     * @return what was told
     */
    public static NetworkReport simulateNetworkConditions(MetricsCollector metrics, NetworkConditions conditions) {
        Random random = new Random(1);
        NetworkMetrics network = new NetworkMetrics(
                metrics, ValidatorSet.ofSize(conditions.peers() + 1).ownIndex(0));
        network.bandwidthLimit(MessageDirection.SEND, conditions.bytesPerSecond());
        for (int peer = 1; peer <= conditions.peers(); peer++) {
            network.connected(peer, ConnectionDirection.OUTBOUND);
        }
        long sent = 0;
        long received = 0;
        long dropped = 0;
        long confirmed = 0;
        long probes = 0;
        int reachable = conditions.peers();
        for (int round = 0; round < ROUNDS; round++) {
            if (round == ROUNDS / 2) {
                reachable -= conditions.partitioned();
                for (int peer = reachable + 1; peer <= conditions.peers(); peer++) {
                    network.disconnected(peer, ConnectionDirection.OUTBOUND, DisconnectReason.TIMEOUT);
                }
            }
            for (int peer = 1; peer <= conditions.peers(); peer++) {
                if (peer > reachable) {
                    network.messageToPeerDropped(peer, DropReason.DISCONNECTED);
                    dropped++;
                    continue;
                }
                network.messageSent(MessageType.VOTE, peer, VOTE_BYTES);
                sent++;
                if (random.nextDouble() >= conditions.loss()) {
                    network.deliveryConfirmed(1);
                    confirmed++;
                    network.messageReceived(MessageType.VOTE, peer, VOTE_BYTES, 0);
                    received++;
                    network.roundTripMeasured(peer, roundTrip(conditions, random));
                    probes++;
                }
            }
        }
        return new NetworkReport(sent, received, dropped, confirmed, probes);
    }

    private static long roundTrip(NetworkConditions conditions, Random random) {
        long jitter = (long) (random.nextDouble() * conditions.jitter().toNanos());
        return 2 * conditions.latency().toNanos() + jitter;
    }
}

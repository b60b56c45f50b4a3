package io.quorumeter.testkit.metrics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.LabelValue;
import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.ConsensusMetrics;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.HotStuff2Listener;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.testkit.hotstuff2.Replica;
import io.quorumeter.testkit.simulation.HotStuff2Simulation;
import io.quorumeter.testkit.simulation.Latency;
import io.quorumeter.testkit.simulation.SimulatedNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metrics agree with what was seen on the wire, in a network that loses, doubles and delays messages and crashes replicas. */
class MetricsReconcileTest {
    private static final int REPLICAS = 4;
    private static final int TRANSACTIONS = 3;

    /** One replica with what it says of itself. */
    private static final class Metered implements HotStuff2Listener {
        final int index;
        final MetricsCollector collector = Quorumeter.newCollector();
        final HotStuff2Events events;
        final Map<VotePhase, Long> votesToItself = new EnumMap<>(VotePhase.class);
        MetricsSnapshot last = collector.snapshot();

        Metered(int index) {
            this.index = index;
            this.events = HotStuff2Events.on(
                    collector, Protocol.basic().replicas(REPLICAS).ownIndex(index));
            events.listen(this);
        }

        @Override
        public void voteSent(long view, VotePhase phase, BlockId block, long justifyView, long nanos) {
            long collecting = phase == VotePhase.VOTE ? view : view + 1;
            if (collecting % REPLICAS == index) {
                votesToItself.merge(phase, 1L, Long::sum);
            }
        }

        long count(String family, String... labels) {
            return (long) last.value("hotstuff2_" + family, labels).orElseThrow();
        }

        long total(String family) {
            return (long) last.total("hotstuff2_" + family);
        }

        long votesReceived(VotePhase phase) {
            var family = last.family("hotstuff2_consensus_votes_received_total").orElseThrow();
            long sum = 0;
            for (int i = 0; i < family.size(); i++) {
                sum += LabelValue.of(phase).equals(family.labels(i).get("phase")) ? family.wholeValue(i) : 0;
            }
            return sum;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void metrics_agreeWithTheWire(long seed) {
        List<Metered> replicas = new ArrayList<>();
        WireLog wire = new WireLog(REPLICAS);
        SimulatedNetwork network = HotStuff2Simulation.basic(REPLICAS)
                .seed(seed)
                .transactions(TRANSACTIONS)
                .calmAfter(Duration.ofSeconds(10))
                .delayBeforeCalm(Latency.uniform(Duration.ofMillis(1), Duration.ofMillis(120)))
                .loss(0.03)
                .duplication(0.05)
                .crashes(1, Duration.ofSeconds(2))
                .watch(wire)
                .events(index -> {
                    Metered metered = new Metered(index);
                    replicas.add(metered);
                    return metered.events;
                })
                .start();
        wire.look(network);
        network.runUntil(
                () -> {
                    wire.look(network);
                    replicas.forEach(replica -> compareState(replica, network));
                    return network.observer().lowestHeight() >= 150;
                },
                Duration.ofMinutes(10));
        assertThat(network.observer().lowestHeight()).isGreaterThanOrEqualTo(150);
        assertThat(network.totals().crashes()).isPositive();
        for (Metered replica : replicas) {
            replica.last = replica.collector.snapshot();
            compareCounts(replica, wire.of(replica.index));
        }
    }

    private static void compareState(Metered metered, SimulatedNetwork network) {
        Replica replica = network.replica(metered.index);
        ConsensusMetrics metrics = metered.events.metrics();
        if (replica != null
                && (metrics.currentView() != replica.view()
                        || metrics.committedHeight() != replica.committed().height()
                        || metrics.lockedView() != replica.safety().lock().view())) {
            throw new AssertionError("replica " + metered.index + " is elsewhere: view " + metrics.currentView()
                    + ", height " + metrics.committedHeight() + ", lock " + metrics.lockedView() + "; " + network);
        }
    }

    private static void compareCounts(Metered replica, WireLog.Seen seen) {
        for (VotePhase phase : VotePhase.values()) {
            String label = LabelValue.of(phase);
            long toItself = replica.votesToItself.getOrDefault(phase, 0L);
            assertThat(replica.count("consensus_votes_sent_total", "phase", label))
                    .as("votes sent, " + label)
                    .isEqualTo(requireNonNull(seen.votesToOthers.get(phase)).size() + toItself);
            assertThat(replica.votesReceived(phase))
                    .as("votes received, " + label)
                    .isEqualTo(requireNonNull(seen.votesDelivered.get(phase)) + toItself);
            assertThat(replica.count("consensus_votes_received_total", "phase", label, "result", "accepted"))
                    .as("votes accepted, " + label)
                    .isPositive()
                    .isLessThanOrEqualTo(
                            requireNonNull(seen.votesFromOthers.get(phase)).size() + toItself);
        }
        assertThat(replica.total("consensus_blocks_proposed_total"))
                .isPositive()
                .isEqualTo(seen.proposalsSent.size());
        assertThat(replica.count("consensus_proposals_received_total", "result", "accepted"))
                .isPositive()
                .isLessThanOrEqualTo(seen.proposalsFromOthers.size() + seen.proposalsSent.size());
        assertThat(replica.total("consensus_proposals_received_total"))
                .isLessThanOrEqualTo(seen.proposalsDelivered + seen.proposalsSent.size());
        assertThat(replica.total("consensus_local_timeouts_total")).isPositive().isEqualTo(seen.viewTimeouts);
        assertThat(replica.count("consensus_certificates_total", "kind", "quorum", "source", "formed"))
                .isPositive()
                .isEqualTo(seen.preparesSent.size());
        assertThat(replica.total("consensus_blocks_committed_total")).isEqualTo(seen.heightsGained);
        assertThat(replica.total("consensus_transactions_committed_total"))
                .isEqualTo(TRANSACTIONS * seen.heightsGained);
        assertThat(replica.total("consensus_views_entered_total")).isEqualTo(seen.viewsGained);
    }
}

package io.quorumeter.testkit.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.consensus.Protocol;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every family of the catalogues is moved by the simulated network; by hand only where a simulation has no part in it. */
class EveryFamilyMovesTest {
    private static final String PREFIX = "hotstuff2_";

    /** Facts and settings, which are told once. */
    private static final Set<String> FACTS =
            Set.of("consensus_info", "consensus_delta_seconds", "connection_pool_capacity", "validator_index");

    /** Why the simulation does not move the families whose names begin so. */
    private static final Map<String, String> MOVED_BY_HAND = Map.ofEntries(
            Map.entry("consensus_vote_processing_seconds", "handling a message takes no virtual time"),
            Map.entry("consensus_proposal_timestamp_offset_seconds", "simulated blocks bear no time"),
            Map.entry("validator_silence_limit_seconds", "simulated views are quick"),
            Map.entry("performance_end_to_end_seconds", "there are no clients to be answered"),
            Map.entry("performance_transaction_confirmation_seconds", "nor to submit transactions"),
            Map.entry("performance_transaction_execution_delay_seconds", "blocks are not executed"),
            Map.entry("performance_resource_usage_ratio", "a simulated replica runs short of nothing"),
            Map.entry("performance_queue_", "a simulated replica handles each message as it comes"),
            Map.entry("performance_stage_busy_seconds_total", "all replicas share the thread of the test"),
            Map.entry("evidence_log_", "a simulated replica writes no evidence to disk"),
            Map.entry("network_", "messages are handed over in memory"),
            Map.entry("storage_", "a simulated disk is a list"),
            Map.entry("state_", "blocks are not executed"),
            Map.entry("mempool_", "transactions are made up when they are proposed"),
            Map.entry("executor_", "executors are the host's"),
            Map.entry("queue_", "so are queues"),
            Map.entry("component_", "so are services"),
            Map.entry("connection_pool_", "so are pools"),
            Map.entry("channel_", "so are channels"));

    /** Although its name begins so. */
    private static final String TOLD_BY_PROPOSALS = "mempool_included_total";

    private final Map<Object, Map<String, Double>> before = new HashMap<>();
    private Set<String> moved = new TreeSet<>();

    @Test
    void everyFamily_isMovedByTheSimulation_orForAReasonByHand() {
        SimulationFeed.run(this::look);
        Set<String> simulated = moved;
        moved = new TreeSet<>();
        TestMetricsCollector metrics = TestMetricsCollector.create();
        NodeMetrics node = NodeMetrics.on(metrics, Protocol.basic().replicas(4).ownIndex(1));
        RecordFeed.tell(node, metrics.clock(), () -> look(metrics));

        Set<String> names = NodeMetrics.catalogue().stream()
                .map(row -> row.name().substring(PREFIX.length()))
                .filter(name -> !FACTS.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> byHand = names.stream()
                .filter(EveryFamilyMovesTest::isMovedByHand)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(moved).as("families that move by hand").containsAll(byHand);
        names.removeAll(byHand);
        assertThat(simulated).as("families that the simulation moves").containsExactlyInAnyOrderElementsOf(names);
    }

    private static boolean isMovedByHand(String name) {
        return !name.equals(TOLD_BY_PROPOSALS)
                && MOVED_BY_HAND.keySet().stream().anyMatch(name::startsWith);
    }

    private void look(TestMetricsCollector collector) {
        MetricsSnapshot snapshot = collector.snapshot();
        Map<String, Double> values = before.computeIfAbsent(collector, fresh -> new HashMap<>());
        for (FamilySnapshot family : snapshot.families()) {
            for (int i = 0; i < family.size(); i++) {
                String name = family.descriptor().name();
                double value = family.hasDistributions() ? family.count(i) : family.value(i);
                Double earlier = values.put(name + family.labels(i), value);
                if (!SeriesText.isOfTheEngine(family) && earlier != null && earlier != value) {
                    moved.add(name.substring(PREFIX.length()));
                }
            }
        }
    }
}

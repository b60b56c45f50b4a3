package io.quorumeter.testkit.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.binding.Catalogued;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every family of the catalogues is moved by the simulated network, or by the record method of a fact that a simulation does not have. */
class EveryFamilyMovesTest {
    /** Facts and settings, which are told once. */
    private static final Set<String> NEVER = Set.of("consensus_info", "consensus_delta_seconds");

    /** Found by the safety monitor when there is something to find, which honest runs have not. */
    private static final Set<String> FOUND_BY_THE_MONITOR =
            Set.of("consensus_byzantine_validators", "consensus_byzantine_power_ratio", "validator_evidence_total");

    private final Set<String> moved = new TreeSet<>();
    private final Map<Object, Map<String, Double>> before = new HashMap<>();

    @Test
    void everyFamily_moves() {
        SimulationFeed.run(this::look);
        TestMetricsCollector metrics = TestMetricsCollector.create();
        NodeMetrics node = NodeMetrics.on(metrics, Protocol.basic().replicas(4).ownIndex(1), "hotstuff2_");
        look(metrics);
        RecordFeed.tell(node, metrics.clock());
        look(metrics);

        Set<String> still = new TreeSet<>();
        for (Catalogued row : NodeMetrics.catalogue()) {
            still.add(row.family().name());
        }
        moved.forEach(name -> still.remove(name.substring("hotstuff2_".length())));
        still.removeAll(NEVER);
        still.removeAll(FOUND_BY_THE_MONITOR);
        assertThat(still).as("families that never moved").isEmpty();
    }

    @Test
    void simulationAlone_movesWhatReplicasTell() {
        SimulationFeed.run(this::look);
        assertThat(moved)
                .contains(
                        "hotstuff2_consensus_phase",
                        "hotstuff2_consensus_block_stage_seconds",
                        "hotstuff2_consensus_vote_delay_seconds",
                        "hotstuff2_consensus_full_delay_seconds",
                        "hotstuff2_consensus_timeout_certificate_delay_seconds",
                        "hotstuff2_consensus_commit_batch_blocks",
                        "hotstuff2_sync_duration_seconds",
                        "hotstuff2_validator_counted_votes_total",
                        "hotstuff2_validator_proposer_views_total",
                        "hotstuff2_performance_consensus_throughput");
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
                    moved.add(name);
                }
            }
        }
    }
}

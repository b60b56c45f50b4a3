package io.quorumeter.examples.metrics;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.Declaration;
import io.quorumeter.MetricLevel;
import io.quorumeter.consensus.ConsensusFamilies;
import io.quorumeter.consensus.NodeFamilies;
import io.quorumeter.consensus.ValidatorFamilies;
import io.quorumeter.network.NetworkFamilies;
import io.quorumeter.storage.StorageFamilies;
import io.quorumeter.testkit.metrics.Catalogue;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every essential family is moved by the simulated network or by real replicas, or is named here with the reason why not. */
class EssentialFamiliesTest {
    private static final String HONEST = "moves when a replica breaks the protocol, which none does here";

    private static final Map<String, String> NO_MOVER = Map.ofEntries(
            entry("hotstuff2_consensus_safety_violations_total", HONEST),
            entry("hotstuff2_consensus_byzantine_evidence_total", HONEST),
            entry("hotstuff2_consensus_byzantine_validators", HONEST),
            entry("hotstuff2_consensus_byzantine_power_ratio", HONEST),
            entry(
                    "hotstuff2_state_root_mismatches_total",
                    "replicas of the demo do not tell each other their state roots"),
            entry("hotstuff2_consensus_info", "a fact, which never moves"),
            entry(
                    "hotstuff2_validator_set_size",
                    "moves with the validator set, which is fixed in simulation and demo"),
            entry("hotstuff2_validator_in_set", "moves with the validator set, which is fixed in simulation and demo"),
            entry("hotstuff2_mempool_capacity_transactions", "a limit, which is set before anybody looks"),
            entry("quorumeter_rule_evaluation_failures_total", "moves when a rule fails, and none does"),
            entry("quorumeter_callback_failures_total", "moves when a callback fails, and none of these does"),
            entry("quorumeter_events_dropped_total", "moves when a listener's queue is full, and none of these is"),
            entry("quorumeter_records_dropped_total", "moves when a record lacks a part, and none of these does"),
            entry("hotstuff2_network_views_stuck", "moves when the node's code says so, and none of these does"),
            entry("quorumeter_thread_restarts_total", "moves when a thread of the library fails, and none does"));

    /** Families of parts of the SDK that these nodes do not use, and so are not declared. */
    private static final Map<String, String> NOT_DECLARED =
            Map.of("quorumeter_series_dropped_total", "declared by the first record beyond a limit");

    /** Families that move when an alert fires, as may be on a slow machine; the tests of alerts move them on purpose. */
    private static final Set<String> OF_ALERTS =
            Set.of("quorumeter_alert_notifications_total", "quorumeter_alerts_active");

    @Test
    void everyEssentialFamily_moves_orIsNamedHere(@TempDir Path folder) throws Exception {
        Movers movers = new Movers();
        new SimulationMoves().run(movers);
        new NodeMoves(folder, movers).run();

        Set<String> still = new TreeSet<>(movers.seen);
        still.removeAll(movers.moved);
        still.removeAll(OF_ALERTS);
        assertThat(still).containsExactlyInAnyOrderElementsOf(NO_MOVER.keySet());
        assertThat(movers.seen).containsAll(catalogued()).doesNotContainAnyElementsOf(NOT_DECLARED.keySet());
    }

    private static Set<String> catalogued() {
        return Catalogue.rows(
                        ConsensusFamilies.class,
                        ValidatorFamilies.class,
                        NodeFamilies.class,
                        NetworkFamilies.class,
                        StorageFamilies.class)
                .stream()
                .filter(row -> row.descriptor().level() == MetricLevel.ESSENTIAL)
                .map(Declaration::name)
                .collect(Collectors.toSet());
    }
}

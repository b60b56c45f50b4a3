package io.quorumeter.testkit.metrics;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.Declaration;
import io.quorumeter.Labels;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the catalogues say is what a node declares, no more and no less. */
class CatalogueTest {
    private static final String PREFIX = "hotstuff2_";
    private static final Protocol PROTOCOL = Protocol.basic().replicas(4).ownIndex(1);

    /** What is true of a node before it has done anything, and is not 0. */
    private static final Map<String, Double> NOT_ZERO_AT_THE_START = Map.ofEntries(
            entry("consensus_info", 1.0),
            entry("consensus_delta_seconds", 0.1),
            entry("consensus_phase phase=idle", 1.0),
            entry("performance_consensus_efficiency_ratio", 1.0),
            entry("validator_set_size", 4.0),
            entry("validator_set_power", 4.0),
            entry("validator_quorum_power", 3.0),
            entry("validator_power_ratio", 0.25),
            entry("validator_in_set", 1.0),
            entry("validator_missing", 4.0),
            entry("validator_status status=active", 1.0),
            entry("validator_silence_limit_seconds", 10.0),
            entry("validator_index validator=1", 1.0),
            entry("validator_index validator=2", 2.0),
            entry("validator_index validator=3", 3.0),
            entry("validator_power", 1.0),
            entry("validator_power validator=other", 0.0),
            entry("validator_reputation_ratio", 1.0),
            entry("validator_reputation_ratio validator=other", 0.0),
            entry("validator_reputation_ratio validator=3", 0.5),
            entry("validator_evidence_total validator=3", 1.0),
            entry("network_connected_power_ratio", 0.25),
            entry("network_partition_suspected", 1.0),
            entry("network_partition_affected_peers", 3.0),
            entry("network_delivery_confirmed_total", 1.0),
            entry("network_delivery_ratio", 1.0),
            entry("network_efficiency_ratio", 1.0),
            entry("storage_cache_hit_ratio", 1.0),
            entry("queue_remaining_capacity", 3.0),
            entry("component_requests_total component=authority operation=issue result=error", 1.0),
            entry("component_request_seconds", 1.0),
            entry("component_errors_total component=authority operation=issue error=expired", 1.0),
            entry("connection_pool_capacity", 8.0),
            entry("connection_pool_hit_ratio", 1.0),
            entry("channel_writable", 1.0));

    /** A node that has done nothing, but for what has a series only from the first time on. */
    private static final MetricsSnapshot AT_THE_START = atTheStart();

    static List<Declaration<?>> catalogue() {
        return NodeMetrics.catalogue();
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void row_isDeclaredAsItSays(Declaration<?> row) {
        assertThat(declared(row).descriptor()).isEqualTo(row.descriptor());
        assertThat(row.descriptor().help()).endsWith(".");
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void row_hasAllItsSeriesFromTheStart(Declaration<?> row) {
        FamilySnapshot declared = declared(row);
        Set<String> expected = new TreeSet<>(Set.of(""));
        for (String label : row.descriptor().labelNames()) {
            List<String> values = row.values(label).isEmpty() ? openValues(declared, label) : row.values(label);
            expected = expected.stream()
                    .flatMap(rest -> values.stream().map(value -> rest + label + "=" + value + " "))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        Set<String> actual = declared.allLabels().stream()
                .map(labels -> inOrder(row, labels))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(actual).isEqualTo(expected).hasSize(declared.size());
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void row_beginsWithZeros(Declaration<?> row) {
        FamilySnapshot declared = declared(row);
        String name = row.name().substring(PREFIX.length());
        for (int i = 0; i < declared.size(); i++) {
            String series = (name + " " + inOrder(row, declared.labels(i))).strip();
            double expected = NOT_ZERO_AT_THE_START.getOrDefault(series, NOT_ZERO_AT_THE_START.getOrDefault(name, 0.0));
            double value =
                    declared.hasDistributions() ? declared.distribution(i).count() : declared.value(i);
            assertThat(value).as(declared.labels(i).toString()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void row_isCausedByOtherRowsOnly(Declaration<?> row) {
        assertThat(row.causes()).isSubsetOf(namesOfRows()).doesNotContain(row.name());
    }

    @Test
    void nothingIsDeclaredThatHasNoRow() {
        assertThat(names(AT_THE_START))
                .filteredOn(name -> !name.startsWith("quorumeter_"))
                .containsExactlyInAnyOrderElementsOf(namesOfRows());
    }

    @ParameterizedTest
    @EnumSource(MetricLevel.class)
    void collector_keepsTheFamiliesUpToItsLevel(MetricLevel kept) {
        MetricsCollector collector = Quorumeter.collector().level(kept).create();
        complete(NodeMetrics.on(collector, PROTOCOL));
        assertThat(names(collector.snapshot()))
                .filteredOn(name -> !name.startsWith("quorumeter_"))
                .containsExactlyInAnyOrderElementsOf(NodeMetrics.catalogue().stream()
                        .filter(row -> row.descriptor().level().compareTo(kept) <= 0)
                        .map(Declaration::name)
                        .toList())
                .isNotEmpty();
    }

    @Test
    void collectorThatKeepsNothing_acceptsEveryDeclaration() {
        NodeMetrics.on(MetricsCollector.noop(), PROTOCOL);
        assertThat(MetricsCollector.noop().snapshot().families()).isEmpty();
    }

    /** Somebody is accused, a delivery is confirmed, and the series of errors appear with an error. */
    private static void complete(NodeMetrics node) {
        node.network().deliveryConfirmed(1);
        node.events().validators().recordEvidence(3);
        node.bound().operation.failed(0, "expired");
    }

    private static MetricsSnapshot atTheStart() {
        MetricsCollector collector = Quorumeter.collector()
                .level(MetricLevel.DETAILED)
                .nanoTime(new VirtualClock()::nanos)
                .create();
        complete(NodeMetrics.on(collector, PROTOCOL));
        return collector.snapshot();
    }

    private static FamilySnapshot declared(Declaration<?> row) {
        return AT_THE_START.family(row.name()).orElseThrow();
    }

    private static List<String> openValues(FamilySnapshot declared, String label) {
        return declared.allLabels().stream()
                .map(labels -> String.valueOf(labels.get(label)))
                .distinct()
                .toList();
    }

    private static String inOrder(Declaration<?> row, Labels labels) {
        return row.descriptor().labelNames().stream()
                .map(label -> label + "=" + labels.get(label) + " ")
                .collect(Collectors.joining());
    }

    private static List<String> namesOfRows() {
        return catalogue().stream().map(Declaration::name).toList();
    }

    private static List<String> names(MetricsSnapshot snapshot) {
        return snapshot.families().stream()
                .map(family -> family.descriptor().name())
                .toList();
    }
}

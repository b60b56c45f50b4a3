package io.quorumeter.testkit.metrics;

import static io.quorumeter.testkit.metrics.MetricsAssertions.assertMetricsRecorded;
import static io.quorumeter.testkit.metrics.MetricsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class ConsensusLoadTest {
    @ParameterizedTest
    @EnumSource(value = LoadTier.class, names = "L7", mode = Mode.EXCLUDE)
    void metrics_showExactlyWhatWasTold(LoadTier tier) {
        MetricsCollector metrics = Quorumeter.newCollector();
        int views = tier == LoadTier.L6 ? 102 : 20;
        Duration time = Duration.ofSeconds(1)
                .multipliedBy(views)
                .dividedBy(tier.blocksPerSecond())
                .plusMillis(1);
        LoadReport told = ConsensusLoad.of(tier).seed(5).run(metrics, time);

        assertThat(told.views()).isGreaterThanOrEqualTo(views);
        assertThat(told.blocks() + told.timeouts()).isEqualTo(told.views());
        assertThat(told.epochs()).isEqualTo(tier == LoadTier.L6 ? 1 : 0);
        assertThat(told.messages()).isEqualTo(4L * tier.replicas() * told.blocks());
        assertMetricsRecorded(
                metrics,
                ExpectedMetric.of("hotstuff2_consensus_views_entered_total").equalTo(told.views()),
                ExpectedMetric.of("hotstuff2_consensus_blocks_proposed_total").equalTo(told.blocks()),
                ExpectedMetric.of("hotstuff2_consensus_blocks_committed_total").equalTo(told.blocks()),
                ExpectedMetric.of("hotstuff2_consensus_transactions_committed_total")
                        .equalTo(told.transactions()),
                ExpectedMetric.of("hotstuff2_consensus_votes_received_total").equalTo(told.votes()),
                ExpectedMetric.of("hotstuff2_consensus_local_timeouts_total").equalTo(told.timeouts()),
                ExpectedMetric.of("hotstuff2_validator_set_updates_total").equalTo(told.epochs()),
                ExpectedMetric.of("hotstuff2_consensus_safety_violations_total").equalTo(0),
                ExpectedMetric.of("hotstuff2_consensus_byzantine_evidence_total")
                        .equalTo(0));
    }

    @Test
    void wideArea_timesOutNowAndThen() {
        LoadReport wide = ConsensusLoad.of(LoadTier.L4).run(Quorumeter.newCollector(), Duration.ofSeconds(8));
        assertThat(wide.timeouts()).isBetween(1L, 15L);
    }

    @Test
    void sameSeed_makesTheSameCalls() {
        assertThat(calls(3)).isEqualTo(calls(3)).hasSizeGreaterThan(1_000);
    }

    @Test
    void faultyReplica_isSimulated() {
        TestMetricsCollector metrics = TestMetricsCollector.create();
        LoadReport told = ConsensusLoad.of(LoadTier.L7).run(metrics, Duration.ofSeconds(20));
        assertThat(told.blocks()).isPositive();
        assertThat(metrics).gauge("hotstuff2_consensus_committed_height").isEqualTo(told.blocks());
        assertThat(metrics)
                .counter("hotstuff2_consensus_safety_violations_total")
                .isZero();
    }

    @Test
    void testCollector_lendsItsTime() {
        TestMetricsCollector metrics = TestMetricsCollector.create();
        MetricsSimulation.simulateConsensusLoad(metrics, Duration.ofMillis(100));
        assertThat(metrics.clock().elapsed()).isBetween(Duration.ofMillis(98), Duration.ofMillis(100));
        assertThat(metrics)
                .timer("hotstuff2_consensus_quorum_delay_seconds")
                .with("phase", "vote")
                .hasCount(72);
    }

    @Test
    void network_isToldAsItIs() {
        TestMetricsCollector metrics = TestMetricsCollector.create();
        NetworkReport told = MetricsSimulation.simulateNetworkConditions(
                metrics, new NetworkConditions(Duration.ofMillis(40), Duration.ofMillis(10), 0.1, 3, 1_000_000, 6));
        assertThat(told.sent()).isEqualTo(6 * 50 + 3 * 50);
        assertThat(told.dropped()).isEqualTo(150);
        assertThat(told.confirmed()).isBetween(350L, 440L);
        assertMetricsRecorded(
                metrics,
                ExpectedMetric.of("hotstuff2_network_messages_sent_total").equalTo(told.sent()),
                ExpectedMetric.of("hotstuff2_network_messages_received_total", "type", "vote")
                        .equalTo(told.received()),
                ExpectedMetric.of("hotstuff2_network_messages_dropped_total", "reason", "disconnected")
                        .equalTo(told.dropped()),
                ExpectedMetric.of("hotstuff2_network_peer_connected").equalTo(3),
                ExpectedMetric.of("hotstuff2_network_partitions_total").equalTo(1));
        assertThat(metrics)
                .timer("hotstuff2_network_round_trip_seconds")
                .hasCount(told.probes())
                .quantile(0.5)
                .isBetween(0.08, 0.091);
    }

    @Test
    void wrongConditions_areNamed() {
        assertThatThrownBy(() -> new NetworkConditions(Duration.ZERO, Duration.ZERO, 1.1, 0, 0, 1))
                .hasMessageContaining("loss");
        assertThatThrownBy(() -> new NetworkConditions(Duration.ZERO, Duration.ZERO, 0, 2, 0, 1))
                .hasMessageContaining("partitioned");
        assertThatThrownBy(() -> ConsensusLoad.of(LoadTier.L1).run(MetricsCollector.noop(), Duration.ofDays(2)))
                .hasMessageContaining("duration");
    }

    private static List<RecordedCall> calls(long seed) {
        TestMetricsCollector metrics = TestMetricsCollector.create();
        ConsensusLoad.of(LoadTier.L1).seed(seed).run(metrics, Duration.ofMillis(100));
        return metrics.calls();
    }
}

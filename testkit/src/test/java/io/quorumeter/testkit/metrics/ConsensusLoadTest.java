package io.quorumeter.testkit.metrics;

import static io.quorumeter.testkit.metrics.MetricsAssertions.assertMetricsRecorded;
import static io.quorumeter.testkit.metrics.MetricsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConsensusLoadTest {
    @ParameterizedTest
    @EnumSource
    void metrics_showExactlyWhatWasTold(LoadTier tier) {
        MetricsCollector metrics = Quorumeter.newCollector();
        Duration time = Duration.ofSeconds(1)
                .multipliedBy(tier == LoadTier.L6 ? 102 : 20)
                .dividedBy(tier.blocksPerSecond())
                .plusMillis(1);
        LoadReport told = ConsensusLoad.of(tier).seed(5).run(metrics, time);

        assertThat(told.time()).isEqualTo(time);
        assertThat(told.blocks()).isPositive();
        assertThat(told.epochs()).isEqualTo(tier == LoadTier.L6 ? 1 : 0);
        assertMetricsRecorded(
                metrics,
                ExpectedMetric.of("hotstuff2_consensus_views_entered_total").equalTo(told.views()),
                ExpectedMetric.of("hotstuff2_consensus_blocks_committed_total").equalTo(told.blocks()),
                ExpectedMetric.of("hotstuff2_consensus_transactions_committed_total")
                        .equalTo(told.transactions()),
                ExpectedMetric.of("hotstuff2_consensus_votes_received_total").equalTo(told.votes()),
                ExpectedMetric.of("hotstuff2_consensus_local_timeouts_total").equalTo(told.timeouts()),
                ExpectedMetric.of("hotstuff2_validator_set_updates_total").equalTo(told.epochs()));
    }

    @ParameterizedTest
    @EnumSource(names = {"L1", "L2", "L3", "L5", "L6"})
    void leader_getsAndSendsFourMessagesForEachValidatorAndBlock(LoadTier tier) {
        MetricsCollector metrics = Quorumeter.newCollector();
        LoadReport told = ConsensusLoad.of(tier).run(metrics, Duration.ofMillis(3_001));
        assertThat(told.blocks())
                .isEqualTo(told.views())
                .isBetween(3L * tier.blocksPerSecond(), 3L * tier.blocksPerSecond() + 1);
        assertThat(told.messages()).isEqualTo(4L * tier.replicas() * told.blocks());
        assertThat(told.verdict()).isEqualTo(Verdict.NONE);
        assertMetricsRecorded(
                metrics,
                ExpectedMetric.of("hotstuff2_consensus_blocks_proposed_total").equalTo(told.blocks()),
                ExpectedMetric.of("hotstuff2_consensus_safety_violations_total").equalTo(0),
                ExpectedMetric.of("hotstuff2_consensus_byzantine_evidence_total")
                        .equalTo(0));
    }

    @Test
    void wideArea_waitsForItsMessages_andLosesSome() {
        TestMetricsCollector metrics = TestMetricsCollector.create();
        LoadReport wide = ConsensusLoad.of(LoadTier.L4).run(metrics, Duration.ofSeconds(4));
        assertThat(wide.views()).isBetween(20L, 44L);
        assertThat(wide.blocks()).isBetween(wide.views() / 2, wide.views());
        assertThat(wide.transactions()).isEqualTo(wide.blocks() * LoadTier.L4.transactionsPerBlock());
        assertThat(metrics)
                .timer("hotstuff2_consensus_block_commit_latency_seconds")
                .quantile(0.5)
                .isBetween(0.2, 0.4);
    }

    @Test
    void transactions_areToldBySixteenThreads_andNoneIsLost() {
        MetricsCollector metrics = Quorumeter.newCollector();
        LoadReport told = ConsensusLoad.of(LoadTier.L5).run(metrics, Duration.ofMillis(201));
        assertThat(told.transactions()).isEqualTo(15 * 4_000);
        assertMetricsRecorded(
                metrics,
                ExpectedMetric.of("hotstuff2_mempool_admitted_total").equalTo(told.transactions()),
                ExpectedMetric.of("hotstuff2_mempool_included_total").equalTo(told.transactions()));
        assertThat(confirmed(metrics)).isEqualTo(told.transactions());
    }

    private static long confirmed(MetricsCollector metrics) {
        return metrics.snapshot()
                .distribution("hotstuff2_performance_transaction_confirmation_seconds")
                .orElseThrow()
                .count();
    }

    @Test
    void faultyReplicas_areFound_andNobodyElse() {
        int acted = 0;
        int missed = 0;
        for (long seed = 0; seed < 32; seed++) {
            LoadReport told =
                    ConsensusLoad.of(LoadTier.L7).seed(seed).run(MetricsCollector.noop(), Duration.ofSeconds(8));
            Verdict verdict = told.verdict();
            assertThat(told.views()).as(verdict::toString).isPositive();
            assertThat(verdict.falseAlarms()).as(verdict::toString).isEmpty();
            boolean isRuleLeftOut = seed % 2 == 1;
            if (isRuleLeftOut) {
                assertThat(verdict.missed()).as(verdict::toString).doesNotContain(1);
            }
            acted += verdict.acted().size();
            missed += verdict.missed().size();
        }
        assertThat(acted).isGreaterThan(25);
        assertThat(missed).isLessThan(acted / 2);
    }

    @Test
    void verdict_isReckonedFromItsSets() {
        Verdict verdict = new Verdict("", Set.of(1, 2, 3), Set.of(2, 3), Set.of(0, 3));
        assertThat(verdict.falseAlarms()).containsExactly(0);
        assertThat(verdict.missed()).containsExactly(2);
    }

    @Test
    void sameSeed_makesTheSameCalls() {
        assertThat(calls(3)).isEqualTo(calls(3)).hasSizeGreaterThan(1_000);
    }

    @Test
    void faultyReplica_showsInItsOwnMetrics() {
        TestMetricsCollector metrics = TestMetricsCollector.create();
        LoadReport told = ConsensusLoad.of(LoadTier.L7).seed(1).run(metrics, Duration.ofSeconds(12));
        assertThat(told.verdict().scenario()).startsWith("SKIP_LOCK_RULE at replica 1");
        assertThat(told.verdict().acted()).containsExactly(1);
        assertThat(metrics)
                .counter("hotstuff2_consensus_safety_violations_total")
                .with("type", "own_vote_below_lock")
                .isPositive();
        LoadReport again = ConsensusLoad.of(LoadTier.L7).seed(1).run(metrics, Duration.ofSeconds(12));
        assertThat(again).isEqualTo(told);
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

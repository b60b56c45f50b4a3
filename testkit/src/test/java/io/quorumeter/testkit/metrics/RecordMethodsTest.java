package io.quorumeter.testkit.metrics;

import static io.quorumeter.testkit.metrics.MetricsAssertions.assertMetricsRecorded;
import static io.quorumeter.testkit.metrics.MetricsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.ValidatorAge;
import io.quorumeter.ValidatorSet;
import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.ConsensusMetrics;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.MempoolMetrics;
import io.quorumeter.consensus.PerformanceMetrics;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.ProtocolAnomaly;
import io.quorumeter.consensus.Resource;
import io.quorumeter.consensus.SafetyViolation;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.consensus.safety.SafetyEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A node that calls no events has the same rates. */
class RecordMethodsTest {
    private static final int BLOCKS = 30;

    private final TestMetricsCollector metrics = TestMetricsCollector.create();
    private final Protocol protocol = Protocol.basic().replicas(4);
    private final ConsensusMetrics consensus =
            new ConsensusMetrics(metrics, protocol, metrics.clock().unix());
    private final MempoolMetrics mempool = new MempoolMetrics(metrics);

    @Test
    void commits_giveTheirRates() {
        new PerformanceMetrics(metrics, protocol);
        for (long i = 1; i <= BLOCKS; i++) {
            propose(i);
            consensus.recordViewChange(2L * i - 2, 2L * i - 1, ViewCause.DOUBLE_CERTIFICATE);
            consensus.recordViewChange(2L * i - 1, 2L * i, ViewCause.DOUBLE_CERTIFICATE);
            consensus.recordBlockCommitted(i, i, 20, Duration.ofMillis(50));
            consensus.recordBlockCommitted(i, i, 20, Duration.ofMillis(50));
            metrics.clock().advance(Duration.ofMillis(100));
        }
        assertThat(metrics)
                .counter("hotstuff2_consensus_transactions_committed_total")
                .isEqualTo(BLOCKS * 20);
        assertThat(metrics)
                .gauge("hotstuff2_performance_transaction_throughput")
                .isCloseTo(200, 20);
        assertThat(metrics).gauge("hotstuff2_performance_block_throughput").isCloseTo(10, 1);
        assertThat(metrics).gauge("hotstuff2_performance_consensus_throughput").isCloseTo(10, 1);
        assertThat(metrics)
                .gauge("hotstuff2_performance_consensus_efficiency_ratio")
                .isCloseTo(0.5, 0.01);
        consensus.recordBlockCommitted(BLOCKS + 1, BLOCKS + 1, Duration.ofMillis(50));
        assertThat(metrics).histogram("hotstuff2_consensus_block_transactions").hasCount(BLOCKS);
    }

    @Test
    void proposals_includeTheirTransactionsOnce() {
        for (long i = 1; i <= BLOCKS; i++) {
            propose(i);
        }
        assertThat(metrics).counter("hotstuff2_mempool_included_total").isEqualTo(BLOCKS * 10);
        assertThat(metrics).histogram("hotstuff2_mempool_batch_transactions").hasCount(BLOCKS);
    }

    @Test
    void everyMethod_movesItsFamily() {
        consensus.recordBlockProposalTime(Duration.ofMillis(2));
        consensus.recordViewChange(1, 3, ViewCause.TIMEOUT_CERTIFICATE);
        consensus.recordViewChange(3, 2, ViewCause.SYNC);
        consensus.recordViewChangeDuration(ViewCause.TIMEOUT_CERTIFICATE, Duration.ofMillis(100));
        consensus.updateCurrentView(4);
        consensus.updateCurrentView(2);
        consensus.recordLivenessTimeout(4);
        consensus.recordVoteSent(VotePhase.VOTE, 4);
        consensus.recordVoteReceived(VotePhase.VOTE2, 4, 2);
        consensus.recordSafetyViolation(SafetyViolation.COMMIT_GAP, 4);
        consensus.recordByzantineBehavior(ByzantineAct.DOUBLE_VOTE, 2);
        assertMetricsRecorded(
                metrics,
                ExpectedMetric.of("hotstuff2_consensus_proposal_build_seconds").atLeast(1),
                ExpectedMetric.of("hotstuff2_consensus_views_entered_total", "cause", "timeout_certificate")
                        .equalTo(1),
                ExpectedMetric.of("hotstuff2_consensus_view_change_seconds", "cause", "timeout_certificate")
                        .equalTo(1),
                ExpectedMetric.of("hotstuff2_consensus_current_view").equalTo(4),
                ExpectedMetric.of("hotstuff2_consensus_protocol_anomalies_total", "type", "malformed")
                        .equalTo(2),
                ExpectedMetric.of("hotstuff2_consensus_local_timeouts_total", "phase", "awaiting_proposal")
                        .equalTo(1),
                ExpectedMetric.of("hotstuff2_consensus_votes_sent_total", "phase", "vote")
                        .equalTo(1),
                ExpectedMetric.of("hotstuff2_consensus_votes_received_total", "phase", "vote2", "result", "accepted")
                        .equalTo(1),
                ExpectedMetric.of("hotstuff2_consensus_safety_violations_total", "type", "commit_gap")
                        .equalTo(1),
                ExpectedMetric.of("hotstuff2_consensus_byzantine_evidence_total", "type", "double_vote")
                        .equalTo(1));
    }

    @Test
    void recordsBesideEvents_feedWhatIsKnownOfValidators() {
        TestMetricsCollector node = TestMetricsCollector.create();
        HotStuff2Events events = node.hotStuff2(protocol.validators(
                ValidatorSet.ofKeys(List.of("a", "b", "c", "d")).ownIndex(0)));
        List<SafetyEvent> published = new CopyOnWriteArrayList<>();
        node.events().subscribe(SafetyEvent.class, published::add);
        node.clock().advance(Duration.ofSeconds(20));
        events.metrics().recordViewChange(6_999, 7_000, ViewCause.LEADER_FAILURE);
        events.metrics().recordVoteReceived(VotePhase.VOTE, 7_000, 2);
        events.metrics().recordVoteSent(VotePhase.VOTE, 7_000);
        events.metrics().recordByzantineBehavior(ByzantineAct.DOUBLE_VOTE, 3);
        events.metrics().recordAnomaly(ProtocolAnomaly.VOTE_WITHHOLDING);
        assertThat(node)
                .gauge("hotstuff2_validator_last_vote_view")
                .with("validator", "c")
                .isEqualTo(7_000);
        assertThat(events.validators().silent(Duration.ofSeconds(1)))
                .extracting(ValidatorAge::index)
                .containsExactlyInAnyOrder(1, 3);
        assertThat(events.validators().reputation(3)).isEqualTo(0.5);
        assertThat(events.validators().reputation(2)).isEqualTo(1);
        assertThat(node)
                .counter("hotstuff2_consensus_views_entered_total")
                .with("cause", "leader_failure")
                .isEqualTo(1);
        assertThat(node)
                .counter("hotstuff2_consensus_protocol_anomalies_total")
                .with("type", "vote_withholding")
                .isEqualTo(1);
        node.flush().toCompletableFuture().join();
        assertThat(published).extracting(event -> event.evidence().key()).containsExactly("d");
        assertThat(events.safety().evidence()).isEmpty();
    }

    @Test
    void resources_areSharesOfWhatThereIs() {
        PerformanceMetrics performance = new PerformanceMetrics(metrics, protocol);
        performance.updateResourceUsage(Resource.DISK, 30, 40);
        performance.updateResourceUsage(Resource.CPU, 30, 0);
        assertThat(metrics)
                .gauge("hotstuff2_performance_resource_usage_ratio")
                .with("resource", "disk")
                .isEqualTo(0.75);
        assertThat(metrics)
                .gauge("hotstuff2_performance_resource_usage_ratio")
                .with("resource", "cpu")
                .isEqualTo(0);
    }

    private void propose(long height) {
        mempool.selected(10, 1_000);
        consensus.recordBlockProposed(height, height, 10);
    }
}

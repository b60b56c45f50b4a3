package io.quorumeter.testkit.metrics;

import static io.quorumeter.testkit.metrics.MetricsAssertions.assertThat;

import io.quorumeter.consensus.ConsensusMetrics;
import io.quorumeter.consensus.MempoolMetrics;
import io.quorumeter.consensus.PerformanceMetrics;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.ViewCause;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A node that calls no events has the same rates. */
class RecordMethodsTest {
    private static final int BLOCKS = 30;

    private final TestMetricsCollector metrics = TestMetricsCollector.create();
    private final Protocol protocol = Protocol.basic().replicas(4);
    private final ConsensusMetrics consensus = new ConsensusMetrics(
            metrics, protocol, "hotstuff2_", metrics.clock().unix());
    private final MempoolMetrics mempool = new MempoolMetrics(metrics);

    @Test
    void commits_giveTheirRates() {
        new PerformanceMetrics(metrics, protocol);
        for (int i = 1; i <= BLOCKS; i++) {
            propose(i);
            consensus.recordViewChange(2 * i - 2, 2 * i - 1, ViewCause.DOUBLE_CERTIFICATE);
            consensus.recordViewChange(2 * i - 1, 2 * i, ViewCause.DOUBLE_CERTIFICATE);
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
        for (int i = 1; i <= BLOCKS; i++) {
            propose(i);
        }
        assertThat(metrics).counter("hotstuff2_mempool_included_total").isEqualTo(BLOCKS * 10);
        assertThat(metrics).histogram("hotstuff2_mempool_batch_transactions").hasCount(BLOCKS);
    }

    private void propose(int height) {
        mempool.selected(10, 1_000);
        consensus.recordBlockProposed(height, height, 10);
    }
}

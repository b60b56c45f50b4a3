package io.quorumeter.examples.node;

import static io.quorumeter.testkit.metrics.MetricsAssertions.assertThat;

import io.quorumeter.ValidatorSet;
import io.quorumeter.examples.node.transport.CloseReason;
import io.quorumeter.examples.node.transport.Peer;
import io.quorumeter.examples.node.transport.Role;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.testkit.metrics.QuorumeterExtension;
import io.quorumeter.testkit.metrics.TestMetricsCollector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(QuorumeterExtension.class)
class NetworkReportTest {
    private static final Peer VALIDATOR = new Peer(Role.VALIDATOR, 2);
    private static final Peer CLIENT = new Peer(Role.CLIENT, -1);

    private static NetworkReport report(TestMetricsCollector metrics) {
        return new NetworkReport(
                new NetworkMetrics(metrics, ValidatorSet.ofSize(4).ownIndex(0)),
                metrics.busyTime("reading_seconds_total").create(),
                metrics.busyTime("writing_seconds_total").create());
    }

    @Test
    void clockOffset_isTheMedianOfThoseConnected(TestMetricsCollector metrics) {
        NetworkReport report = report(metrics);
        report.clockCompared(1, 0.25);
        report.clockCompared(2, 1e18);
        report.clockCompared(3, 0.5);
        assertThat(metrics).gauge("hotstuff2_network_clock_offset_seconds").isEqualTo(0.5);
        report.disconnected(true, VALIDATOR, CloseReason.REMOTE);
        report.clockCompared(1, 0.25);
        assertThat(metrics).gauge("hotstuff2_network_clock_offset_seconds").isEqualTo(0.375);
    }

    @Test
    void clients_areNoPeers(TestMetricsCollector metrics) {
        NetworkReport report = report(metrics);
        report.connected(false, VALIDATOR);
        report.connected(false, CLIENT);
        assertThat(metrics)
                .gauge("hotstuff2_network_peers")
                .with("direction", "inbound")
                .isEqualTo(1);
        report.disconnected(false, CLIENT, CloseReason.REMOTE);
        assertThat(metrics)
                .gauge("hotstuff2_network_peers")
                .with("direction", "inbound")
                .isEqualTo(1);
        report.disconnected(false, VALIDATOR, CloseReason.REMOTE);
        assertThat(metrics)
                .gauge("hotstuff2_network_peers")
                .with("direction", "inbound")
                .isEqualTo(0);
    }
}

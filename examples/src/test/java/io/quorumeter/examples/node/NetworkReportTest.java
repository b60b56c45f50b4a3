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

    @Test
    void clients_areNoPeers(TestMetricsCollector metrics) {
        NetworkReport report = new NetworkReport(
                new NetworkMetrics(metrics, ValidatorSet.ofSize(4).ownIndex(0)),
                metrics.busyTime("reading_seconds_total").create(),
                metrics.busyTime("writing_seconds_total").create());
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

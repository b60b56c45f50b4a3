package io.quorumeter.testkit.metrics;

import static io.quorumeter.testkit.metrics.MetricsAssertions.assertThat;

import io.quorumeter.LabelValue;
import io.quorumeter.ValidatorSet;
import io.quorumeter.network.ConnectFailure;
import io.quorumeter.network.MessageDirection;
import io.quorumeter.network.MessageType;
import io.quorumeter.network.NetworkMetrics;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is shown of the network is exactly what was measured, or follows from it. */
class NetworkFiguresTest {
    private static final long MS = 1_000_000;

    private final TestMetricsCollector metrics = TestMetricsCollector.create();
    private final NetworkMetrics network =
            new NetworkMetrics(metrics, ValidatorSet.ofSize(4).ownIndex(0));

    @ParameterizedTest
    @EnumSource
    void handlingOfAMessage_isTimedByItsType(MessageType type) {
        network.messageProcessed(type, 2 * MS);
        network.messageProcessed(type, 4 * MS);
        for (MessageType each : MessageType.values()) {
            assertThat(metrics)
                    .timer("hotstuff2_network_message_processing_seconds")
                    .with("type", LabelValue.of(each))
                    .hasCount(each == type ? 2 : 0)
                    .hasSumCloseTo(each == type ? 0.006 : 0, 1e-9);
        }
    }

    @ParameterizedTest
    @EnumSource
    void failedConnection_isCountedByItsReason(ConnectFailure reason) {
        network.connectionFailed(1, reason);
        network.connectionFailed(2, reason);
        for (ConnectFailure each : ConnectFailure.values()) {
            assertThat(metrics)
                    .counter("hotstuff2_network_connection_failures_total")
                    .with("reason", LabelValue.of(each))
                    .isEqualTo(each == reason ? 2 : 0);
        }
    }

    @Test
    void deliveryRatio_isWhatWasAcknowledgedOfWhatWasSentLately() {
        for (int i = 0; i < 40; i++) {
            network.messageSent(MessageType.VOTE, 100);
        }
        network.deliveryConfirmed(30);
        assertThat(metrics).gauge("hotstuff2_network_delivery_ratio").isEqualTo(0.75);
        passes(Duration.ofMinutes(2));
        assertThat(metrics).gauge("hotstuff2_network_delivery_ratio").isEqualTo(1);
    }

    @Test
    void deliveryRatio_ofATransportThatConfirmsNothing_hasNoSeries() {
        network.messageSent(MessageType.VOTE, 100);
        Assertions.assertThat(metrics.snapshot().value("hotstuff2_network_delivery_ratio"))
                .isEmpty();
    }

    @Test
    void efficiency_isTheShareOfConsensusInTheBytesSent() {
        assertThat(metrics).gauge("hotstuff2_network_efficiency_ratio").isEqualTo(1);
        network.messageSent(MessageType.PROPOSE, 500);
        network.messageSent(MessageType.VOTE, 100);
        network.messageSent(MessageType.MEMPOOL, 300);
        network.messageSent(MessageType.HEARTBEAT, 60);
        network.messageSent(MessageType.DISCOVERY, 40);
        assertThat(metrics).gauge("hotstuff2_network_efficiency_ratio").isEqualTo(0.6);
    }

    @Test
    void bandwidth_isTheRate_andItsUtilizationThatOverTheLimit_eachWay() {
        network.bandwidthLimit(MessageDirection.SEND, 1_000);
        metrics.snapshot();
        for (int second = 0; second < 20; second++) {
            network.messageSent(MessageType.PROPOSE, 250);
            network.messageReceived(MessageType.PROPOSE, 500);
            passes(Duration.ofSeconds(1));
        }
        assertThat(metrics)
                .gauge("hotstuff2_network_bandwidth_utilization_ratio")
                .with("direction", "send")
                .isCloseTo(0.25, 0.03);
        assertThat(metrics)
                .gauge("hotstuff2_network_bandwidth_utilization_ratio")
                .with("direction", "receive")
                .isEqualTo(0);
        assertThat(metrics)
                .gauge("hotstuff2_network_bandwidth_bytes_per_second")
                .with("direction", "send")
                .isCloseTo(250, 30);
        assertThat(metrics)
                .gauge("hotstuff2_network_bandwidth_bytes_per_second")
                .with("direction", "receive")
                .isCloseTo(500, 60);
        network.bandwidthLimit(MessageDirection.RECEIVE, 1_000);
        assertThat(metrics)
                .gauge("hotstuff2_network_bandwidth_utilization_ratio")
                .with("direction", "receive")
                .isCloseTo(0.5, 0.06);
    }

    /** With a look at each second, as a collector takes one. */
    private void passes(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            metrics.clock().advance(Duration.ofSeconds(1));
            metrics.snapshot();
        }
    }
}

package io.quorumeter.monitoring.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quorumeter.alert.Alert;
import io.quorumeter.network.ConnectionDirection;
import io.quorumeter.network.DisconnectReason;
import io.quorumeter.network.DropReason;
import io.quorumeter.network.MessageDirection;
import io.quorumeter.network.MessageType;
import io.quorumeter.storage.FailureKind;
import io.quorumeter.storage.StorageOperation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkAlertsTest {
    private final AlertFixture node = new AlertFixture();

    private List<Alert> check(AlertManager alerts) {
        return alerts.checkNetworkHealth(node.network);
    }

    @Test
    void partition_firesWhenAQuorumWasThere_andEndsWhenItIsAgain() {
        node.start(AlertFixture.quiet());
        node.network.connected(1, ConnectionDirection.INBOUND);
        node.network.connected(2, ConnectionDirection.INBOUND);
        node.loops.advance(Duration.ofSeconds(1));
        node.network.disconnected(2, ConnectionDirection.INBOUND, DisconnectReason.TIMEOUT);
        node.loops.advance(Duration.ofSeconds(1));
        assertThat(node.names()).containsExactly("HotStuff2PartitionSuspected");
        node.network.connected(2, ConnectionDirection.INBOUND);
        node.loops.advance(Duration.ofSeconds(6));
        assertThat(node.names()).containsExactly("HotStuff2PartitionSuspected", "-HotStuff2PartitionSuspected");
    }

    @Test
    void quorumThatNeverWasThere_firesAfterTheWarmUpOnly() {
        node.start(AlertFixture.quiet().with(AlertSetting.WARM_UP, Duration.ofSeconds(30)));
        node.loops.advance(Duration.ofSeconds(29));
        assertThat(node.names()).isEmpty();
        node.loops.advance(Duration.ofSeconds(1));
        assertThat(node.names()).containsExactly("HotStuff2PartitionSuspected");
    }

    @Test
    void disconnections_fireAboveTheirRate() {
        AlertManager alerts = node.start(AlertFixture.quiet());
        for (int i = 0; i < 6; i++) {
            node.collector.incrementCounter("hotstuff2_network_disconnections_total", "reason", "timeout");
        }
        assertThat(check(alerts)).isEmpty();
        node.collector.incrementCounter("hotstuff2_network_disconnections_total", "reason", "timeout");
        assertThat(check(alerts)).extracting(Alert::name).containsExactly("HotStuff2PeerChurn");
    }

    @Test
    void loss_firesAboveItsShare() {
        AlertManager alerts = node.start(AlertFixture.quiet());
        for (int i = 0; i < 95; i++) {
            node.network.messageSent(MessageType.VOTE, 100);
        }
        for (int i = 0; i < 5; i++) {
            node.network.messageDropped(MessageDirection.SEND, DropReason.QUEUE_FULL);
        }
        assertThat(check(alerts)).isEmpty();
        node.network.messageDropped(MessageDirection.SEND, DropReason.QUEUE_FULL);
        assertThat(check(alerts))
                .singleElement()
                .satisfies(alert -> assertThat(alert.name()).isEqualTo("HotStuff2MessagesDropped"))
                .satisfies(alert -> assertThat(alert.value()).isEqualTo(6.0 / 101));
    }

    @Test
    void loss_isOneMinusTheDeliveryRate_whereTheTransportKnows() {
        AlertManager alerts = node.start(AlertFixture.quiet());
        for (int i = 0; i < 100; i++) {
            node.network.messageSent(MessageType.VOTE, 100);
        }
        node.collector.incrementCounterBy("hotstuff2_network_delivery_confirmed_total", 90);
        assertThat(check(alerts))
                .singleElement()
                .satisfies(alert -> assertThat(alert.value()).isCloseTo(0.1, within(1e-9)));
    }

    @Test
    void roundTrips_fireAboveTheLimit_andAreForgottenAfterTheWindow() {
        AlertManager alerts = node.start(AlertFixture.quiet());
        for (int i = 0; i < 18; i++) {
            node.network.roundTripMeasured(Duration.ofMillis(99).toNanos());
        }
        assertThat(check(alerts)).isEmpty();
        node.network.roundTripMeasured(Duration.ofMillis(150).toNanos());
        node.network.roundTripMeasured(Duration.ofMillis(150).toNanos());
        assertThat(check(alerts)).extracting(Alert::name).containsExactly("HotStuff2NetworkLatencyHigh");
        node.loops.advance(Duration.ofSeconds(63));
        assertThat(check(alerts)).isEmpty();
    }

    @Test
    void storeThatFails_fires() {
        AlertManager alerts = node.start(AlertFixture.quiet());
        assertThat(alerts.checkStorageHealth(node.storage)).isEmpty();
        node.storage.store("blocks").failed(StorageOperation.WRITE, FailureKind.IO);
        assertThat(alerts.checkStorageHealth(node.storage))
                .extracting(Alert::name)
                .containsExactly("HotStuff2StorageErrors");
    }
}

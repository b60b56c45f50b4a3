package io.quorumeter.alerting.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quorumeter.ValidatorSet;
import io.quorumeter.consensus.CommitPath;
import io.quorumeter.consensus.TimeoutPhase;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.network.ConnectionDirection;
import io.quorumeter.network.DisconnectReason;
import io.quorumeter.network.DropReason;
import io.quorumeter.network.MessageDirection;
import io.quorumeter.network.MessageType;
import io.quorumeter.storage.FailureKind;
import io.quorumeter.storage.StorageOperation;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkAlertsTest {
    private static final AlertConfig STARTING = AlertFixture.quiet()
            .with(AlertSetting.WARM_UP, Duration.ofSeconds(30))
            .with(AlertSetting.MAX_LIVENESS_TIMEOUTS, 100);
    private static final String VIEWS_DO_NOT_CHANGE =
            "network partition suspected: views do not change, although 75% of the voting power can be reached";

    private final AlertFixture node = new AlertFixture();

    /** What is broken besides the connections that the node does not have. */
    private List<Alert> check(AlertManager alerts) {
        node.connect();
        node.loops.advance(Duration.ofMillis(10));
        return alerts.checkNetworkHealth(node.network);
    }

    private void send(int messages, int confirmed) {
        for (int i = 0; i < messages; i++) {
            node.network.messageSent(MessageType.VOTE, 100);
        }
        node.network.deliveryConfirmed(confirmed);
    }

    private void disconnect(int times) {
        for (int i = 0; i < times; i++) {
            node.network.connected(3, ConnectionDirection.INBOUND);
            node.network.disconnected(3, ConnectionDirection.INBOUND, DisconnectReason.TIMEOUT);
        }
        node.network.connected(3, ConnectionDirection.INBOUND);
    }

    @Test
    void partition_firesWhenAQuorumWasThere_andEndsWhenItIsAgain() {
        node.start(AlertFixture.quiet());
        node.connect();
        node.loops.advance(Duration.ofSeconds(1));
        node.network.disconnected(2, ConnectionDirection.OUTBOUND, DisconnectReason.TIMEOUT);
        node.loops.advance(Duration.ofSeconds(1));
        assertThat(node.names()).containsExactly("HotStuff2PartitionSuspected");
        assertThat(node.told.get(0).summary())
                .isEqualTo("network partition suspected: 50% of the voting power can be reached");
        node.network.connected(2, ConnectionDirection.INBOUND);
        node.loops.advance(Duration.ofSeconds(31));
        assertThat(node.names()).containsExactly("HotStuff2PartitionSuspected", "-HotStuff2PartitionSuspected");
    }

    @Test
    void partition_ofACrashTolerantSet_firesBelowItsOwnQuorum() {
        node.network.validators(ValidatorSet.ofSize(4).ownIndex(0).quorumPower(2));
        node.start(AlertFixture.quiet());
        node.network.connected(1, ConnectionDirection.INBOUND);
        node.loops.advance(Duration.ofSeconds(2));
        assertThat(node.names()).isEmpty();
        node.network.disconnected(1, ConnectionDirection.INBOUND, DisconnectReason.TIMEOUT);
        node.loops.advance(Duration.ofSeconds(1));
        assertThat(node.told)
                .singleElement()
                .satisfies(alert -> assertThat(alert.summary()).contains("25% of the voting power"));
    }

    /** What a node is told of views that do not change, by its own monitor or by another way. */
    private enum StuckBy {
        CONSENSUS(test -> test.timeOut(3)),
        NODE(test -> test.node.network.suspectPartitionWhile(() -> true));

        @SuppressWarnings("ImmutableEnumChecker") // a function that keeps nothing
        private final Consumer<NetworkAlertsTest> happens;

        StuckBy(Consumer<NetworkAlertsTest> happens) {
            this.happens = happens;
        }
    }

    @ParameterizedTest
    @EnumSource
    void viewsThatDoNotChange_beforeTheFirstCommit_fireAfterTheWarmUpOnly(StuckBy stuck) {
        node.connect();
        node.start(STARTING);
        node.seconds(3);
        stuck.happens.accept(this);
        node.seconds(26);
        assertThat(node.names()).isEmpty();
        node.seconds(1);
        assertThat(node.told).extracting(Alert::summary).containsExactly(VIEWS_DO_NOT_CHANGE);
    }

    @ParameterizedTest
    @EnumSource
    void viewsThatDoNotChange_fireWithTheFirstCommit(StuckBy stuck) {
        node.connect();
        node.start(STARTING);
        stuck.happens.accept(this);
        node.seconds(3);
        assertThat(node.names()).isEmpty();
        node.commit(1);
        node.seconds(1);
        assertThat(node.told).extracting(Alert::summary).containsExactly(VIEWS_DO_NOT_CHANGE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 29})
    void quorumThatWasThere_andIsLost_firesAtOnce_duringTheWarmUp(int after) {
        node.start(STARTING);
        node.connect();
        node.seconds(after);
        node.network.disconnected(2, ConnectionDirection.OUTBOUND, DisconnectReason.TIMEOUT);
        node.seconds(1);
        assertThat(node.names()).containsExactly("HotStuff2PartitionSuspected");
    }

    private void timeOut(int times) {
        for (int i = 0; i < times; i++) {
            node.events.localTimeout(7, TimeoutPhase.AWAITING_PROPOSAL, node.loops.nanoTime());
        }
    }

    @Test
    void viewsThatDoNotChange_afterACommit_fireAtOnce_withTheirOwnSummary() {
        node.connect();
        node.start(STARTING);
        node.commit(1);
        node.seconds(1);
        timeOut(3);
        node.seconds(1);
        assertThat(node.told)
                .singleElement()
                .satisfies(alert -> assertThat(alert.name()).isEqualTo("HotStuff2PartitionSuspected"))
                .satisfies(alert -> assertThat(alert.summary()).isEqualTo(VIEWS_DO_NOT_CHANGE));
        node.events.viewEntered(8, 7, ViewCause.TIMEOUT_CERTIFICATE, 0, node.loops.nanoTime());
        node.seconds(31);
        assertThat(node.names()).containsExactly("HotStuff2PartitionSuspected", "-HotStuff2PartitionSuspected");
    }

    @Test
    void partitionThatTheNodeFinds_firesAtOnce_andSaysSo() {
        node.connect();
        AlertManager alerts = node.start(AlertFixture.quiet());
        node.network.partitionFound(2);
        assertThat(check(alerts))
                .extracting(Alert::summary)
                .containsExactly("network partition suspected: 75% of the voting power can be reached");
    }

    @Test
    void quorumThatNeverWasThere_firesAfterTheWarmUpOnly_alsoOfANodeThatCatchesUp() {
        node.start(STARTING);
        node.commit(1, CommitPath.SYNC, node.loops.nanoTime());
        node.loops.advance(Duration.ofSeconds(29));
        assertThat(node.names()).isEmpty();
        node.loops.advance(Duration.ofSeconds(1));
        assertThat(node.names()).containsExactly("HotStuff2PartitionSuspected");
    }

    @Test
    void disconnections_fireAboveTheirRate() {
        AlertManager alerts = node.start(AlertFixture.warm());
        disconnect(6);
        assertThat(check(alerts)).isEmpty();
        disconnect(1);
        assertThat(check(alerts)).extracting(Alert::name).containsExactly("HotStuff2PeerChurn");
    }

    @Test
    void disconnections_areNoChurn_whenTheyAreFew_howeverShortTheWindow() {
        AlertManager alerts = node.start(AlertFixture.warm().with(AlertSetting.RATE_WINDOW, Duration.ofSeconds(1)));
        disconnect(4);
        assertThat(check(alerts)).isEmpty();
        disconnect(1);
        assertThat(check(alerts)).extracting(Alert::name).containsExactly("HotStuff2PeerChurn");
    }

    @Test
    void whatIsCountedDuringTheWarmUp_isNeverToldOf() {
        node.connect();
        AlertManager alerts = node.start(AlertFixture.quiet().with(AlertSetting.WARM_UP, Duration.ofSeconds(30)));
        for (int second = 0; second < 29; second++) {
            disconnect(10);
            send(100, 10);
            node.network.roundTripMeasured(Duration.ofSeconds(1).toNanos());
            assertThat(check(alerts)).isEmpty();
            node.seconds(1);
        }
        node.seconds(60);
        assertThat(node.names()).isEmpty();
        disconnect(10);
        send(100, 10);
        for (int i = 0; i < 20; i++) {
            node.network.roundTripMeasured(Duration.ofSeconds(1).toNanos());
        }
        assertThat(check(alerts))
                .extracting(Alert::name)
                .containsExactly("HotStuff2PeerChurn", "HotStuff2MessagesDropped", "HotStuff2NetworkLatencyHigh");
    }

    @Test
    void loss_firesAboveItsShare() {
        AlertManager alerts = node.start(AlertFixture.warm());
        send(95, 0);
        for (int i = 0; i < 5; i++) {
            node.network.messageDropped(MessageDirection.SEND, DropReason.QUEUE_FULL);
        }
        assertThat(check(alerts)).isEmpty();
        node.network.messageDropped(MessageDirection.SEND, DropReason.QUEUE_FULL);
        assertThat(check(alerts))
                .singleElement()
                .satisfies(alert -> assertThat(alert.name()).isEqualTo("HotStuff2MessagesDropped"))
                .satisfies(alert -> assertThat(alert.value()).isCloseTo(6.0 / 101, within(1e-9)));
    }

    @Test
    void loss_isOneMinusTheDeliveryRate_whereTheTransportKnows() {
        AlertManager alerts = node.start(AlertFixture.warm());
        send(99, 89);
        assertThat(check(alerts)).isEmpty();
        send(1, 1);
        assertThat(check(alerts))
                .singleElement()
                .satisfies(alert -> assertThat(alert.value()).isCloseTo(0.1, within(1e-9)));
    }

    @Test
    void loss_ofEverything_isTold_alsoAfterTheWindow() {
        node.connect();
        node.start(AlertFixture.warm());
        send(100, 100);
        for (int second = 0; second < 200; second++) {
            send(100, 0);
            node.seconds(1);
        }
        assertThat(node.names()).containsExactly("HotStuff2MessagesDropped");
        assertThat(node.told.get(0).value()).isGreaterThan(0.05);
    }

    @Test
    void roundTrips_fireAboveTheLimit_andAreForgottenAfterTheWindow() {
        AlertManager alerts = node.start(AlertFixture.warm());
        for (int i = 0; i < 18; i++) {
            node.network.roundTripMeasured(Duration.ofMillis(99).toNanos());
        }
        assertThat(check(alerts)).isEmpty();
        node.network.roundTripMeasured(Duration.ofMillis(150).toNanos());
        assertThat(check(alerts)).isEmpty();
        node.network.roundTripMeasured(Duration.ofMillis(150).toNanos());
        assertThat(check(alerts)).extracting(Alert::name).containsExactly("HotStuff2NetworkLatencyHigh");
        node.loops.advance(Duration.ofSeconds(63));
        assertThat(check(alerts)).isEmpty();
    }

    @Test
    void storeThatFails_fires() {
        AlertManager alerts = node.start(AlertFixture.warm());
        assertThat(alerts.checkStorageHealth(node.storage)).isEmpty();
        node.storage.store("blocks").failed(StorageOperation.WRITE, FailureKind.IO);
        assertThat(alerts.checkStorageHealth(node.storage))
                .extracting(Alert::name)
                .containsExactly("HotStuff2StorageErrors");
    }
}

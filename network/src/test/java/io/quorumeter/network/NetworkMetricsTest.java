package io.quorumeter.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.LabelValue;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.ValidatorSet;
import io.quorumeter.core.Quorumeter;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NetworkMetricsTest {
    private final MetricsCollector collector =
            Quorumeter.collector().level(MetricLevel.ESSENTIAL).create();
    private final NetworkMetrics network =
            new NetworkMetrics(collector, ValidatorSet.ofSize(4).ownIndex(2));

    @ParameterizedTest
    @EnumSource
    void message_isCountedWithItsBytesByType(MessageType type) {
        network.messageSent(type, 100);
        network.messageSent(type, 50);
        network.messageReceived(type, 7);
        String label = LabelValue.of(type);
        assertThat(value("messages_sent_total", "type", label)).isEqualTo(2);
        assertThat(value("sent_bytes_total", "type", label)).isEqualTo(150);
        assertThat(value("messages_received_total", "type", label)).isEqualTo(1);
        assertThat(value("received_bytes_total", "type", label)).isEqualTo(7);
        assertThat(collector.snapshot().total("hotstuff2_network_messages_sent_total"))
                .isEqualTo(2);
    }

    @Test
    void bytes_ofAllTypesTogether_stayAtTheGreatestLong() {
        MessageRecords<MessageType> records =
                new MessageRecords<>(collector, MessageType.class, new RefusedRecords(collector, MessageType.class));
        for (MessageType type : MessageType.values()) {
            records.sent(type, Long.MAX_VALUE - 1);
            records.received(type, Long.MAX_VALUE - 1);
        }
        assertThat(records.bytesSent().getAsLong()).isEqualTo(Long.MAX_VALUE);
        assertThat(records.consensusBytesSent().getAsLong()).isEqualTo(Long.MAX_VALUE);
        assertThat(records.bytesReceived().getAsLong()).isEqualTo(Long.MAX_VALUE);
    }

    /** What a crash-tolerant protocol sends. */
    private enum RaftMessage {
        APPEND_ENTRIES,
        REQUEST_VOTE,
        SYNC {}
    }

    @ParameterizedTest
    @EnumSource
    void message_ofTheHostsOwnEnum_isCountedByItsConstants(RaftMessage type) {
        MetricsCollector own = Quorumeter.newCollector();
        NetworkMetrics raft =
                new NetworkMetrics(own, ValidatorSet.ofSize(3).ownIndex(0).quorumPower(2), RaftMessage.class);
        raft.messageSent(type, 100);
        raft.messageSent(type, 1, 50);
        raft.messageReceived(type, 7);
        raft.messageProcessed(type, 1_000);
        for (RaftMessage each : RaftMessage.values()) {
            String label = LabelValue.of(each);
            assertThat(own.snapshot().value("hotstuff2_network_messages_sent_total", "type", label))
                    .hasValue(each == type ? 2 : 0);
            assertThat(own.snapshot().value("hotstuff2_network_sent_bytes_total", "type", label))
                    .hasValue(each == type ? 150 : 0);
            assertThat(own.snapshot().value("hotstuff2_network_received_bytes_total", "type", label))
                    .hasValue(each == type ? 7 : 0);
        }
        assertThat(own.snapshot().value("hotstuff2_network_messages_sent_total", "type", "propose"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void message_ofAnotherEnum_isCountedNowhere(RaftMessage type) {
        network.messageSent(type, 100);
        network.messageReceived(type, 100);
        network.messageProcessed(type, 100);
        assertThat(collector.snapshot().total("hotstuff2_network_messages_sent_total"))
                .isZero();
        assertThat(collector.snapshot().total("hotstuff2_network_received_bytes_total"))
                .isZero();
    }

    @Test
    @SuppressWarnings("NullAway") // what is tested
    void nullsAndForeignTypes_areDroppedAndCounted_andLoggedAtTheNextSnapshot() {
        List<String> logged = new CopyOnWriteArrayList<>();
        Logger log = Logger.getLogger("io.quorumeter");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        log.addHandler(handler);
        try {
            network.messageDropped(MessageDirection.SEND, null);
            network.messageToPeerDropped(1, null);
            network.connected(1, null);
            network.disconnected(1, null, DisconnectReason.TIMEOUT);
            network.recognised(1, null);
            network.updatePeerCount(null, 3);
            network.connectionFailed(1, null);
            network.messageSent(null, 1, 100);
            network.messageSent(RaftMessage.SYNC, 1, 100);
            network.messageReceived(RaftMessage.SYNC, 1, 100, 0);
            assertThat(logged).isEmpty();
            assertThat(dropped("null")).isEqualTo(8);
            assertThat(dropped("foreign_type")).isEqualTo(2);
            collector.snapshot();
            assertThat(logged)
                    .hasSize(2)
                    .anySatisfy(line -> assertThat(line).contains("NetworkMetrics.messageDropped was called with null"))
                    .anySatisfy(line -> assertThat(line).contains("RaftMessage.SYNC are not counted"));
        } finally {
            log.removeHandler(handler);
        }
    }

    private double dropped(String reason) {
        return collector
                .snapshot()
                .value("quorumeter_records_dropped_total", "metric", "hotstuff2_network", "reason", reason)
                .orElseThrow();
    }

    @Test
    void connectionFailures_areCountedByReasonAndPeer() {
        MetricsCollector all =
                Quorumeter.collector().level(MetricLevel.DETAILED).create();
        NetworkMetrics detailed = new NetworkMetrics(all, ValidatorSet.ofSize(4).ownIndex(2));
        detailed.connectionFailed(1, ConnectFailure.DNS);
        detailed.connectionFailed(1, ConnectFailure.RESET);
        detailed.connectionFailed(-1, ConnectFailure.RESET);
        assertThat(all.snapshot().value("hotstuff2_network_connection_failures_total", "reason", "reset"))
                .hasValue(2);
        assertThat(all.snapshot().value("hotstuff2_network_peer_connection_failures_total", "peer", "1"))
                .hasValue(2);
        assertThat(all.snapshot().value("hotstuff2_network_peer_connection_failures_total", "peer", "other"))
                .hasValue(1);
    }

    @Test
    void timeoutCertificate_isCalledTc() {
        network.messageSent(MessageType.TIMEOUT_CERTIFICATE, 1);
        assertThat(value("messages_sent_total", "type", "tc")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void messageDropped_countsDirectionAndReason(DropReason reason) {
        for (MessageDirection direction : MessageDirection.values()) {
            network.messageDropped(direction, reason);
            assertThat(value(
                            "messages_dropped_total",
                            "direction",
                            LabelValue.of(direction),
                            "reason",
                            LabelValue.of(reason)))
                    .isEqualTo(1);
        }
        assertThat(collector.snapshot().total("hotstuff2_network_messages_dropped_total"))
                .isEqualTo(2);
    }

    @Test
    void roundTrip_isTimed() {
        network.roundTripMeasured(2_000_000);
        assertThat(collector
                        .snapshot()
                        .distribution("hotstuff2_network_round_trip_seconds")
                        .orElseThrow()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void queues_areReadAtTheSnapshot() {
        Queue<String> queue = new ArrayDeque<>();
        network.observeQueue(MessageDirection.SEND, queue::size);
        assertThat(value("queue_messages", "direction", "send")).isZero();
        queue.add("vote");
        assertThat(value("queue_messages", "direction", "send")).isEqualTo(1);
        assertThat(value("queue_messages", "direction", "receive")).isZero();
    }

    @Test
    void peers_areCountedOnceADirection() {
        network.connected(0, ConnectionDirection.INBOUND);
        network.connected(0, ConnectionDirection.OUTBOUND);
        network.connected(0, ConnectionDirection.OUTBOUND);
        network.connected(1, ConnectionDirection.OUTBOUND);
        network.connected(-1, ConnectionDirection.INBOUND);
        network.connected(99, ConnectionDirection.INBOUND);
        assertThat(value("peers", "direction", "inbound")).isEqualTo(3);
        assertThat(value("peers", "direction", "outbound")).isEqualTo(2);
        network.disconnected(0, ConnectionDirection.OUTBOUND, DisconnectReason.TIMEOUT);
        assertThat(value("peers", "direction", "outbound")).isEqualTo(2);
        network.disconnected(0, ConnectionDirection.OUTBOUND, DisconnectReason.TIMEOUT);
        network.disconnected(0, ConnectionDirection.OUTBOUND, DisconnectReason.TIMEOUT);
        assertThat(value("peers", "direction", "outbound")).isEqualTo(1);
    }

    @Test
    void connectedPower_countsEachValidatorOnceAndThisOne() {
        assertThat(network.connectedPowerRatio()).isEqualTo(0.25);
        network.connected(0, ConnectionDirection.INBOUND);
        network.connected(0, ConnectionDirection.OUTBOUND);
        network.connected(2, ConnectionDirection.OUTBOUND);
        network.connected(-1, ConnectionDirection.INBOUND);
        assertThat(value("connected_power_ratio")).isEqualTo(0.5);
        network.disconnected(0, ConnectionDirection.INBOUND, DisconnectReason.TIMEOUT);
        assertThat(value("connected_power_ratio")).isEqualTo(0.5);
        network.disconnected(0, ConnectionDirection.OUTBOUND, DisconnectReason.TIMEOUT);
        assertThat(value("connected_power_ratio")).isEqualTo(0.25);
    }

    @Test
    void partition_isSuspectedBelowAQuorum() {
        network.connected(0, ConnectionDirection.INBOUND);
        assertThat(value("partition_suspected")).isEqualTo(1);
        network.connected(1, ConnectionDirection.INBOUND);
        assertThat(value("partition_suspected")).isZero();
    }

    @Test
    void partition_isSuspectedWhileViewsAreStuck() {
        network.connected(0, ConnectionDirection.INBOUND);
        network.connected(1, ConnectionDirection.INBOUND);
        AtomicBoolean stuck = new AtomicBoolean(true);
        network.suspectPartitionWhile(stuck::get);
        assertThat(value("partition_suspected")).isEqualTo(1);
        stuck.set(false);
        assertThat(value("partition_suspected")).isZero();
    }

    @Test
    void powers_decideTheQuorum() {
        MetricsCollector weighed = Quorumeter.newCollector();
        NetworkMetrics byPower =
                new NetworkMetrics(weighed, ValidatorSet.ofSize(4).powers(7, 1, 1, 1));
        byPower.connected(0, ConnectionDirection.OUTBOUND);
        assertThat(weighed.snapshot().value("hotstuff2_network_connected_power_ratio"))
                .hasValue(0.7);
        assertThat(weighed.snapshot().value("hotstuff2_network_partition_suspected"))
                .hasValue(0);
    }

    @Test
    void disabledCollector_forgetsEverything() {
        NetworkMetrics disabled = new NetworkMetrics(
                MetricsCollector.noop(), ValidatorSet.ofSize(4).ownIndex(0));
        disabled.messageSent(MessageType.VOTE, 1);
        disabled.connected(1, ConnectionDirection.INBOUND);
        disabled.roundTripMeasured(1);
        assertThat(MetricsCollector.noop().snapshot().families()).isEmpty();
    }

    private double value(String family, String... labels) {
        return collector.snapshot().value("hotstuff2_network_" + family, labels).orElseThrow();
    }
}

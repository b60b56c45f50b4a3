package io.quorumeter.network;

import static io.quorumeter.network.ConnectionDirection.INBOUND;
import static io.quorumeter.network.ConnectionDirection.OUTBOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.quorumeter.Gauge;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.ValidatorAge;
import io.quorumeter.ValidatorSet;
import io.quorumeter.core.Quorumeter;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionsTest {
    private static final List<String> KEYS = List.of("alpha", "beta", "gamma", "delta");

    private final AtomicLong now = new AtomicLong();
    private final MetricsCollector collector = Quorumeter.collector()
            .level(MetricLevel.DETAILED)
            .nanoTime(now::get)
            .create();
    private final NetworkMetrics network =
            new NetworkMetrics(collector, ValidatorSet.ofKeys(KEYS).ownIndex(0));

    @Test
    void disconnected_moreOftenThanConnected_countsOnce() {
        network.connected(1, INBOUND);
        for (int i = 0; i < 3; i++) {
            network.disconnected(1, INBOUND, DisconnectReason.TIMEOUT);
        }
        network.disconnected(1, OUTBOUND, DisconnectReason.BANNED);
        assertThat(collector.snapshot().total("hotstuff2_network_disconnections_total"))
                .isEqualTo(1);
        assertThat(value("disconnections_total", "reason", "timeout")).hasValue(1);
        network.connected(1, INBOUND);
        assertThat(value("peers", "direction", "inbound")).hasValue(1);
    }

    @Test
    void peerCount_isAbsolute_andConnectionsCountFromThere() {
        network.connected(1, INBOUND);
        network.updatePeerCount(INBOUND, 3);
        assertThat(value("peers", "direction", "inbound")).hasValue(3);
        assertThat(network.connectedPowerRatio()).isEqualTo(1);
        assertThat(value("partition_suspected")).hasValue(0);
        network.disconnected(1, INBOUND, DisconnectReason.TIMEOUT);
        assertThat(value("peers", "direction", "inbound")).hasValue(2);
        network.updatePeerCount(INBOUND, 0);
        assertThat(value("peers", "direction", "inbound")).hasValue(0);
        assertThat(network.connectedPowerRatio()).isEqualTo(0.25);
        assertThat(value("partition_affected_peers")).hasValue(3);
        network.updatePeerCount(OUTBOUND, 50);
        assertThat(network.connectedPowerRatio()).isEqualTo(1);
    }

    @Test
    void nextSet_knowsItsValidatorsByTheirKeys() {
        network.connected(1, INBOUND);
        network.connected(2, OUTBOUND);
        network.connected(3, OUTBOUND);
        network.connected(-1, OUTBOUND);
        network.messageSent(MessageType.VOTE, 2, 100);
        network.observePeerQueues(validator -> 10 + validator);
        network.validators(ValidatorSet.ofKeys(List.of("gamma", "alpha", "new"))
                .powers(5, 1, 3)
                .ownIndex(1));

        assertThat(network.connectedPowerRatio()).isEqualTo(6 / 9.0);
        assertThat(value("partition_suspected")).hasValue(1);
        assertThat(value("peers", "direction", "inbound")).hasValue(1);
        assertThat(value("peers", "direction", "outbound")).hasValue(3);
        assertThat(value("peer_connected", "peer", "gamma")).hasValue(1);
        assertThat(value("peer_connected", "peer", "new")).hasValue(0);
        assertThat(value("peer_connected", "peer", "beta")).isEmpty();
        assertThat(value("peer_sent_bytes_total", "peer", "gamma")).hasValue(100);
        assertThat(value("peer_queue_messages", "peer", "gamma")).hasValue(10);
        assertThat(value("peer_queue_messages", "peer", "beta")).isEmpty();

        network.recognised(2, OUTBOUND);
        assertThat(network.connectedPowerRatio()).isEqualTo(1);
        assertThat(value("peers", "direction", "outbound")).hasValue(3);
        assertThat(value("peer_connected", "peer", "new")).hasValue(1);
        network.disconnected(0, OUTBOUND, DisconnectReason.TIMEOUT);
        assertThat(value("peer_connected", "peer", "gamma")).hasValue(0);
        network.disconnected(-1, INBOUND, DisconnectReason.TIMEOUT);
        assertThat(value("peers", "direction", "inbound")).hasValue(0);
        assertThat(value("connections_total", "direction", "outbound")).hasValue(3);
    }

    @Test
    void peersOtherThanThisNode_areShownFromTheStart_atTheStandardLevel() {
        MetricsCollector standard = Quorumeter.collector().nanoTime(now::get).create();
        NetworkMetrics usual =
                new NetworkMetrics(standard, ValidatorSet.ofSize(4).ownIndex(2));
        after(5);
        assertThat(shown(standard, "peer_connected")).containsExactlyInAnyOrder("0", "1", "3");
        assertThat(shown(standard, "peer_disconnected_age_seconds")).containsExactlyInAnyOrder("0", "1", "3");
        assertThat(usual.disconnectedPeers())
                .extracting(ValidatorAge::index, ValidatorAge::age)
                .containsExactly(
                        tuple(0, Duration.ofSeconds(5)),
                        tuple(1, Duration.ofSeconds(5)),
                        tuple(3, Duration.ofSeconds(5)));
    }

    @Test
    void peer_isGoneSinceItsLastConnectionEnded() {
        network.connected(1, INBOUND);
        network.connected(1, OUTBOUND);
        network.connected(2, INBOUND);
        after(10);
        network.disconnected(1, INBOUND, DisconnectReason.TIMEOUT);
        assertThat(value("peer_disconnected_age_seconds", "peer", "beta")).hasValue(0);
        after(20);
        network.disconnected(1, OUTBOUND, DisconnectReason.TIMEOUT);
        network.disconnected(1, OUTBOUND, DisconnectReason.TIMEOUT);
        after(38);
        assertThat(value("peer_connected", "peer", "beta")).hasValue(0);
        assertThat(value("peer_disconnected_age_seconds", "peer", "beta")).hasValue(18);
        assertThat(value("peer_disconnected_age_seconds", "peer", "gamma")).hasValue(0);
        assertThat(network.disconnectedPeers())
                .containsExactly(
                        new ValidatorAge(3, "delta", Duration.ofSeconds(38)),
                        new ValidatorAge(1, "beta", Duration.ofSeconds(18)));
        network.connected(1, INBOUND);
        assertThat(value("peer_disconnected_age_seconds", "peer", "beta")).hasValue(0);
    }

    @Test
    void peer_thatIsInTheNextSetToo_isGoneSinceItWas() {
        network.connected(2, INBOUND);
        network.connected(3, INBOUND);
        network.disconnected(3, INBOUND, DisconnectReason.TIMEOUT);
        after(10);
        network.validators(
                ValidatorSet.ofKeys(List.of("alpha", "gamma", "delta", "new")).ownIndex(0));
        after(12);
        assertThat(network.disconnectedPeers())
                .containsExactly(
                        new ValidatorAge(2, "delta", Duration.ofSeconds(12)),
                        new ValidatorAge(3, "new", Duration.ofSeconds(2)));
        assertThat(value("peer_disconnected_age_seconds", "peer", "delta")).hasValue(12);
        assertThat(value("peer_disconnected_age_seconds", "peer", "new")).hasValue(0);
        assertThat(value("peer_disconnected_age_seconds", "peer", "beta")).isEmpty();
    }

    @Test
    void transportThatKnowsOnlyANumber_callsNobodyGone() {
        network.updatePeerCount(INBOUND, 2);
        after(60);
        assertThat(network.disconnectedPeers()).isEmpty();
        assertThat(value("peer_disconnected_age_seconds", "peer", "beta")).hasValue(0);
        network.updatePeerCount(INBOUND, 0);
        assertThat(network.disconnectedPeers()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 500})
    void largerSet_showsThePeersThatAreGoneLongest(int size) {
        MetricsCollector few = Quorumeter.collector().nanoTime(now::get).create();
        NetworkMetrics large = new NetworkMetrics(few, ValidatorSet.ofSize(size).ownIndex(0));
        IntStream.range(1, size).forEach(peer -> large.connected(peer, INBOUND));
        assertThat(shown(few, "peer_connected")).isEqualTo(names(1, 51));
        after(10);
        IntStream.range(100, 160).forEach(peer -> large.disconnected(peer, INBOUND, DisconnectReason.TIMEOUT));
        large.connected(120, INBOUND);
        few.snapshot();
        Set<String> expected = names(100, 151);
        expected.remove("120");
        assertThat(shown(few, "peer_connected")).isEqualTo(expected);
        assertThat(shown(few, "peer_disconnected_age_seconds")).isEqualTo(expected);
        IntStream.range(100, 160).forEach(peer -> large.connected(peer, INBOUND));
        few.snapshot();
        assertThat(shown(few, "peer_connected")).isEqualTo(expected);
    }

    @Test
    void connections_thatSeveralThreadsTellOf_addUp() throws InterruptedException {
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(thread -> new Thread(() -> {
                    for (int i = 0; i < 500; i++) {
                        network.connected(1 + thread % 2, INBOUND);
                        network.disconnected(1 + thread % 2, INBOUND, DisconnectReason.TIMEOUT);
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(value("peers", "direction", "inbound")).hasValue(0);
        assertThat(value("peer_connected", "peer", "beta")).hasValue(0);
        assertThat(value("disconnections_total", "reason", "timeout")).hasValue(2_000);
    }

    @Test
    void nextSet_withoutKeys_keepsIndices() {
        network.connected(1, INBOUND);
        network.roundTripMeasured(1, 8_000_000);
        network.validators(ValidatorSet.ofSize(2));
        assertThat(network.connectedPowerRatio()).isEqualTo(0.5);
        assertThat(value("peer_connected", "peer", "1")).hasValue(1);
        assertThat(value("peer_connected", "peer", "beta")).isEmpty();
        network.roundTripMeasured(1, 16_000_000);
        assertThat(value("peer_round_trip_seconds", "peer", "1")).hasValue(0.009);
        network.validators(ValidatorSet.ofSize(4).ownIndex(1));
        assertThat(network.connectedPowerRatio()).isEqualTo(0.25);
    }

    @Test
    void nextSet_inWhichAnotherKeyBeginsAlike_beginsSeriesAnew() {
        network.validators(
                ValidatorSet.ofKeys(List.of("own", "0123456789abc", "gamma")).ownIndex(0));
        network.messageSent(MessageType.VOTE, 1, 100);
        network.roundTripMeasured(1, 8_000_000);
        assertThat(value("peer_sent_bytes_total", "peer", "0123456789ab")).hasValue(100);
        network.validators(
                ValidatorSet.ofKeys(List.of("own", "gamma", "0123456789abd")).ownIndex(0));
        assertThat(value("peer_sent_bytes_total", "peer", "0123456789ab")).hasValue(0);
        assertThat(value("peer_round_trip_seconds", "peer", "0123456789ab")).hasValue(0);
        network.messageSent(MessageType.VOTE, 2, 7);
        assertThat(value("peer_sent_bytes_total", "peer", "0123456789ab")).hasValue(7);
    }

    @Test
    void recognised_withoutAConnection_doesNothing() {
        network.recognised(1, INBOUND);
        assertThat(network.connectedPowerRatio()).isEqualTo(0.25);
    }

    @Test
    void set_thatIsHanded_staysOpen_andMayBeAnotherBindingsScope() {
        ValidatorSet set = ValidatorSet.ofSize(4).ownIndex(1);
        network.validators(set);
        Gauge another = collector.gauge("another").by("validator", set).at(2);
        network.validators(ValidatorSet.ofSize(3));
        another.set(5);
        assertThat(set.isClosed()).isFalse();
        assertThat(collector.snapshot().value("another", "validator", "2")).hasValue(5);
        assertThat(value("peer_connected", "peer", "3")).isEmpty();
        network.validators(set);
        assertThat(value("peer_connected", "peer", "3")).hasValue(0);
    }

    private void after(long seconds) {
        now.set(Duration.ofSeconds(seconds).toNanos());
    }

    private static Set<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).collect(Collectors.toSet());
    }

    private static Set<String> shown(MetricsCollector collector, String family) {
        return collector.snapshot().family("hotstuff2_network_" + family).orElseThrow().allLabels().stream()
                .map(labels -> String.valueOf(labels.get("peer")))
                .collect(Collectors.toSet());
    }

    private OptionalDouble value(String family, String... labels) {
        return collector.snapshot().value("hotstuff2_network_" + family, labels);
    }
}

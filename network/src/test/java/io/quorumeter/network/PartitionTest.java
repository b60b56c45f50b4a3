package io.quorumeter.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.ValidatorSet;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionTest {
    private final MetricsCollector collector = Quorumeter.newCollector();
    private final NetworkMetrics network =
            new NetworkMetrics(collector, ValidatorSet.ofSize(4).ownIndex(0));
    private final List<PartitionEvent> events = new CopyOnWriteArrayList<>();

    @BeforeEach
    void connect() {
        for (int peer = 1; peer < 4; peer++) {
            network.connected(peer, ConnectionDirection.OUTBOUND);
        }
        collector.flush().join();
        collector.events().subscribe("test", PartitionEvent.class, events::add);
    }

    @Test
    void partitionFound_isSuspectedUntilItIsOver() {
        network.partitionFound(2);
        network.partitionFound(3);
        assertThat(value("partition_suspected")).isEqualTo(1);
        assertThat(value("partition_affected_peers")).isEqualTo(3);
        assertThat(value("partitions_total")).isEqualTo(1);
        network.partitionOver();
        assertThat(value("partition_suspected")).isZero();
        assertThat(value("partition_affected_peers")).isZero();
        network.partitionFound(-1);
        assertThat(value("partitions_total")).isEqualTo(2);
        assertTold(new PartitionEvent(true, 2), new PartitionEvent(false, 0), new PartitionEvent(true, 0));
    }

    @Test
    void lostQuorum_saysHowManyAreNotReached() {
        network.disconnected(1, ConnectionDirection.OUTBOUND, DisconnectReason.TIMEOUT);
        assertThat(value("partition_affected_peers")).isZero();
        network.disconnected(3, ConnectionDirection.OUTBOUND, DisconnectReason.TIMEOUT);
        assertThat(value("partition_affected_peers")).isEqualTo(2);
        network.partitionFound(1);
        assertThat(value("partition_affected_peers")).isEqualTo(2);
        assertThat(value("partitions_total")).isEqualTo(1);
        network.partitionOver();
        network.connected(3, ConnectionDirection.INBOUND);
        assertTold(new PartitionEvent(true, 2), new PartitionEvent(false, 0));
    }

    @Test
    void stuckViews_areAPartitionOfNobodyKnown() {
        AtomicBoolean stuck = new AtomicBoolean(true);
        network.suspectPartitionWhile(stuck::get);
        assertThat(value("partition_suspected")).isEqualTo(1);
        stuck.set(false);
        assertThat(value("partition_suspected")).isZero();
        assertTold(new PartitionEvent(true, 0), new PartitionEvent(false, 0));
    }

    /** What the host's supplier does. */
    private enum Deed {
        NO,
        YES,
        THROW,
        ERROR,
        INTERRUPT,
        BLOCK
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void supplier_whateverItDoes_isNeverRunByARecord_andAllIsCounted(long seed) {
        MetricsCollector hasty =
                Quorumeter.collector().callbackLimit(Duration.ofMillis(250)).create();
        NetworkMetrics recorded =
                new NetworkMetrics(hasty, ValidatorSet.ofSize(4).ownIndex(0));
        Random random = new Random(seed);
        Thread recorder = Thread.currentThread();
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger askedByRecorder = new AtomicInteger();
        CountDownLatch released = new CountDownLatch(0);
        boolean[] open = new boolean[4];
        boolean stuck = false;
        boolean suspected = true;
        int begun = 0;
        int ended = 0;
        int partitions = 0;
        for (int step = 0; step < 30; step++) {
            Deed deed = Deed.values()[random.nextInt(Deed.values().length)];
            CountDownLatch before = released;
            CountDownLatch latch = new CountDownLatch(1);
            released = latch;
            recorded.suspectPartitionWhile(() -> {
                asked.incrementAndGet();
                askedByRecorder.addAndGet(Thread.currentThread() == recorder ? 1 : 0);
                return act(deed, latch);
            });
            before.countDown(); // what it answers now is of no account
            for (int i = random.nextInt(5); i > 0; i--) {
                int peer = 1 + random.nextInt(3);
                if (open[peer]) {
                    recorded.disconnected(peer, ConnectionDirection.OUTBOUND, DisconnectReason.TIMEOUT);
                    ended++;
                } else {
                    recorded.connected(peer, ConnectionDirection.OUTBOUND);
                    begun++;
                }
                open[peer] = !open[peer];
                boolean now = stuck || isCutOff(open);
                partitions += now && !suspected ? 1 : 0;
                suspected = now;
            }
            int asks = asked.get();
            MetricsSnapshot snapshot = hasty.snapshot();
            assertThat(asked.get()).as("asked once a snapshot").isEqualTo(asks + 1);
            stuck = deed == Deed.BLOCK ? stuck : deed == Deed.YES || deed == Deed.INTERRUPT;
            boolean now = stuck || isCutOff(open);
            partitions += now && !suspected ? 1 : 0;
            suspected = now;
            String what = "seed " + seed + ", step " + step + ": " + deed;
            assertThat(snapshot.value("hotstuff2_network_partition_suspected"))
                    .as(what)
                    .hasValue(now ? 1 : 0);
        }
        released.countDown();
        MetricsSnapshot snapshot = hasty.snapshot();
        assertThat(snapshot.total("hotstuff2_network_connections_total")).isEqualTo(begun);
        assertThat(snapshot.total("hotstuff2_network_disconnections_total")).isEqualTo(ended);
        assertThat(snapshot.total("hotstuff2_network_partitions_total")).isEqualTo(partitions);
        assertThat(askedByRecorder).hasValue(0);
        assertThat(recorder.isInterrupted()).isFalse();
    }

    private static boolean isCutOff(boolean[] open) {
        return Stream.of(1, 2, 3).filter(peer -> open[peer]).count() < 2;
    }

    private static boolean act(Deed deed, CountDownLatch released) {
        switch (deed) {
            case THROW -> throw new IllegalStateException("not known");
            case ERROR -> throw new NoClassDefFoundError("org/engine/Views");
            case INTERRUPT -> Thread.currentThread().interrupt();
            case BLOCK -> {
                try {
                    released.await();
                } catch (InterruptedException stopped) {
                    throw new IllegalStateException(stopped);
                }
            }
            default -> {}
        }
        return deed == Deed.YES || deed == Deed.INTERRUPT;
    }

    @Test
    void twoOfThreeCrashTolerantNodes_areAQuorum() {
        MetricsCollector other = Quorumeter.newCollector();
        NetworkMetrics crashTolerant =
                new NetworkMetrics(other, ValidatorSet.ofSize(3).ownIndex(0).quorumPower(2));
        assertThat(other.snapshot().value("hotstuff2_network_partition_suspected"))
                .hasValue(1);
        crashTolerant.connected(1, ConnectionDirection.OUTBOUND);
        assertThat(other.snapshot().value("hotstuff2_network_partition_suspected"))
                .hasValue(0);
        crashTolerant.validators(ValidatorSet.ofSize(3).powers(1, 1, 5).ownIndex(0));
        assertThat(other.snapshot().value("hotstuff2_network_partition_suspected"))
                .hasValue(1);
        crashTolerant.validators(
                ValidatorSet.ofSize(3).powers(1, 1, 5).ownIndex(0).quorumPower(2));
        assertThat(other.snapshot().value("hotstuff2_network_partition_suspected"))
                .hasValue(0);
        assertThat(crashTolerant.quorumPowerRatio()).isEqualTo(2.0 / 7);
    }

    private void assertTold(PartitionEvent... told) {
        collector.flush().join();
        assertThat(events).containsExactly(told);
    }

    private double value(String family) {
        return collector.snapshot().value("hotstuff2_network_" + family).orElseThrow();
    }
}

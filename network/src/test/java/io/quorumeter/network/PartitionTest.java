package io.quorumeter.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PartitionTest {
    private final MetricsCollector collector = Quorumeter.newCollector();
    private final NetworkMetrics network = new NetworkMetrics(collector, Validators.of(4, 0));
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

    private void assertTold(PartitionEvent... told) {
        collector.flush().join();
        assertThat(events).containsExactly(told);
    }

    private double value(String family) {
        return collector.snapshot().value("hotstuff2_network_" + family).orElseThrow();
    }
}

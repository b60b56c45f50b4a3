package io.quorumeter.examples.foreign;

import static io.quorumeter.testkit.metrics.MetricsAssertions.assertThat;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.testkit.metrics.QuorumeterExtension;
import io.quorumeter.testkit.metrics.TestMetricsCollector;
import io.quorumeter.testkit.metrics.VirtualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How a replica with names of its own is tested: its metrics with the testkit, its calls with Mockito. */
@ExtendWith(QuorumeterExtension.class)
class ForeignReplicaTest {
    @Test
    void expiredRound_isCountedOnce(TestMetricsCollector metrics, VirtualClock clock) {
        ForeignReplica replica = new ForeignReplica(binding(metrics), clock::schedule);
        replica.startRound(7, clock.nanos());
        clock.advance(Duration.ofSeconds(1));
        assertThat(metrics).counter("hotstuff2_consensus_local_timeouts_total").isEqualTo(1);
        assertThat(metrics).gauge("hotstuff2_consensus_current_view").isEqualTo(7);
    }

    @Test
    void ballotsAndSeals_areCounted(TestMetricsCollector metrics, VirtualClock clock) {
        ForeignReplica replica = new ForeignReplica(binding(metrics), clock::schedule);
        replica.startRound(1, clock.nanos());
        replica.receiveBallot(2, new byte[32], true, clock.nanos());
        replica.receiveBallot(3, new byte[32], false, clock.nanos());
        replica.seal(1, new byte[32], new byte[32], 10, clock.nanos());
        clock.advance(Duration.ofSeconds(1));
        assertThat(metrics)
                .counter("hotstuff2_consensus_votes_received_total")
                .with("result", "accepted")
                .isEqualTo(1);
        assertThat(metrics).counter("hotstuff2_consensus_votes_received_total").isEqualTo(2);
        assertThat(metrics)
                .counter("hotstuff2_consensus_transactions_committed_total")
                .isEqualTo(10);
        assertThat(metrics).counter("hotstuff2_consensus_local_timeouts_total").isZero();
    }

    @Test
    void sealInTime_takesTheAlarmBack() {
        ForeignReplica.Journal journal = mock();
        VirtualClock clock = new VirtualClock();
        ForeignReplica replica = new ForeignReplica(journal, clock::schedule);
        replica.startRound(1, clock.nanos());
        replica.seal(1, new byte[32], new byte[32], 10, clock.nanos());
        clock.advance(Duration.ofSeconds(1));
        verify(journal).roundStarted(eq(1L), eq(1), anyLong());
        verify(journal, never()).roundExpired(anyLong(), anyLong());
    }

    private static ForeignReplica.Journal binding(TestMetricsCollector metrics) {
        return new JournalBinding(HotStuff2Events.on(metrics, Protocol.basic().replicas(4)));
    }
}

package io.quorumeter.examples.use;

import static io.quorumeter.consensus.Verification.VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CommittedBlock;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.HotStuff2Listener;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A replica that tells what it does in the protocol's words. */
class InstrumentAReplicaTest {
    private static final BlockId GENESIS = new BlockId(0, 0, 0, 0);
    private static final BlockId BLOCK = new BlockId(1, 2, 3, 4);

    @Test
    void events_moveTheMetricsOfTheProtocol() {
        MetricsCollector metrics = Quorumeter.newCollector();
        HotStuff2Events events = HotStuff2Events.on(
                metrics, Protocol.basic().replicas(4).ownIndex(0).delta(Duration.ofMillis(50)));
        long now = System.nanoTime();

        events.viewEntered(7, 6, ViewCause.DOUBLE_CERTIFICATE, 3, now);
        events.voteReceived(7, VotePhase.VOTE, 2, BLOCK, 6, VERIFIED, 0, now);
        events.blockCommitted(CommittedBlock.byDoubleCertificate(1, BLOCK, GENESIS, 7)
                .transactions(400)
                .bytes(102_400)
                .at(now));

        MetricsSnapshot snapshot = metrics.snapshot();
        assertThat(snapshot.value("hotstuff2_consensus_current_view")).hasValue(7);
        assertThat(snapshot.value("hotstuff2_consensus_views_entered_total", "cause", "double_certificate"))
                .hasValue(1);
        assertThat(snapshot.value("hotstuff2_consensus_votes_received_total", "phase", "vote", "result", "accepted"))
                .hasValue(1);
        assertThat(snapshot.value("hotstuff2_consensus_blocks_committed_total", "path", "live"))
                .hasValue(1);
        assertThat(snapshot.value("hotstuff2_consensus_transactions_committed_total"))
                .hasValue(400);
        assertThat(events.metrics().committedHeight()).isEqualTo(1);
    }

    @Test
    void listeners_ofOnesOwn_getTheEventsAndCannotHarmTheReplica() {
        MetricsCollector metrics = Quorumeter.newCollector();
        HotStuff2Events events = HotStuff2Events.on(metrics, Protocol.basic().replicas(4));
        events.listen(new HotStuff2Listener() {
            @Override
            public void viewEntered(long view, long previous, ViewCause cause, int leader, long nanos) {
                metrics.gauge("leader_index").create().set((long) leader);
                throw new IllegalStateException("a bug in a listener");
            }
        });
        events.viewEntered(1, 0, ViewCause.GENESIS, 1, System.nanoTime());
        assertThat(metrics.snapshot().value("leader_index")).hasValue(1);
        assertThat(metrics.snapshot().total("quorumeter_consumer_errors_total")).isEqualTo(1);
    }

    @Test
    void sameCode_runsOnACollectorThatForgets() {
        HotStuff2Events events = HotStuff2Events.on(MetricsCollector.noop(), Protocol.basic());
        events.viewEntered(1, 0, ViewCause.GENESIS, 1, System.nanoTime());
        assertThat(events.metrics().currentView()).isZero();
    }
}

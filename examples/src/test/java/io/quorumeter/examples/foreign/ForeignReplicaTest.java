package io.quorumeter.examples.foreign;

import static io.quorumeter.testkit.metrics.MetricsAssertions.assertMetricsRecorded;

import io.quorumeter.consensus.*;
import io.quorumeter.testkit.metrics.ExpectedMetric;
import io.quorumeter.testkit.metrics.QuorumeterExtension;
import io.quorumeter.testkit.metrics.TestMetricsCollector;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * How a replica with names of its own is bound and tested: its rounds are views, ballots votes, seals commits, unchecked without
 * certificates.
 */
@ExtendWith(QuorumeterExtension.class)
class ForeignReplicaTest {
    record Binding(HotStuff2Events events) implements ForeignReplica.Journal {
        @Override
        public void roundStarted(long round, long previous, boolean expired, int coordinator, long nanos) {
            ViewCause cause = expired ? ViewCause.VIEW_TIMER : ViewCause.QUORUM_CERTIFICATE;
            events.viewEntered(round, previous, cause, coordinator, nanos);
        }

        @Override
        public void ballotArrived(long round, int member, byte[] hash, long nanos) {
            events.voteReceived(round, VotePhase.VOTE, member, BlockId.of(hash), -1, Verification.VERIFIED, 0, nanos);
        }

        @Override
        public void sealed(
                long number, long round, long by, byte[] hash, byte[] parent, int size, long bytes, long at) {
            BlockId id = BlockId.of(hash);
            events.blockCommitted(CommittedBlock.byTwoChain(number, id, BlockId.of(parent), round, by)
                    .transactions(size)
                    .bytes(bytes)
                    .at(at));
        }

        @Override
        public void roundExpired(long round, long nanos) {
            events.localTimeout(round, TimeoutPhase.AWAITING_PROPOSAL, nanos);
        }
    }

    @Test
    void roundsBallotsAndSeals_areCounted(TestMetricsCollector metrics) {
        Binding binding = new Binding(metrics.hotStuff2(Protocol.pipelined().justifySigned(false)));
        ForeignReplica replica = new ForeignReplica(binding, metrics.clock()::schedule);
        replica.startRound(1, metrics.clock().nanos());
        replica.receiveBallot(2, new byte[32], 0);
        replica.startRound(2, 0);
        replica.seal(1, new byte[32], new byte[32], List.of(new byte[100]), 0);
        replica.startRound(3, 0);
        metrics.clock().advance(ForeignReplica.PATIENCE);
        assertMetricsRecorded(
                metrics,
                ExpectedMetric.of("hotstuff2_consensus_votes_received_total").equalTo(1),
                ExpectedMetric.of("hotstuff2_consensus_blocks_committed_total").equalTo(1),
                ExpectedMetric.of("hotstuff2_consensus_local_timeouts_total").equalTo(1));
    }
}

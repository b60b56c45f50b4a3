package io.quorumeter.consensus;

import static io.quorumeter.consensus.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecisionsOnTheBusTest {
    private final MetricsCollector collector =
            Quorumeter.collector().nanoTime(() -> 77).create();
    private final HotStuff2Events events = HotStuff2Events.on(collector, Samples.PROTOCOL);
    private final Movement moved = new Movement(collector);
    private final List<Object> published = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() {
        collector.events().subscribe("decisions", Object.class, published::add);
    }

    @Test
    void commitsViewsAndTimeouts_arePublishedOnce_andVotesNever() {
        CommittedBlock block = Samples.committed(5, 7, CommitPath.LIVE, 30);
        events.viewEntered(5, 4, ViewCause.DOUBLE_CERTIFICATE, 1, 10);
        events.viewEntered(5, 4, ViewCause.DOUBLE_CERTIFICATE, 1, 10);
        events.voteReceived(5, VotePhase.VOTE, 1, id(7), 4, Verification.VERIFIED, 0, 20);
        events.voteSent(5, VotePhase.VOTE, id(7), 4, 20);
        events.blockCommitted(block);
        events.blockCommitted(block);
        events.viewLeft(5, ViewOutcome.CERTIFIED, 40);
        events.localTimeout(5, TimeoutPhase.VOTED, 40);
        assertThat(flushed())
                .containsExactly(
                        new ViewEntered(5, 4, ViewCause.DOUBLE_CERTIFICATE, 10),
                        block,
                        new LocalTimeout(5, TimeoutPhase.VOTED, 40));
    }

    @Test
    void recordMethods_publishTheSame() {
        ConsensusMetrics metrics = events.metrics();
        metrics.recordViewChange(4, 5, ViewCause.TIMEOUT_CERTIFICATE);
        metrics.recordViewChange(5, 5, ViewCause.TIMEOUT_CERTIFICATE);
        metrics.recordVoteReceived(VotePhase.VOTE, 5, 1);
        metrics.recordBlockCommitted(7, 5, 3, Duration.ofMillis(1));
        metrics.recordBlockCommitted(7, 5, 3, Duration.ofMillis(1));
        metrics.recordLivenessTimeout(5);
        assertThat(flushed())
                .containsExactly(
                        new ViewEntered(5, 4, ViewCause.TIMEOUT_CERTIFICATE, 77),
                        recorded(7, 5, 3),
                        new LocalTimeout(5, TimeoutPhase.AWAITING_PROPOSAL, 77));
    }

    @ParameterizedTest
    @EnumSource
    void commitThatIsRecorded_saysWhatIsNotKnown_andAddsNoTransactions(ProtocolVariant variant) {
        Protocol protocol = variant == ProtocolVariant.BASIC ? Protocol.basic() : Protocol.pipelined();
        ConsensusMetrics metrics = new ConsensusMetrics(
                collector, protocol.replicas(4).ownIndex(Samples.OWN), UnixClock.of(() -> Instant.EPOCH, () -> 77));
        metrics.recordBlockCommitted(7, 5, Duration.ofMillis(1));
        metrics.recordBlockCommitted(8, 6, 20, Duration.ofMillis(1));
        assertThat(flushed()).containsExactly(recorded(7, 5, -1), recorded(8, 6, 20));
        assertThat(moved.value("consensus_transactions_committed_total")).isEqualTo(20);
        assertThat(moved.distribution("consensus_block_transactions").count()).isEqualTo(1);
        assertThat(moved.distribution("consensus_commit_batch_blocks").sum()).isEqualTo(2);
    }

    private static CommittedBlock recorded(long height, long view, int transactions) {
        return new CommitFact(height, BlockId.NONE, BlockId.NONE, view, -1, -1, CommitPath.LIVE, transactions, -1, 77);
    }

    @Test
    void currentViewThatRises_isPublishedOnce_andEndsTheViewThatWasStuck() {
        ConsensusMetrics metrics = events.metrics();
        metrics.updateCurrentView(0);
        metrics.updateCurrentView(4);
        metrics.updateCurrentView(4);
        metrics.updateCurrentView(3);
        metrics.recordLivenessTimeout(4);
        metrics.recordLivenessTimeout(4);
        metrics.recordLivenessTimeout(4);
        assertThat(metrics.isStuckInView()).isTrue();
        metrics.updateCurrentView(9);
        metrics.recordViewChange(4, 9, ViewCause.TIMEOUT_CERTIFICATE);
        assertThat(metrics.isStuckInView()).isFalse();
        assertThat(moved.value("consensus_highest_seen_view")).isEqualTo(9);
        assertThat(flushed())
                .filteredOn(ViewEntered.class::isInstance)
                .containsExactly(
                        new ViewEntered(4, 0, ViewCause.OTHER, 77), new ViewEntered(9, 4, ViewCause.OTHER, 77));
    }

    private List<Object> flushed() {
        collector.flush().toCompletableFuture().join();
        return published;
    }
}

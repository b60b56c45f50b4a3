package io.quorumeter.consensus;

import static io.quorumeter.consensus.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DecisionsOnTheBusTest {
    private final MetricsCollector collector =
            Quorumeter.collector().nanoTime(() -> 77).create();
    private final HotStuff2Events events = HotStuff2Events.on(collector, Samples.PROTOCOL);
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
                        CommittedBlock.byDoubleCertificate(7, BlockId.NONE, BlockId.NONE, 5)
                                .transactions(3)
                                .at(77),
                        new LocalTimeout(5, TimeoutPhase.AWAITING_PROPOSAL, 77));
    }

    private List<Object> flushed() {
        collector.flush().toCompletableFuture().join();
        return published;
    }
}

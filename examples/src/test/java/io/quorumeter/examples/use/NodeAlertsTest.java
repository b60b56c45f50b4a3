package io.quorumeter.examples.use;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.alerting.alert.Alert;
import io.quorumeter.alerting.alert.AlertManager;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CommittedBlock;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.testkit.metrics.QuorumeterExtension;
import io.quorumeter.testkit.metrics.TestMetricsCollector;
import io.quorumeter.testkit.metrics.VirtualClock;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which alerts a node raises, and when, in virtual time. */
@ExtendWith(QuorumeterExtension.class)
class NodeAlertsTest {
    private final BlockingQueue<Alert> pager = new LinkedBlockingQueue<>();
    private TestMetricsCollector metrics;
    private VirtualClock clock;
    private HotStuff2Events events;
    private AlertManager alerts;

    @BeforeEach
    void evaluateEachSecond(TestMetricsCollector metrics) {
        this.metrics = metrics;
        clock = metrics.clock();
        events = metrics.hotStuff2(Protocol.basic().replicas(4).ownIndex(0));
        alerts = AlertManager.on(metrics) // goes by the collector's clock
                .handler("pager", pager::add)
                .start();
        clock.every(Duration.ofSeconds(1), () -> {
            alerts.evaluate();
            return true;
        });
    }

    @AfterEach
    void close() {
        alerts.close();
    }

    @Test
    void noCommit_firesAfterTenSeconds_andIsOverThirtySecondsAfterTheNext() {
        clock.advance(Duration.ofSeconds(10)); // max_block_time is not exceeded yet
        assertThat(alerts.activeAlerts()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(alerts.activeAlerts()).extracting(Alert::name).containsExactly("HotStuff2CommitStalled");
        for (int height = 1; height <= 31; height++) { // an alert goes on for resolve_after, 30 s
            assertThat(alerts.activeAlerts()).extracting(Alert::name).contains("HotStuff2CommitStalled");
            commit(height);
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(alerts.activeAlerts()).extracting(Alert::name).doesNotContain("HotStuff2CommitStalled");
        assertThat(alerts.history())
                .filteredOn(alert -> alert.name().equals("HotStuff2CommitStalled"))
                .extracting(Alert::isFiring)
                .containsExactly(true, false);
    }

    @Test
    void doubleVote_firesAtOnce_andNamesTheValidator() {
        vote(2, new BlockId(1, 0, 0, 0));
        vote(2, new BlockId(2, 0, 0, 0));
        metrics.flush().join(); // who it was comes as an event, on another thread
        alerts.evaluate();
        assertThat(alerts.activeAlerts())
                .filteredOn(alert -> alert.name().equals("HotStuff2ByzantineEvidence"))
                .extracting(Alert::summary)
                .singleElement()
                .asString()
                .endsWith("validator 2: double_vote in view 7");
    }

    @Test
    void pager_isNotified() throws InterruptedException {
        events.safetyStatePersistFailed();
        alerts.evaluate();
        assertThat(pager.poll(30, TimeUnit.SECONDS)) // a handler is called on a thread of its own
                .extracting(Alert::name)
                .isEqualTo("HotStuff2SafetyStateNotPersisted");
    }

    private void vote(int validator, BlockId block) {
        events.voteReceived(7, VotePhase.VOTE, validator, block, 6, Verification.VERIFIED, 0, clock.nanos());
    }

    private void commit(long height) {
        BlockId block = new BlockId(height, 0, 0, 0);
        events.blockCommitted(CommittedBlock.byDoubleCertificate(height, block, BlockId.NONE, 7)
                .transactions(100)
                .bytes(4096)
                .at(clock.nanos()));
    }
}

package io.quorumeter.alerting.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.TimeoutPhase;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.network.ConnectionDirection;
import io.quorumeter.network.DisconnectReason;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With real threads, and a clock that stands still: no tick comes, so whatever is told was woken by the event. */
class UrgentEventTest {
    private static final long LONGEST = 30;

    private final AlertFixture node = new AlertFixture();
    private final AtomicLong now = new AtomicLong(node.loops.nanoTime());
    private final CountDownLatch told = new CountDownLatch(1);
    private volatile String expected = "";
    private AlertManager alerts =
            AlertManager.on(MetricsCollector.noop()).loops(node.loops).start();

    private void start(String name) {
        start(name, AlertFixture.quiet());
    }

    private void start(String name, AlertConfig config) {
        expected = name;
        alerts = AlertManager.on(node.collector)
                .config(config)
                .nanoTime(now::get)
                .handler("latch", alert -> {
                    if (alert.name().equals(expected)) {
                        told.countDown();
                    }
                })
                .start();
        awaitFirstEvaluation();
        now.addAndGet(AlertManager.LEAST_APART);
    }

    /** The first tick is at once; the next is never. */
    private void awaitFirstEvaluation() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST);
        while (node.collector.snapshot().total("quorumeter_alert_evaluation_seconds") < 1) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void close() {
        alerts.close();
    }

    private void assertTold() throws InterruptedException {
        assertThat(told.await(LONGEST, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void byzantineAct_isToldAtOnce() throws InterruptedException {
        start("HotStuff2ByzantineEvidence");
        for (int block = 1; block <= 2; block++) {
            node.events.voteReceived(
                    7, VotePhase.VOTE, 2, new BlockId(7, block, 0, 0), 6, Verification.VERIFIED, 0, now.get());
        }
        assertTold();
    }

    @Test
    void ownDoubleVote_isToldAtOnce() throws InterruptedException {
        start("HotStuff2OwnKeyMisuse");
        for (int block = 1; block <= 2; block++) {
            node.events.voteSent(7, VotePhase.VOTE, new BlockId(7, block, 0, 0), 6, now.get());
        }
        assertTold();
    }

    @Test
    void persistFailure_isToldAtOnce() throws InterruptedException {
        start("HotStuff2SafetyStateNotPersisted");
        node.events.safetyStatePersistFailed();
        assertTold();
    }

    @Test
    void lostQuorum_isToldAtOnce() throws InterruptedException {
        node.connect();
        start("HotStuff2PartitionSuspected");
        node.network.disconnected(2, ConnectionDirection.OUTBOUND, DisconnectReason.TIMEOUT);
        assertTold();
    }

    @Test
    void partitionFoundByOtherMeans_isToldAtOnce() throws InterruptedException {
        node.network.connected(1, ConnectionDirection.INBOUND);
        node.network.connected(2, ConnectionDirection.OUTBOUND);
        start("HotStuff2PartitionSuspected");
        node.network.partitionFound(2);
        assertTold();
    }

    @Test
    void stuckView_isToldAtOnce() throws InterruptedException {
        node.connect();
        start("HotStuff2PartitionSuspected", AlertFixture.warm());
        for (int i = 0; i < 3; i++) {
            node.events.localTimeout(7, TimeoutPhase.AWAITING_PROPOSAL, now.get());
        }
        assertTold();
    }

    @Test
    void eventsThatFollowEachOther_shareEvaluations() {
        AlertFixture quiet = new AlertFixture();
        alerts = quiet.start(AlertFixture.quiet());
        for (int i = 0; i < 100; i++) {
            quiet.events.safetyStatePersistFailed();
            quiet.collector.flush().join();
            quiet.loops.advance(Duration.ofMillis(1));
        }
        assertThat(quiet.collector.snapshot().total("quorumeter_alert_evaluation_seconds"))
                .isBetween(4.0, 6.0);
        assertThat(quiet.names()).containsExactly("HotStuff2SafetyStateNotPersisted");
    }
}

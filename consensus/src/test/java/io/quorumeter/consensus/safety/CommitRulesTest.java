package io.quorumeter.consensus.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.CertificateEvent;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.CommitPath;
import io.quorumeter.consensus.CommittedBlock;
import io.quorumeter.consensus.ExecutedBlock;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.Restored;
import io.quorumeter.consensus.SafetyViolation;
import io.quorumeter.consensus.Signers;
import io.quorumeter.consensus.SyncResult;
import io.quorumeter.consensus.TimeoutStyle;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.consensus.ViewChangeKind;
import io.quorumeter.core.Quorumeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommitRulesTest {
    private final Watch basic = Watch.basic();
    private final Watch pipelined = Watch.pipelined();

    @Test
    void rowOfCommitsByOneCertificate_isFineWhenItEndsInItsBlock() {
        basic.restored(0, 0, 0, 0).doubled(5, 3).commit(1, 5, 5).commit(2, 5, 5).commit(3, 5, 5);
        basic.doubled(6, 4).commit(4, 6, 6);
        assertThat(basic.found()).isEmpty();
    }

    @Test
    void rowOfCommitsThatNeverReachesTheCertifiedBlock_isFound() {
        basic.restored(0, 0, 0, 0).doubled(5, 77).commit(1, 5, 5).commit(2, 5, 5);
        basic.doubled(6, 3).commit(3, 6, 6);
        assertThat(basic.found()).containsExactly("COMMIT_WITHOUT_CERTIFICATE @2");
    }

    @Test
    void blockBySync_isNotJudgedByACertificate() {
        for (Watch watch : new Watch[] {basic, pipelined}) {
            watch.restored(0, 0, 0, 0).quorum(4, 1).doubled(4, 1).quorum(5, 2);
            watch.monitor.blockCommitted(
                    CommittedBlock.bySync(7, Watch.block(7), Watch.block(6), 7).at(0));
            watch.monitor.viewEntered(8, 7, ViewCause.SYNC, -1, 0);
            assertThat(watch.found()).isEmpty();
            assertThat(watch.monitor.skipped(SkipReason.UNKNOWN_BLOCK)).isEqualTo(1);
        }
    }

    @Test
    void executionWithoutAStateRoot_isNotCompared() {
        named(7, 70, 0, Verification.VERIFIED);
        named(7, 70, 1, Verification.VERIFIED);
        basic.monitor.blockExecuted(ExecutedBlock.of(7, Watch.block(7)).at(0));
        assertThat(basic.found()).isEmpty();
        assertThat(basic.monitor.skipped(SkipReason.UNKNOWN_BLOCK)).isEqualTo(1);
        executed(7, 71);
        assertThat(basic.found()).containsExactly("STATE_DIVERGENCE @7");
    }

    @Test
    void certificateToldJustAfterTheCommit_cameLate_andIsNoViolation() {
        for (boolean first : new boolean[] {true, false}) {
            Watch late = Watch.basic();
            late.restored(0, 0, 0, 0);
            if (first) {
                late.commit(1, 5, 5).doubled(5, 1);
            } else {
                late.doubled(5, 1).commit(1, 5, 5);
            }
            late.commit(2, 6, 6).commit(3, 6, 6).doubled(6, 3).commit(4, 7, 7);
            assertThat(late.monitor.untold()).contains(Untold.CERTIFICATES_IN_TIME);
            late.doubled(7, 4).monitor.viewEntered(8, 7, ViewCause.SYNC, -1, 0);
            assertThat(late.found()).isEmpty();
            Watch chained = Watch.pipelined();
            chained.restored(0, 0, 0, 0)
                    .quorum(4, 1)
                    .commit(1, 4, 5)
                    .quorum(5, 2)
                    .commit(2, 5, 6)
                    .quorum(6, 3);
            chained.monitor.viewEntered(8, 7, ViewCause.SYNC, -1, 0);
            assertThat(chained.found()).isEmpty();
            assertThat(chained.monitor.untold()).containsExactly(Untold.CERTIFICATES_IN_TIME);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ViewChangeKind.class,
            names = {"WISH", "TIMEOUT"})
    void certificateThatNeverComes_isFoundWhenTheViewIsGivenUp(ViewChangeKind kind) {
        TimeoutStyle style = kind == ViewChangeKind.WISH ? TimeoutStyle.WISH : TimeoutStyle.BROADCAST;
        Watch stalled = new Watch(Protocol.basic().ownIndex(2).timeoutStyle(style));
        stalled.restored(0, 0, 0, 0).doubled(5, 1).commit(1, 5, 5).commit(2, 6, 6);
        stalled.monitor.viewChangeSent(ViewChangeKind.STATUS, 6, 0);
        assertThat(stalled.found()).isEmpty();
        stalled.monitor.viewChangeSent(kind, 7, 0);
        assertThat(stalled.found()).containsExactly("COMMIT_WITHOUT_CERTIFICATE @2");
    }

    @Test
    void certificateThatNeverComes_isFoundAtTheNextViewOrCommit() {
        basic.restored(0, 0, 0, 0).doubled(5, 1).commit(1, 5, 5).commit(2, 6, 6);
        basic.monitor.viewEntered(7, 6, ViewCause.SYNC, -1, 0);
        assertThat(basic.found()).containsExactly("COMMIT_WITHOUT_CERTIFICATE @2");
        basic.commit(3, 8, 8).commit(4, 9, 9);
        assertThat(basic.found()).contains("COMMIT_WITHOUT_CERTIFICATE @3");
        assertThat(basic.monitor.untold()).isEmpty();
        basic.doubled(8, 3).doubled(9, 4).monitor.viewEntered(10, 9, ViewCause.SYNC, -1, 0);
        assertThat(basic.monitor.untold()).containsExactly(Untold.CERTIFICATES_IN_TIME);
        assertThat(basic.found()).hasSize(2);
        pipelined.restored(0, 0, 0, 0).quorum(4, 1).quorum(5, 2).commit(1, 4, 5).commit(2, 5, 6);
        pipelined.certificate(CertificateKind.QUORUM, 6, 3, 4, 0, 1, 2);
        pipelined.monitor.viewEntered(7, 6, ViewCause.SYNC, -1, 0);
        assertThat(pipelined.found()).containsExactly("COMMIT_WITHOUT_CERTIFICATE @2");
    }

    @Test
    void replicaThatStopsAtOnce_isFoundBySecondLook_unlessTheCertificateCame() {
        AtomicLong now = new AtomicLong();
        MetricsCollector collector = Quorumeter.collector().nanoTime(now::get).create();
        HotStuff2Events events =
                HotStuff2Events.on(collector, Protocol.basic().replicas(4).ownIndex(2));
        events.restored(Restored.first(Watch.block(0)).at(0));
        certify(events, 5, 1);
        events.blockCommitted(CommittedBlock.byDoubleCertificate(1, Watch.block(1), Watch.block(0), 5)
                .at(0));
        commitWithout(events, 2, 6);
        collector.snapshot();
        now.addAndGet(Duration.ofMillis(900).toNanos());
        assertThat(violations(collector)).isZero();
        certify(events, 6, 2);
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(violations(collector)).isZero();

        commitWithout(events, 3, 7);
        assertThat(violations(collector)).isZero();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(events.safety().violations())
                .extracting(Evidence::type, Evidence::view)
                .containsExactly(tuple(SafetyViolation.COMMIT_WITHOUT_CERTIFICATE, 3L));
        assertThat(violations(collector)).isEqualTo(1);
        events.viewEntered(8, 7, ViewCause.SYNC, -1, 0);
        assertThat(violations(collector)).as("judged once").isEqualTo(1);
    }

    private static void certify(HotStuff2Events events, long view, long block) {
        events.certificateReceived(
                CertificateEvent.of(CertificateKind.DOUBLE, view, Watch.block(block), Signers.of(0, 1, 2), 3)
                        .at(0));
    }

    private static void commitWithout(HotStuff2Events events, long height, long view) {
        events.blockCommitted(
                CommittedBlock.byDoubleCertificate(height, Watch.block(height), Watch.block(height - 1), view)
                        .at(0));
    }

    private static double violations(MetricsCollector collector) {
        collector.snapshot();
        return collector.snapshot().total("hotstuff2_consensus_safety_violations_total");
    }

    @Test
    void gapOrWrongParent_isFound() {
        basic.restored(0, 0, 0, 0).doubled(5, 2).commit(2, 5, 5);
        assertThat(basic.found()).containsExactly("COMMIT_GAP @2");
        basic.doubled(6, 3).commit(3, 3, -2, 6, 6, CommitPath.LIVE);
        assertThat(basic.found()).containsExactly("COMMIT_GAP @2", "COMMIT_GAP @3");
    }

    @Test
    void snapshot_isANewBaseline() {
        basic.restored(0, 0, 0, 0);
        basic.monitor.syncStarted(0, 500, 0);
        basic.doubled(5, 500).commit(500, 500, 499, 5, 5, CommitPath.SYNC);
        basic.monitor.syncEnded(SyncResult.OK, 0);
        basic.doubled(6, 501).commit(501, 6, 6);
        assertThat(basic.found()).isEmpty();
        basic.doubled(7, 600).commit(600, 7, 7);
        assertThat(basic.found()).containsExactly("COMMIT_GAP @600");
    }

    @Test
    void anotherBlockAtACommittedHeight_isAFork() {
        basic.restored(0, 0, 0, 0).doubled(5, 1).commit(1, 5, 5).commit(1, 5, 5);
        assertThat(basic.found()).isEmpty();
        basic.commit(1, -1, 0, 5, 5, CommitPath.LIVE);
        assertThat(basic.found()).containsExactly("CONFLICTING_COMMIT @1");
    }

    @Test
    void anotherBlockAfterARestart_isAForkToo() {
        basic.restored(0, 0, 0, 0).doubled(5, 1).commit(1, 5, 5).restored(5, 5, 5, 0);
        basic.commit(1, 5, 5);
        assertThat(basic.found()).isEmpty();
        basic.restored(5, 5, 5, 0).commit(1, -1, 0, 5, 5, CommitPath.LIVE);
        assertThat(basic.found()).containsExactly("CONFLICTING_COMMIT @1");
    }

    @Test
    void commitWithoutADoubleCertificate_isFound() {
        basic.restored(0, 0, 0, 0).doubled(4, 1).commit(1, 4, 4).commit(2, 5, 5);
        basic.monitor.viewEntered(6, 5, ViewCause.SYNC, -1, 0);
        assertThat(basic.found()).containsExactly("COMMIT_WITHOUT_CERTIFICATE @2");
    }

    @Test
    void certificateFromBeforeARestart_isSkipped() {
        basic.restored(9, 9, 9, 0).doubled(10, 3).commit(1, 8, 8);
        assertThat(basic.found()).isEmpty();
        assertThat(basic.monitor.skipped(SkipReason.AFTER_RESTART)).isEqualTo(1);
    }

    @Test
    void pipelined_twoChain_isFine() {
        pipelined.restored(0, 0, 0, 0).quorum(5, 1).quorum(6, 2).commit(1, 5, 6);
        assertThat(pipelined.found()).isEmpty();
    }

    @Test
    void pipelined_viewsThatAreNotConsecutive_areNoTwoChain() {
        pipelined.restored(0, 0, 0, 0).quorum(5, 1).quorum(7, 2).commit(1, 5, 7);
        assertThat(pipelined.found()).containsExactly("COMMIT_WITHOUT_CERTIFICATE @1");
    }

    @Test
    void pipelined_childWithAnotherJustify_isNoTwoChain() {
        pipelined
                .restored(0, 0, 0, 0)
                .quorum(5, 1)
                .certificate(CertificateKind.QUORUM, 6, 2, 4, 0, 1, 2)
                .commit(1, 5, 6);
        assertThat(pipelined.found()).containsExactly("COMMIT_WITHOUT_CERTIFICATE @1");
    }

    @Test
    void stateThatMorePeersThanTheFaultyDoNotShare_diverges() {
        executed(7, 100);
        named(7, 101, 0, Verification.VERIFIED);
        named(7, 101, 0, Verification.VERIFIED);
        named(7, 102, 1, Verification.VERIFIED);
        named(7, 101, 1, Verification.UNVERIFIED);
        named(8, 101, 3, Verification.VERIFIED);
        named(7, 100, 2, Verification.VERIFIED);
        assertThat(basic.found()).isEmpty();
        named(7, 101, 3, Verification.VERIFIED);
        assertThat(basic.found()).containsExactly("STATE_DIVERGENCE @7");
    }

    @Test
    void stateThatComesAfterThoseOfThePeers_isComparedToo() {
        named(7, 101, 0, Verification.VERIFIED);
        named(7, 101, 1, Verification.VERIFIED);
        executed(7, 101);
        assertThat(basic.found()).isEmpty();
        named(8, 101, 0, Verification.VERIFIED);
        named(8, 101, 1, Verification.VERIFIED);
        executed(8, 100);
        assertThat(basic.found()).containsExactly("STATE_DIVERGENCE @8");
    }

    @Test
    void peerThatNamesManyRoots_keepsNoOtherRootOut() {
        for (long root = 200; root < 210; root++) {
            named(8, root, 3, Verification.VERIFIED);
        }
        executed(8, 100);
        named(8, 101, 0, Verification.VERIFIED);
        named(8, 200, 0, Verification.VERIFIED);
        assertThat(basic.found()).isEmpty();
        named(8, 101, 1, Verification.VERIFIED);
        assertThat(basic.found()).containsExactly("STATE_DIVERGENCE @8");
    }

    @Test
    void faultyPeersTogether_keepNoOtherRootOut() {
        Watch network = new Watch(Protocol.basic().replicas(31));
        for (int peer = 0; peer < 10; peer++) {
            network.monitor.peerStateRoot(8, Watch.block(200 + peer % 5), peer, Verification.VERIFIED);
        }
        for (int peer = 10; peer < 21; peer++) {
            network.monitor.peerStateRoot(8, Watch.block(101), peer, Verification.VERIFIED);
        }
        network.monitor.blockExecuted(
                ExecutedBlock.of(8, Watch.block(8)).root(Watch.block(100)).at(0));
        assertThat(network.found()).containsExactly("STATE_DIVERGENCE @8");
    }

    private void executed(long height, long root) {
        basic.monitor.blockExecuted(ExecutedBlock.of(height, Watch.block(height))
                .root(Watch.block(root))
                .at(0));
    }

    private void named(long height, long root, int peer, Verification verification) {
        basic.monitor.peerStateRoot(height, Watch.block(root), peer, verification);
    }
}

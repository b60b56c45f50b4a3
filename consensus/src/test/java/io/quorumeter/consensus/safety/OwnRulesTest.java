package io.quorumeter.consensus.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.ValidatorSet;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.CommitPath;
import io.quorumeter.consensus.ExecutedBlock;
import io.quorumeter.consensus.LockCause;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.ProtocolAnomaly;
import io.quorumeter.consensus.ValidatorSetChange;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.consensus.ViewChangeKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnRulesTest {
    private final Watch watch = Watch.basic();

    @Test
    void viewsVotesAndLocksThatRise_areFine() {
        watch.restored(0, 0, 0, 0);
        entered(1, ViewCause.GENESIS);
        for (long view = 1; view < 400; view++) {
            accepted(view);
            watch.ownVote(view, view, view - 1).quorum(view, view);
            lock(view, LockCause.PREPARE);
            watch.ownVote2(view, view).doubled(view, view).commit(view, view, view);
            entered(view + 1, ViewCause.DOUBLE_CERTIFICATE);
        }
        assertThat(watch.found()).isEmpty();
        assertThat(watch.monitor.checks()).isGreaterThan(4_000);
        for (SkipReason reason : SkipReason.values()) {
            assertThat(watch.monitor.skipped(reason)).as(reason.name()).isZero();
        }
    }

    @Test
    void voteInAViewNotAboveTheLast_isStale() {
        watch.restored(9, 8, 7, 5).ownVote(10, 10, 9).ownVote(9, 9, 8);
        assertThat(watch.found()).containsExactly("OWN_VOTE_STALE_VIEW @9");
        watch.restored(12, 11, 7, 5).ownVote(11, 11, 9);
        assertThat(watch.found()).contains("OWN_VOTE_STALE_VIEW @11");
    }

    @Test
    void voteBelowTheLock_isFound() {
        watch.restored(9, 8, 7, 5).ownVote(10, 10, 6);
        assertThat(watch.found()).containsExactly("OWN_VOTE_BELOW_LOCK @10");
    }

    @Test
    void lockThatRoseAfterTheDecision_doesNotCount() {
        watch.restored(9, 8, 7, 5);
        accepted(10);
        lock(9, LockCause.PREPARE);
        watch.ownVote(10, 10, 7);
        assertThat(watch.found()).isEmpty();
    }

    @Test
    void pipelined_voteBelowTheJustifyOfAnEarlierOne_isFoundWithoutAnyLockToldOf() {
        Watch pipelined = Watch.pipelined();
        pipelined.ownVote(10, 10, 9).ownVote(12, 12, 8);
        assertThat(pipelined.found()).containsExactly("OWN_VOTE_BELOW_LOCK @12");
        watch.ownVote(10, 10, 9).ownVote(12, 12, 8);
        assertThat(watch.found()).isEmpty();
    }

    @Test
    void pipelined_voteWithoutRaisingTheLockToItsJustify_isFound() {
        Watch pipelined = Watch.pipelined();
        pipelined.restored(9, 9, 8, 5).ownVote(10, 10, 8).ownVote(11, 11, 10);
        assertThat(pipelined.found()).containsExactly("OWN_VOTE2_WITHOUT_LOCK @11");
    }

    @Test
    void secondVote_needsItsCertificateAndTheLock() {
        watch.restored(9, 9, 9, 5).quorum(10, 10);
        watch.ownVote2(10, 10);
        assertThat(watch.found()).containsExactly("OWN_VOTE2_WITHOUT_LOCK @10");
        lock(11, LockCause.PREPARE);
        watch.ownVote2(11, 11);
        assertThat(watch.found()).contains("OWN_VOTE2_WITHOUT_CERTIFICATE @11");
    }

    @Test
    void secondVoteForAViewThatIsOver_isStale() {
        watch.restored(9, 9, 9, 5).quorum(10, 10);
        lock(10, LockCause.PREPARE);
        entered(11, ViewCause.SYNC);
        watch.ownVote2(10, 10);
        assertThat(watch.found()).containsExactly("OWN_VOTE_STALE_VIEW @10");
    }

    @Test
    void lockThatGoesDown_isFoundUnlessSyncSetIt() {
        watch.restored(9, 9, 9, 5);
        lock(8, LockCause.SYNC);
        assertThat(watch.found()).isEmpty();
        lock(7, LockCause.STATUS);
        assertThat(watch.found()).containsExactly("LOCK_REGRESSION @7");
    }

    @Test
    void viewThatGoesDown_isFound_butNotOneToldAgain() {
        watch.restored(9, 9, 9, 5);
        entered(9, ViewCause.RESTORED);
        entered(9, ViewCause.TIMEOUT_CERTIFICATE);
        entered(10, ViewCause.SYNC);
        entered(10, ViewCause.SYNC);
        entered(10, ViewCause.VIEW_TIMER);
        assertThat(watch.found()).isEmpty();
        entered(4, ViewCause.SYNC);
        entered(10, ViewCause.SYNC);
        entered(9, ViewCause.SYNC);
        assertThat(watch.found()).containsExactly("VIEW_REGRESSION @4", "VIEW_REGRESSION @9");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 37"})
    void viewsThatBeginAgainWithAnEpoch_areOneMismatchAndNoViolation(long epoch, long again) {
        Watch rounds = Watch.pipelined();
        rounds.restored(0, 0, 0, 0);
        Runnable rounds500 = () -> {
            for (long view = again; view < 500; view++) {
                rounds.monitor.viewEntered(
                        view, view - 1, view == again ? ViewCause.SYNC : ViewCause.QUORUM_CERTIFICATE, 0, 0);
                rounds.monitor.proposalAccepted(view, Watch.block(view + again), 0);
                rounds.monitor.lockUpdated(view - 2, view - 1, Watch.block(view), LockCause.PROPOSAL, 0);
                rounds.ownVote(view, view, view - 1)
                        .vote(3, view, view, view - 1)
                        .quorum(view, view);
            }
        };
        rounds500.run();
        try (Logged logged = new Logged()) {
            for (long next = 1; next < 4; next++) {
                rounds.monitor.validatorSetChanged(set(epoch + next, 1));
                rounds500.run();
                rounds.vote(3, 450, -450, 449)
                        .vote(1, 3, -3, 2)
                        .proposed(5, 5, 4)
                        .proposed(5, -5, 4);
                rounds.certificate(CertificateKind.QUORUM, 450, -450, 449, 0, 1, 2);
            }
            assertThat(logged.messages)
                    .singleElement()
                    .asString()
                    .contains(
                            "view " + again + " was entered after view 499", "first view of the epoch plus the round");
        }
        assertThat(rounds.found()).isEmpty();
        assertThat(rounds.monitor.variantMismatch()).isPresent();
        assertThat(rounds.monitor.skipped(SkipReason.VARIANT_MISMATCH)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 37})
    void replicaThatBeginsAgainInTheProcess_forgot_andGoesOnBeingChecked(long again) {
        for (long firstView : new long[] {0, 1, 500}) {
            Watch forgetful = Watch.pipelined();
            if (firstView > 0) {
                forgetful.monitor.validatorSetChanged(set(1, firstView));
            }
            for (long view = 1; view < 540; view++) {
                forgetful.monitor.viewEntered(view, view - 1, ViewCause.SYNC, 0, 0);
            }
            forgetful.ownVote(538, 538, 537).monitor.viewEntered(again, 539, ViewCause.GENESIS, 0, 0);
            forgetful.ownVote(538, -538, 537).quorum(540, 540).quorum(540, -540);
            assertThat(forgetful.found())
                    .as("set from view %d", firstView)
                    .contains("VIEW_REGRESSION @" + again, "OWN_DOUBLE_VOTE @538", "CONFLICTING_CERTIFICATES @540");
            assertThat(forgetful.monitor.variantMismatch()).isEmpty();
        }
    }

    @Test
    void setToldJustAfterARestart_isNoNewEpoch() {
        watch.restored(500, 499, 498, 5);
        watch.monitor.validatorSetChanged(set(1, 1));
        entered(500, ViewCause.RESTORED);
        entered(501, ViewCause.SYNC);
        entered(1, ViewCause.GENESIS);
        assertThat(watch.found()).containsExactly("VIEW_REGRESSION @1");
    }

    @Test
    void viewsThatBeginAgain_leaveWhatDoesNotGoByThem() {
        Watch rounds = Watch.pipelined();
        rounds.restored(0, 0, 0, 0);
        for (long epoch = 1; epoch < 4; epoch++) {
            for (long view = 1; view < 100; view++) {
                rounds.monitor.viewEntered(view, view - 1, ViewCause.SYNC, 0, 0);
                rounds.monitor.lockUpdated(view - 2, view - 1, Watch.block(view), LockCause.PROPOSAL, 0);
                rounds.quorum(view, epoch * 1_000 + view).ownVote(view, epoch * 1_000 + view, view - 1);
            }
            rounds.monitor.validatorSetChanged(set(epoch, 1));
        }
        rounds.monitor.viewEntered(1, 99, ViewCause.SYNC, 0, 0);
        rounds.ownVote(99, 4_099, 98);
        rounds.monitor.viewEntered(99, 1, ViewCause.SYNC, 0, 0);
        rounds.ownVote(99, 99, 98);
        for (long height = 1; height < 60; height++) {
            rounds.commit(height, height, height + 1);
        }
        assertThat(rounds.found()).isEmpty();
        rounds.ownVote(99, -99, 98);
        rounds.commit(59, -59, 58, 59, 60, CommitPath.LIVE).commit(62, 62, 63);
        rounds.monitor.blockExecuted(
                ExecutedBlock.of(59, Watch.block(59)).root(Watch.block(590)).at(0));
        rounds.monitor.peerStateRoot(59, Watch.block(591), 0, Verification.VERIFIED);
        rounds.monitor.peerStateRoot(59, Watch.block(591), 1, Verification.VERIFIED);
        assertThat(rounds.found())
                .containsExactly(
                        "OWN_DOUBLE_VOTE @99", "CONFLICTING_COMMIT @59", "COMMIT_GAP @62", "STATE_DIVERGENCE @59");
    }

    private static ValidatorSetChange set(long epoch, long firstView) {
        return new ValidatorSetChange(
                epoch,
                firstView,
                ValidatorSet.ofKeys(List.of("a", "b", "c", "d")).ownIndex(2));
    }

    @Test
    void replicaThatBeginsInViewOneAfterARestart_forgot_andIsFound() {
        watch.restored(5, 5, 4, 3);
        entered(1, ViewCause.GENESIS);
        assertThat(watch.found()).containsExactly("VIEW_REGRESSION @1");
        assertThat(watch.monitor.variantMismatch()).isEmpty();
    }

    @Test
    void sameVoteSentAgainAfterARestart_isTheSame_andAnotherOneIsNot() {
        for (Watch each : List.of(Watch.basic(), Watch.pipelined())) {
            each.restored(11, 11, Watch.block(11), 10, 10, 5)
                    .ownVote(11, 11, 10)
                    .ownVote(11, 11, -1);
            assertThat(each.found()).isEmpty();
            each.ownVote(11, -11, 10);
            assertThat(each.found()).containsExactly("OWN_DOUBLE_VOTE @11");
            each.restored(11, 11, Watch.block(11), 10, 10, 5).ownVote(11, 11, 9);
            assertThat(each.found()).contains("OWN_VOTE_STALE_VIEW @11", "OWN_VOTE_BELOW_LOCK @11");
        }
    }

    @Test
    void sameVoteSentAgainAfterARestartOfTheProcess_isTheSame(@TempDir Path folder) throws IOException {
        try (HighWaterMark mark = HighWaterMark.open(folder.resolve("mark"), Runnable::run)) {
            SafetyOptions options = SafetyOptions.standard().highWaterMark(mark);
            new Watch(Protocol.pipelined().ownIndex(2), options)
                    .restored(0, 0, 0, 0)
                    .ownVote(11, 11, 0);
            Watch again = new Watch(Protocol.pipelined().ownIndex(2), options);
            again.restored(11, 11, Watch.block(11), 0, 0, 5).ownVote(11, 11, 0);
            assertThat(again.found()).isEmpty();
        }
    }

    /** As by whom it concealed its lock from: those accuse it by the status for view 8 and the vote in view 7 that binds to 6. */
    @Test
    void pipelined_voteDecidedOnAfterItsViewWasLeft_isStale_oneThatOnlyLeavesLateIsNot() {
        for (long entered : new long[] {8, 9, 40}) {
            Watch late = Watch.pipelined();
            late.restored(6, 5, 0, 0).quorum(6, 6);
            late.monitor.viewEntered(7, 6, ViewCause.SYNC, 0, 0);
            late.monitor.proposalAccepted(7, Watch.block(7), 0);
            late.monitor.viewEntered(entered, 7, ViewCause.SYNC, 0, 0);
            late.monitor.lockUpdated(0, 6, Watch.block(6), LockCause.PROPOSAL, 0);
            late.ownVote(7, 7, 6);
            assertThat(late.found()).isEmpty();
            Watch concealing = Watch.pipelined();
            concealing.restored(6, 5, 0, 0).quorum(6, 6);
            concealing.monitor.viewEntered(entered, 6, ViewCause.SYNC, 0, 0);
            concealing.monitor.viewChangeSent(ViewChangeKind.STATUS, entered, 0);
            concealing.monitor.proposalAccepted(7, Watch.block(7), 0);
            concealing.monitor.lockUpdated(0, 6, Watch.block(6), LockCause.PROPOSAL, 0);
            concealing.ownVote(7, 7, 6);
            assertThat(concealing.found()).containsExactly("OWN_VOTE_STALE_VIEW @7");
        }
    }

    /** Signing is behind: a vote leaves when the next ones have been decided on. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10})
    void voteThatLeavesAfterLaterDecisions_isMeasuredByItsOwn(int behind) {
        for (Watch late : List.of(Watch.basic(), Watch.pipelined())) {
            late.restored(6, 6, 5, 5);
            for (long view = 7; view <= 7 + behind; view++) {
                late.monitor.viewEntered(view, view - 1, ViewCause.SYNC, -1, 0);
                late.monitor.proposalAccepted(view, Watch.block(view), 0);
                late.monitor.lockUpdated(view - 2, view, Watch.block(view), LockCause.PREPARE, 0);
            }
            late.ownVote(7, 7, 5);
            assertThat(late.found()).isEmpty();
            late.ownVote(8, 8, 6);
            assertThat(late.found()).containsExactly("OWN_VOTE_BELOW_LOCK @8");
        }
    }

    @Test
    void pipelined_firstDecisionOfAView_stands() {
        Watch late = Watch.pipelined();
        late.restored(6, 6, 6, 5);
        late.monitor.viewEntered(7, 6, ViewCause.SYNC, -1, 0);
        late.monitor.proposalAccepted(7, Watch.block(7), 0);
        late.monitor.viewEntered(8, 7, ViewCause.SYNC, -1, 0);
        late.monitor.proposalAccepted(7, Watch.block(7), 0);
        late.ownVote(7, 7, 6);
        assertThat(late.found()).isEmpty();
    }

    @Test
    void restartBelowWhatWasDurable_isFound() {
        watch.restored(0, 0, 0, 0);
        watch.monitor.safetyStatePersisted(7, 6, 5, 1);
        watch.restored(7, 6, 5, 2);
        assertThat(watch.found()).isEmpty();
        watch.restored(3, 2, 1, 2);
        assertThat(watch.found()).containsExactly("VIEW_REGRESSION @3", "LOCK_REGRESSION @1");
    }

    @Test
    void replicaThatForgotItsVote_isFoundWhenItVotesAgain() {
        watch.restored(0, 0, 0, 0).ownVote(5, 5, 4).restored(0, 0, 0, 0).ownVote(5, -5, 4);
        assertThat(watch.found()).containsExactly("VIEW_REGRESSION @0", "OWN_DOUBLE_VOTE @5");
    }

    @Test
    void viewEnteredWithoutItsEvidence_isFound() {
        watch.restored(0, 0, 0, 0);
        entered(1, ViewCause.GENESIS);
        entered(2, ViewCause.VIEW_TIMER);
        watch.timeout(4);
        entered(4, ViewCause.TIMEOUT_CERTIFICATE);
        watch.quorum(6, 6);
        entered(6, ViewCause.QUORUM_CERTIFICATE);
        watch.doubled(6, 6);
        entered(7, ViewCause.DOUBLE_CERTIFICATE);
        assertThat(watch.found()).isEmpty();
        entered(9, ViewCause.VIEW_TIMER);
        entered(10, ViewCause.TIMEOUT_CERTIFICATE);
        entered(12, ViewCause.DOUBLE_CERTIFICATE);
        entered(14, ViewCause.QUORUM_CERTIFICATE);
        assertThat(watch.found())
                .containsExactly(
                        "VIEW_ENTRY_WITHOUT_EVIDENCE @9",
                        "VIEW_ENTRY_WITHOUT_EVIDENCE @10",
                        "VIEW_ENTRY_WITHOUT_EVIDENCE @12",
                        "VIEW_ENTRY_WITHOUT_EVIDENCE @14");
    }

    @ParameterizedTest
    @EnumSource(
            value = ViewCause.class,
            names = {"LEADER_FAILURE", "BYZANTINE_LEADER", "NETWORK_PARTITION"})
    void viewGivenUp_isFollowedByTheNextOne(ViewCause cause) {
        watch.restored(0, 0, 0, 0);
        entered(1, ViewCause.GENESIS);
        entered(2, cause);
        assertThat(watch.found()).isEmpty();
        entered(4, cause);
        assertThat(watch.found()).containsExactly("VIEW_ENTRY_WITHOUT_EVIDENCE @4");
    }

    @Test
    void viewByAnOperatorsOrAnotherDecision_needsNoEvidence() {
        watch.restored(0, 0, 0, 0);
        entered(9, ViewCause.MANUAL);
        assertThat(watch.monitor.skipped(SkipReason.UNKNOWN_BLOCK)).isZero();
        entered(19, ViewCause.OTHER);
        assertThat(watch.monitor.skipped(SkipReason.UNKNOWN_BLOCK)).isEqualTo(1);
        assertThat(watch.found()).isEmpty();
    }

    @Test
    void hostThatTellsNoCertificates_isSkippedNotAccused() {
        entered(5, ViewCause.TIMEOUT_CERTIFICATE);
        watch.ownVote2(5, 5);
        assertThat(watch.found()).isEmpty();
        assertThat(watch.monitor.skipped(SkipReason.UNKNOWN_BLOCK)).isEqualTo(3);
    }

    @Test
    void twoOwnProposalsInOneView_areFound() {
        watch.proposed(9, 9, 8).proposed(9, 9, 8).proposed(9, -9, 8);
        assertThat(watch.found()).containsExactly("OWN_DOUBLE_PROPOSAL @9");
    }

    @Test
    void oneOwnBlockWithTwoJustifies_isADoubleProposal() {
        watch.proposed(9, 9, 8).proposed(9, 9, 7);
        assertThat(watch.found()).containsExactly("OWN_DOUBLE_PROPOSAL @9");
        assertThat(watch.monitor.violations().get(0).facts())
                .extracting(Testimony::justifyView)
                .containsExactly(8L, 7L);
    }

    @Test
    void proposalWithoutTheWait_isEarly() {
        watch.proposed(9, 9, 8);
        watch.monitor.leaderWaitEnded(11, 3, 0);
        watch.proposed(11, 11, 8);
        assertThat(watch.monitor.count(ProtocolAnomaly.EARLY_PROPOSAL)).isZero();
        watch.proposed(13, 13, 11);
        assertThat(watch.monitor.count(ProtocolAnomaly.EARLY_PROPOSAL)).isEqualTo(1);
        assertThat(watch.found()).isEmpty();
    }

    private void accepted(long view) {
        watch.monitor.proposalAccepted(view, Watch.block(view), 0);
    }

    private void entered(long view, ViewCause cause) {
        watch.monitor.viewEntered(view, view - 1, cause, -1, 0);
    }

    private void lock(long view, LockCause cause) {
        watch.monitor.lockUpdated(view - 1, view, BlockId.NONE, cause, 0);
    }
}

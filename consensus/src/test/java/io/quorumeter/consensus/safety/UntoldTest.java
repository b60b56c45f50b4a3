package io.quorumeter.consensus.safety;

import static io.quorumeter.consensus.CertificateKind.QUORUM;
import static io.quorumeter.consensus.Verification.VERIFIED;
import static io.quorumeter.consensus.VotePhase.VOTE2;
import static io.quorumeter.consensus.VoteResult.ACCEPTED;
import static io.quorumeter.consensus.safety.Untold.DOUBLE_CERTIFICATES;
import static io.quorumeter.consensus.safety.Untold.LOCKS;
import static io.quorumeter.consensus.safety.Untold.QUORUM_CERTIFICATES;
import static io.quorumeter.consensus.safety.Untold.TIMEOUT_CERTIFICATES;
import static io.quorumeter.consensus.safety.Untold.VIEWS;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.consensus.CertificateEvent;
import io.quorumeter.consensus.LockCause;
import io.quorumeter.consensus.SafetyViolation;
import io.quorumeter.consensus.Signers;
import io.quorumeter.consensus.ViewCause;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a host never tells of, though it acts by it, is named: in the log, once, and to be asserted. */
class UntoldTest {
    private final Watch basic = Watch.basic();
    private final Watch pipelined = Watch.pipelined();
    private final Logged log = new Logged();
    private final List<String> logged = log.messages;

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void decisionsAndWaits_areNamedWhenTheirLackGivesAnAlarm() {
        Watch bare = Watch.basic();
        bare.restored(9, 8, 7, 5);
        bare.monitor.viewEntered(10, 9, ViewCause.SYNC, -1, 0);
        bare.monitor.lockUpdated(7, 9, Watch.block(9), LockCause.STATUS, 0);
        bare.ownVote(10, 10, 7).proposed(12, 12, 7);
        assertThat(bare.monitor.untold()).containsExactlyInAnyOrder(Untold.DECISIONS, Untold.LEADER_WAITS);
        Watch told = Watch.basic();
        told.restored(9, 8, 7, 5);
        told.monitor.viewEntered(10, 9, ViewCause.SYNC, -1, 0);
        told.monitor.proposalAccepted(10, Watch.block(10), 0);
        told.monitor.lockUpdated(7, 9, Watch.block(9), LockCause.STATUS, 0);
        told.monitor.leaderWaitEnded(12, 3, 0);
        told.ownVote(10, 10, 7).proposed(12, 12, 7);
        assertThat(told.monitor.untold()).isEmpty();
        assertThat(told.found()).isEmpty();
    }

    @Test
    void hostThatGivesZeroForNone_accusesNobody_andIsNamed() {
        for (Watch watch : new Watch[] {basic, pipelined}) {
            watch.restored(0, 0, 0, 0);
            for (long view = 1; view <= 9; view++) {
                watch.monitor.viewEntered(view, view - 1, ViewCause.SYNC, -1, 0);
                watch.monitor.proposalAccepted(view, Watch.block(view), 0);
                watch.ownVote(view, view, 0);
                watch.monitor.certificateReceived(
                        CertificateEvent.of(QUORUM, view, Watch.block(view), Signers.of(0, 1, 2), 3)
                                .over(0)
                                .at(0));
                watch.monitor.lockUpdated(view - 1, view, Watch.block(view), LockCause.PREPARE, 0);
                for (int validator = 0; validator < 4; validator++) {
                    watch.vote(validator, view, view, 0).status(validator, view, 0);
                    if (watch == basic) {
                        watch.monitor.voteReceived(
                                view, VOTE2, validator, Watch.block(view), 0, ACCEPTED, VERIFIED, 0, 0);
                    }
                }
                if (watch == pipelined && view > 1) {
                    watch.commit(view - 1, view - 1, view);
                }
            }
            watch.monitor.viewEntered(10, 9, ViewCause.SYNC, -1, 0);
            assertThat(watch.found()).isEmpty();
            assertThat(watch.monitor.untold()).containsExactly(Untold.RANKS);
        }
        assertThat(logged).hasSize(2).allMatch(line -> line.contains("0 is genesis, and −1 stands"));
    }

    @Test
    void zeroIsHeldAgainstAValidator_onceALaterViewIsNamed() {
        basic.monitor.voteReceived(14, VOTE2, 2, Watch.block(14), 0, ACCEPTED, VERIFIED, 0, 0);
        assertThat(basic.found()).isEmpty();
        basic.vote2(3, 10, 10).vote(3, 12, 12, 0).status(3, 13, 0);
        assertThat(basic.found()).containsExactly("VOTE2_WITHOUT_CERTIFICATE 2 @14");
        basic.vote(1, 12, 12, 10);
        assertThat(basic.found()).contains("LOCK_VIOLATION 3 @12").hasSize(2);
        basic.status(1, 13, 10);
        assertThat(basic.found()).contains("LOCK_CONCEALMENT 3 @13").hasSize(3);
        assertThat(basic.monitor.untold()).isEmpty();
    }

    @Test
    void ownZeroBelowTheLock_isFoundOnceALaterViewIsNamed() {
        enter(basic.restored(9, 8, 8, 5), 10).ownVote(10, 10, 0);
        assertThat(basic.found()).isEmpty();
        enter(basic, 11).ownVote(11, 11, 9);
        assertThat(basic.found()).containsExactly("OWN_VOTE_BELOW_LOCK @10");
    }

    @Test
    void commitsOfAHostThatTellsNoDoubleCertificates_areNamedUnchecked() {
        basic.restored(0, 0, 0, 0).quorum(1, 1).commit(1, 1, 1).commit(2, 2, 2);
        assertThat(basic.found()).isEmpty();
        assertThat(basic.monitor.untold()).containsExactly(DOUBLE_CERTIFICATES);
        assertThat(logged).singleElement().asString().contains("certificateReceived", "commits", "not checked");
    }

    @Test
    void pipelined_commitsOfAHostThatTellsNoCertificates_areNamedUnchecked() {
        pipelined.restored(0, 0, 0, 0).commit(1, 1, 2).commit(2, 2, 3);
        assertThat(pipelined.found()).isEmpty();
        assertThat(pipelined.monitor.untold()).containsExactly(QUORUM_CERTIFICATES);
        assertThat(logged).singleElement().asString().contains("certificateReceived", "commits", "not checked");
    }

    @Test
    void secondVotesAndViewsOfAHostThatTellsNoCertificates_areNamedToo() {
        basic.restored(9, 9, 9, 5);
        lock(10);
        enter(basic, 10);
        basic.ownVote2(10, 10).ownVote2(11, 11);
        basic.monitor.viewEntered(12, 11, ViewCause.TIMEOUT_CERTIFICATE, -1, 0);
        assertThat(basic.monitor.untold()).contains(QUORUM_CERTIFICATES, TIMEOUT_CERTIFICATES);
        assertThat(logged).hasSize(2);
    }

    @Test
    void lockThatIsNeverTold_isNamedBesidesWhatIsFound() {
        enter(basic.restored(9, 9, 9, 5), 10)
                .quorum(10, 10)
                .quorum(11, 11)
                .ownVote2(10, 10)
                .ownVote2(11, 11);
        assertThat(basic.count(SafetyViolation.OWN_VOTE2_WITHOUT_LOCK)).isEqualTo(2);
        assertThat(basic.monitor.untold()).containsExactly(LOCKS);
        assertThat(logged).singleElement().asString().contains("lockUpdated", "own_vote2_without_lock");
    }

    @Test
    void pipelined_lockThatIsNeverTold_isNamedToo() {
        enter(pipelined.restored(9, 9, 8, 5), 10).ownVote(10, 10, 8);
        assertThat(pipelined.monitor.untold()).isEmpty();
        pipelined.ownVote(11, 11, 10).ownVote(12, 12, 11);
        assertThat(pipelined.count(SafetyViolation.OWN_VOTE2_WITHOUT_LOCK)).isEqualTo(2);
        assertThat(pipelined.monitor.untold()).containsExactly(LOCKS);
        assertThat(logged).hasSize(1);
    }

    @Test
    void votesOfAHostThatTellsNothingOfItsLock_areSkippedAndNamed() {
        enter(basic, 1).quorum(1, 1).ownVote2(1, 1);
        enter(pipelined, 1).ownVote(1, 1, 0);
        assertThat(pipelined.monitor.untold()).isEmpty();
        pipelined.ownVote(2, 2, 1);
        for (Watch watch : List.of(basic, pipelined)) {
            assertThat(watch.found()).isEmpty();
            assertThat(watch.monitor.untold()).containsExactly(LOCKS);
            assertThat(watch.monitor.skipped(SkipReason.UNKNOWN_BLOCK)).isEqualTo(1);
        }
        assertThat(logged).as("of each monitor").hasSize(2);
    }

    @Test
    void lockThatWasToldOnce_isTold_andAWrongVoteOnlyFound() {
        enter(basic.restored(9, 9, 9, 5), 10).quorum(10, 10).quorum(11, 11);
        lock(10);
        basic.ownVote2(10, 10).ownVote2(11, 11);
        assertThat(basic.found()).containsExactly("OWN_VOTE2_WITHOUT_LOCK @11");
        assertThat(basic.monitor.untold()).isEmpty();
        assertThat(logged).isEmpty();
    }

    @Test
    void votesInViewsThatAreNeverTold_areNamedAndSkipped() {
        pipelined.restored(9, 9, 8, 5);
        pipelined.monitor.lockUpdated(8, 9, Watch.block(9), LockCause.PROPOSAL, 0);
        pipelined.ownVote(10, 10, 9);
        assertThat(pipelined.monitor.untold()).containsExactly(VIEWS);
        assertThat(pipelined.monitor.skipped(SkipReason.UNKNOWN_BLOCK)).isEqualTo(1);
        assertThat(logged).singleElement().asString().contains("viewEntered");
    }

    private static Watch enter(Watch watch, long view) {
        watch.monitor.viewEntered(view, view - 1, ViewCause.SYNC, -1, 0);
        return watch;
    }

    private void lock(long view) {
        basic.monitor.lockUpdated(view - 1, view, Watch.block(view), LockCause.PREPARE, 0);
    }
}

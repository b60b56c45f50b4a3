package io.quorumeter.consensus.safety;

import static io.quorumeter.consensus.safety.Untold.DOUBLE_CERTIFICATES;
import static io.quorumeter.consensus.safety.Untold.LOCKS;
import static io.quorumeter.consensus.safety.Untold.QUORUM_CERTIFICATES;
import static io.quorumeter.consensus.safety.Untold.TIMEOUT_CERTIFICATES;
import static io.quorumeter.consensus.safety.Untold.VIEWS;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.consensus.LockCause;
import io.quorumeter.consensus.SafetyViolation;
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

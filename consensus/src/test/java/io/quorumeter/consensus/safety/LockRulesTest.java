package io.quorumeter.consensus.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.ValidatorSet;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.TimeoutStyle;
import io.quorumeter.consensus.ValidatorSetChange;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.consensus.ViewChangeKind;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.consensus.VoteResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class LockRulesTest {
    private final Watch basic = Watch.basic();
    private final Watch pipelined = Watch.pipelined();

    @Test
    void basic_voteBelowTheViewOfASecondVote_breaksTheLock() {
        basic.vote2(3, 10, 10).vote(3, 12, 12, 9);
        assertThat(basic.found()).containsExactly("LOCK_VIOLATION 3 @12");
        List<Testimony> facts = basic.monitor.evidence().get(0).facts();
        assertThat(facts).extracting(Testimony::statement).containsExactly(Statement.VOTE2, Statement.VOTE);
        assertThat(facts).extracting(Testimony::view).containsExactly(10L, 12L);
        assertThat(facts).extracting(Testimony::block).containsExactly(Watch.block(10), Watch.block(12));
    }

    @Test
    void basic_theSameInTheOtherOrder_isTheSameEvidence() {
        basic.vote(3, 12, 12, 9).vote2(3, 10, 10);
        assertThat(basic.found()).containsExactly("LOCK_VIOLATION 3 @12");
        basic.vote2(3, 10, 10).vote(3, 12, 12, 9);
        assertThat(basic.found()).hasSize(1);
    }

    @Test
    void basic_voteWithTheViewOfTheSecondVote_isFine() {
        basic.vote2(3, 10, 10).vote(3, 12, 12, 10).vote(3, 13, 13, 11);
        assertThat(basic.found()).isEmpty();
    }

    @Test
    void basic_voteBeforeTheBindingAct_isFine() {
        basic.vote(3, 10, 10, 7).vote2(3, 10, 10).vote(3, 9, 9, 7);
        assertThat(basic.found()).isEmpty();
    }

    @Test
    void basic_voteAlone_bindsToNothing() {
        basic.vote(3, 10, 10, 9).vote(3, 12, 12, 5).status(3, 13, 4);
        assertThat(basic.found()).isEmpty();
    }

    @Test
    void pipelined_voteBindsToItsJustify() {
        pipelined.vote(3, 10, 10, 9).vote(3, 12, 12, 8);
        assertThat(pipelined.found()).containsExactly("LOCK_VIOLATION 3 @12");
    }

    @Test
    void pipelined_theSameInTheOtherOrder_isTheSameEvidence() {
        pipelined.vote(3, 12, 12, 8).vote(3, 10, 10, 9);
        assertThat(pipelined.found()).containsExactly("LOCK_VIOLATION 3 @12");
    }

    /** The view of the act counts, not the rank: a vote between the rank and the view of the act came before it. */
    @Test
    void pipelined_voteBetweenRankAndBindingView_isFine() {
        pipelined.vote(3, 12, 12, 10).vote(3, 11, 11, 9);
        assertThat(pipelined.found()).isEmpty();
    }

    @Test
    void pipelined_justifiesThatRise_areFine() {
        for (long view = 5; view < 300; view += 1 + view % 3) {
            pipelined.quorum(view, view).vote(3, view, view, view - 2).vote(0, view, view, view - 1);
        }
        assertThat(pipelined.found()).isEmpty();
    }

    @Test
    void justifyThatIsNotSigned_accusesNobody() {
        pipelined.vote(3, 10, 10, 9).vote(3, 12, 12, -1);
        Watch unsigned = new Watch(Protocol.pipelined().replicas(4).ownIndex(2).justifySigned(false));
        unsigned.certificate(CertificateKind.QUORUM, 10, 10, 9, 0, 1, 3)
                .certificate(CertificateKind.QUORUM, 12, 12, 8, 0, 1, 3);
        assertThat(pipelined.found()).isEmpty();
        assertThat(unsigned.found()).isEmpty();
    }

    @Test
    void signersOfCertificates_haveVotedToo() {
        pipelined
                .certificate(CertificateKind.QUORUM, 10, 10, 9, 0, 1, 3)
                .certificate(CertificateKind.QUORUM, 12, 12, 8, 0, 2, 3);
        assertThat(pipelined.found()).containsExactlyInAnyOrder("LOCK_VIOLATION 0 @12", "LOCK_VIOLATION 3 @12");
    }

    @Test
    void reportedLockBelowTheBindingRank_isConcealment() {
        basic.vote2(3, 10, 10).status(3, 12, 9);
        assertThat(basic.found()).containsExactly("LOCK_CONCEALMENT 3 @12");
        Watch late = Watch.basic();
        late.status(3, 12, 9).vote2(3, 10, 10);
        assertThat(late.found()).containsExactly("LOCK_CONCEALMENT 3 @12");
    }

    @Test
    void reportOfAnEarlierView_isFine() {
        basic.vote2(3, 10, 10)
                .status(3, 10, 8)
                .status(3, 9, 8)
                .status(3, 12, 10)
                .status(3, 13, 11);
        assertThat(basic.found()).isEmpty();
    }

    @Test
    void pipelined_reportBelowTheJustifyOfAnEarlierVote_isConcealment() {
        pipelined.vote(3, 10, 10, 9).status(3, 12, 8);
        assertThat(pipelined.found()).containsExactly("LOCK_CONCEALMENT 3 @12");
    }

    @Test
    void styleWithoutALock_switchesLockChecksOff() {
        Watch broadcast = new Watch(Protocol.basic().replicas(4).ownIndex(2).timeoutStyle(TimeoutStyle.BROADCAST));
        broadcast
                .vote2(3, 10, 10)
                .vote(3, 12, 12, 9)
                .claim(ViewChangeKind.TIMEOUT, 3, 12, 8)
                .restored(20, 20, 19, 1)
                .ownVote(22, 22, 5);
        assertThat(broadcast.found()).isEmpty();
        broadcast.vote(3, 12, -12, 9);
        assertThat(broadcast.found()).containsExactly("DOUBLE_VOTE 3 @12");
    }

    @Test
    void twoTimeoutsOfOneView_accuseOnlyWhereTheProtocolAllowsOne() {
        Protocol protocol = Protocol.basic().replicas(4).timeoutStyle(TimeoutStyle.BROADCAST);
        Watch usual = new Watch(protocol);
        Watch strict = new Watch(protocol, SafetyOptions.standard().accuseDoubleTimeouts());
        for (Watch watch : List.of(usual, strict)) {
            watch.claim(ViewChangeKind.TIMEOUT, 3, 12, 8)
                    .claim(ViewChangeKind.TIMEOUT, 3, 12, 8)
                    .claim(ViewChangeKind.TIMEOUT, 3, 12, 10);
        }
        assertThat(usual.found()).isEmpty();
        assertThat(strict.found()).containsExactly("DOUBLE_TIMEOUT 3 @12");
    }

    @Test
    void secondVoteForACertificateOfAnotherView_isAnAct() {
        basic.monitor.voteReceived(
                10, VotePhase.VOTE2, 3, Watch.block(9), 9, VoteResult.ACCEPTED, Verification.VERIFIED, 0, 0);
        assertThat(basic.found()).containsExactly("VOTE2_WITHOUT_CERTIFICATE 3 @10");
    }

    @Test
    void actsOfAnEarlierValidatorSet_bindNobodyInTheNext() {
        basic.monitor.viewEntered(10, 9, ViewCause.DOUBLE_CERTIFICATE, 0, 0);
        basic.vote2(3, 10, 10);
        basic.monitor.validatorSetChanged(new ValidatorSetChange(
                1, 31, ValidatorSet.ofKeys(List.of("d", "c", "b", "a")).ownIndex(0)));
        basic.monitor.viewEntered(32, 31, ViewCause.DOUBLE_CERTIFICATE, 0, 0);
        basic.vote(3, 32, 32, 9);
        assertThat(basic.found()).isEmpty();
        assertThat(basic.monitor.skipped(SkipReason.EPOCH_CHANGE)).isEqualTo(1);
        basic.vote(3, 10, 10, 9).vote(3, 10, -10, 9).vote(3, 32, -32, 31);
        assertThat(basic.monitor.evidence()).extracting(Evidence::key).containsExactly("", "a");
        assertThat(basic.monitor.evidence()).extracting(Evidence::epoch).containsExactly(0L, 1L);
    }
}

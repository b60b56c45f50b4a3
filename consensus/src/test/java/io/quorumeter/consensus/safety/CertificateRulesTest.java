package io.quorumeter.consensus.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.ValidatorSet;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.CertificateEvent;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.Signers;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateRulesTest {
    private final Watch watch = Watch.basic();

    @Test
    void certificateOverDifferentJustifies_accusesNoSignerByThem() {
        for (long innerView : new long[] {-1, 3}) {
            for (Watch watch : List.of(Watch.basic(), Watch.pipelined())) {
                for (int validator = 0; validator < 3; validator++) {
                    watch.vote(validator, 5, 5, 4).vote2(validator, 5, 5);
                }
                watch.certificate(CertificateKind.QUORUM, 7, 7, innerView, 0, 1, 2);
                assertThat(watch.count(ByzantineAct.LOCK_VIOLATION)).isEqualTo(innerView < 0 ? 0 : 3);
            }
        }
    }

    @Test
    void twoBlocksCertifiedInOneView_areAViolation_andWhoSignedBothIsAccused() {
        watch.certificate(CertificateKind.QUORUM, 9, 9, 8, 0, 1, 2)
                .certificate(CertificateKind.QUORUM, 9, -9, 8, 1, 2, 3);
        assertThat(watch.found())
                .containsExactlyInAnyOrder("CONFLICTING_CERTIFICATES @9", "DOUBLE_VOTE 1 @9", "DOUBLE_VOTE 2 @9");
    }

    @Test
    void twoDoubleCertificatesOfOneView_accuseOfDoubleSecondVotes() {
        watch.certificate(CertificateKind.DOUBLE, 9, 9, 9, 0, 1, 2)
                .certificate(CertificateKind.DOUBLE, 9, -9, 9, 1, 2, 3);
        assertThat(watch.found())
                .containsExactlyInAnyOrder("CONFLICTING_CERTIFICATES @9", "DOUBLE_VOTE2 1 @9", "DOUBLE_VOTE2 2 @9");
    }

    @Test
    void oneBlockCertifiedInTwoViews_isFine() {
        watch.quorum(9, 9)
                .certificate(CertificateKind.QUORUM, 11, 9, 9, 0, 1, 2)
                .quorum(9, 9);
        assertThat(watch.found()).isEmpty();
    }

    @Test
    void signersThatCannotBeTold_accuseNobody() {
        for (long block : new long[] {9, -9}) {
            watch.monitor.certificateReceived(
                    CertificateEvent.of(CertificateKind.QUORUM, 9, Watch.block(block), Signers.none(), 3)
                            .over(8)
                            .at(0));
        }
        assertThat(watch.found()).containsExactly("CONFLICTING_CERTIFICATES @9");
    }

    @Test
    void certificateBelowTheQuorum_isWeak() {
        watch.certificate(CertificateKind.QUORUM, 9, 9, 8, 0, 1);
        watch.certificate(CertificateKind.TIMEOUT, 12, 0, 0, 1, 2);
        watch.monitor.certificateFormed(
                CertificateEvent.of(CertificateKind.DOUBLE, 13, Watch.block(13), Signers.none(), 2)
                        .at(0));
        assertThat(watch.found())
                .containsExactly("WEAK_CERTIFICATE @9", "WEAK_CERTIFICATE @12", "WEAK_CERTIFICATE @13");
    }

    @Test
    void weakCertificate_isLoggedOnceWithItsPowerAndTheOneNeeded() {
        try (Logged log = new Logged()) {
            watch.certificate(CertificateKind.QUORUM, 9, 9, 8, 0, 1);
            watch.certificate(CertificateKind.QUORUM, 10, 10, 9, 0);
            assertThat(log.messages)
                    .singleElement()
                    .asString()
                    .contains("view 9 was accepted with power 2, needed is 3 of 4");
        }
    }

    @Test
    void certificateBelowTheQuorum_isWeakAlsoAfterAGoodOneOfTheBlock() {
        watch.quorum(9, 9).certificate(CertificateKind.QUORUM, 9, 9, 8, 3);
        assertThat(watch.found()).containsExactly("WEAK_CERTIFICATE @9");
    }

    @Test
    void signerOutsideOfTheSet_makesItWeak() {
        watch.certificate(CertificateKind.QUORUM, 9, 9, 8, 0, 1, 2, 4);
        assertThat(watch.found()).containsExactly("WEAK_CERTIFICATE @9");
    }

    @Test
    void quorumThatIsTooLowForTheSet_isWeakAtFive() {
        Watch five = new Watch(Protocol.basic().replicas(5).ownIndex(2));
        five.certificate(CertificateKind.QUORUM, 9, 9, 8, 0, 1, 2);
        five.certificate(CertificateKind.QUORUM, 10, 10, 9, 0, 1, 2, 3);
        assertThat(five.found()).containsExactly("WEAK_CERTIFICATE @9");
    }

    @Test
    void powerCounts_notHeads() {
        Watch weighted = new Watch(Protocol.basic()
                .validators(ValidatorSet.ofSize(4).powers(10, 1, 1, 1).ownIndex(2)));
        weighted.certificate(CertificateKind.QUORUM, 9, 9, 8, 1, 2, 3);
        weighted.certificate(CertificateKind.QUORUM, 10, 10, 9, 0);
        assertThat(weighted.found()).containsExactly("WEAK_CERTIFICATE @9");
    }

    @Test
    void doubleCertificateOverAnotherView_isNoCertificate() {
        watch.certificate(CertificateKind.DOUBLE, 9, 9, 8, 0, 1, 2);
        assertThat(watch.found()).containsExactly("COMMIT_WITHOUT_CERTIFICATE @9");
    }

    @Test
    void variantThatDoesNotFit_isToldOnce() {
        Watch wrong = Watch.pipelined();
        for (long view = 1; view < 50; view++) {
            wrong.quorum(view, view)
                    .ownVote(view, view, view - 1)
                    .ownVote2(view, view)
                    .doubled(view, view);
            wrong.commit(view, view, view);
        }
        assertThat(wrong.found()).isEmpty();
        assertThat(wrong.monitor.variantMismatch()).isPresent();
        assertThat(watch.monitor.variantMismatch()).isEmpty();
    }

    @Test
    void variantThatDoesNotFit_theOtherWay() {
        for (long view = 1; view < 50; view++) {
            watch.quorum(view + 1, view + 1).ownVote(view, view, view - 1);
            watch.commit(view, view, view + 1);
        }
        assertThat(watch.found()).isEmpty();
        assertThat(watch.monitor.variantMismatch()).isPresent();
    }

    @Test
    void genesis_isNoCertificateToJudge() {
        watch.monitor.certificateReceived(
                CertificateEvent.of(CertificateKind.QUORUM, 0, BlockId.NONE, Signers.none(), 0)
                        .over(0)
                        .at(0));
        assertThat(watch.found()).isEmpty();
    }
}

package io.quorumeter.consensus.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.ValidatorSet;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.LockCause;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.TimeoutStyle;
import io.quorumeter.consensus.ValidatorSetChange;
import io.quorumeter.consensus.VariantMismatch;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.consensus.ViewChangeKind;
import io.quorumeter.consensus.ViewChangeResult;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A protocol that is described wrongly is told of once, and nobody is accused for it. */
class DescriptionTest {
    private final Watch watch = Watch.basic();

    private static void timeOut(Watch watch) {
        for (long view = 1; view < 100; view += 2) {
            for (int validator = 0; validator < 4; validator++) {
                watch.vote2(validator, view, view)
                        .claim(ViewChangeKind.TIMEOUT, validator, view + 1, view - 1)
                        .vote(validator, view + 1, view + 1, view - 1);
            }
            watch.quorum(view, view);
        }
    }

    /** Replica 0 says that it is validator 3, into whose books its own votes would go. */
    @Test
    void wrongOwnIndex_isReportedOnce_andAccusesNobody() {
        for (Protocol protocol :
                List.of(Protocol.basic().ownIndex(3), Protocol.pipelined().ownIndex(3))) {
            Watch wrong = new Watch(protocol);
            try (Logged logged = new Logged()) {
                wrong.restored(0, 0, 0, 0);
                for (long view = 1; view < 40; view++) {
                    wrong.monitor.viewEntered(view, view - 1, ViewCause.SYNC, (int) view % 4, 0);
                    wrong.monitor.proposalAccepted(view, Watch.block(view), 0);
                    wrong.monitor.lockUpdated(view - 2, view - 1, Watch.block(view), LockCause.PROPOSAL, 0);
                    if (view % 4 == 0) {
                        wrong.proposed(view, view, view - 1);
                    }
                    wrong.ownVote(view, view, view - 1);
                    wrong.vote(3, view, -view, Math.max(0, view - 5)).status(3, view, Math.max(0, view - 5));
                    wrong.certificate(CertificateKind.QUORUM, view, view, view - 1, 0, 1, 2);
                }
                assertThat(logged.messages)
                        .singleElement()
                        .asString()
                        .contains("validator 3", "ownIndex is wrong", "viewEntered");
            }
            assertThat(wrong.found()).isEmpty();
            assertThat(wrong.monitor.variantMismatch()).isPresent();
        }
    }

    @Test
    void proposalInAViewThatAnotherLeads_showsAWrongOwnIndex() {
        Watch wrong = Watch.basic();
        wrong.monitor.viewEntered(7, 6, ViewCause.SYNC, 0, 0);
        wrong.proposed(7, 7, 6);
        assertThat(wrong.monitor.variantMismatch())
                .get()
                .extracting(VariantMismatch::seen)
                .asString()
                .contains("validator 2 by its ownIndex", "which validator 0 leads");
        Watch right = Watch.basic();
        right.monitor.viewEntered(7, 6, ViewCause.SYNC, 2, 0);
        right.proposed(7, 7, 6);
        right.monitor.viewEntered(8, 7, ViewCause.SYNC, -1, 0);
        right.proposed(8, 8, 7);
        assertThat(right.monitor.variantMismatch()).isEmpty();
    }

    @Test
    void secondInstanceOfAReplicaThatHasLed_isAccusedInBothOrders() {
        for (Protocol protocol :
                List.of(Protocol.basic().ownIndex(2), Protocol.pipelined().ownIndex(2))) {
            Watch sentFirst = new Watch(protocol);
            sentFirst.led(2).ownVote(5, 5, 4).vote(2, 5, -5, 4);
            Watch receivedFirst = new Watch(protocol);
            receivedFirst.led(2).vote(2, 5, -5, 4).ownVote(5, 5, 4);
            for (Watch led : List.of(sentFirst, receivedFirst)) {
                assertThat(led.found()).containsExactly("DOUBLE_VOTE 2 @5");
                assertThat(led.monitor.variantMismatch()).isEmpty();
            }
        }
    }

    @Test
    void receivedVotesOfTheOwnIndexThatContradict_areAccusedWhateverWasSent() {
        for (boolean led : new boolean[] {false, true}) {
            Watch watch = Watch.basic();
            if (led) {
                watch.led(2);
            }
            watch.ownVote(5, 5, 4).vote(2, 6, 6, 5).vote(2, 6, -6, 5);
            assertThat(watch.found()).as("led: %s", led).containsExactly("DOUBLE_VOTE 2 @6");
            assertThat(watch.monitor.variantMismatch()).isEmpty();
        }
    }

    @Test
    void voteReceivedUnderTheOwnIndex_accusesNobodyBeforeTheReplicaHasLed() {
        watch.ownVote(5, 5, 4).vote(2, 5, -5, 4);
        watch.vote(2, 6, -6, 5).ownVote(6, 6, 5);
        assertThat(watch.found()).isEmpty();
        assertThat(watch.monitor.variantMismatch()).isEmpty();
    }

    @Test
    void setThatHasTheOwnKeyAtAnotherIndex_showsAWrongOwnIndex() {
        Protocol keyed = Protocol.basic()
                .validators(ValidatorSet.ofKeys(List.of("a", "b", "c", "d")).ownIndex(2));
        for (int told : new int[] {-1, 2, 3, 0}) {
            Watch watch = new Watch(keyed);
            watch.monitor.validatorSetChanged(new ValidatorSetChange(
                    1, 20, ValidatorSet.ofKeys(List.of("c", "a", "x", "y")).ownIndex(told)));
            assertThat(watch.monitor.variantMismatch().isPresent())
                    .as("ownIndex %d", told)
                    .isEqualTo(told != 0);
        }
        Watch left = new Watch(keyed);
        left.monitor.validatorSetChanged(
                new ValidatorSetChange(1, 20, ValidatorSet.ofKeys(List.of("a", "b", "x", "y"))));
        assertThat(left.monitor.variantMismatch()).isEmpty();
    }

    @Test
    void broadcastTimeouts_describedAsWishes_accuseNobody() {
        timeOut(watch);
        assertThat(watch.found()).isEmpty();
        assertThat(watch.monitor.variantMismatch())
                .get()
                .hasToString("VariantMismatch[described=BASIC, "
                        + "seen=a time-out was sent, which the time-out style of wishes does not have]");
    }

    @Test
    void ownTimeout_showsTheStyle_butOneWithoutASignatureDoesNot() {
        watch.monitor.viewChangeReceived(
                ViewChangeKind.TIMEOUT, 7, 3, 5, ViewChangeResult.ACCEPTED, Verification.UNVERIFIED, 0, 0);
        watch.monitor.viewChangeSent(ViewChangeKind.WISH, 7, 0);
        assertThat(watch.monitor.variantMismatch()).isEmpty();
        watch.monitor.viewChangeSent(ViewChangeKind.TIMEOUT, 7, 0);
        assertThat(watch.monitor.variantMismatch()).isPresent();
    }

    @Test
    void wishes_describedAsBroadcastTimeouts_areTold() {
        Watch broadcast = new Watch(Protocol.basic().replicas(4).timeoutStyle(TimeoutStyle.BROADCAST));
        timeOut(broadcast);
        assertThat(broadcast.monitor.variantMismatch()).isEmpty();
        broadcast.claim(ViewChangeKind.WISH, 3, 101, -1);
        assertThat(broadcast.monitor.variantMismatch()).isPresent();
        assertThat(broadcast.found()).isEmpty();
    }

    @Test
    void moreValidatorsThanDescribed_areAWeakCertificateOnce() {
        for (long view = 1; view < 100; view++) {
            watch.certificate(CertificateKind.QUORUM, view, view, view - 1, 0, 1, 2, 3, 4, 5, 6);
            watch.ownVote(view, view, view - 1).ownVote2(view, view);
        }
        assertThat(watch.found()).containsExactly("WEAK_CERTIFICATE @1");
        assertThat(watch.monitor.variantMismatch()).isPresent();
        assertThat(watch.monitor.skipped(SkipReason.EPOCH_CHANGE)).isEqualTo(98);
    }

    @Test
    void setThatIsTold_isCheckedAgain() {
        watch.certificate(CertificateKind.QUORUM, 1, 1, 0, 0, 1, 2, 6);
        watch.monitor.validatorSetChanged(set(2, 10));
        watch.certificate(CertificateKind.QUORUM, 2, 2, 1, 0, 1, 2, 3, 4, 5, 6);
        watch.certificate(CertificateKind.QUORUM, 3, 3, 2, 0, 1, 2, 3, 4, 5);
        watch.certificate(CertificateKind.QUORUM, 4, 4, 3, 0, 1, 2, 3, 4, 5, 10);
        assertThat(watch.found()).containsExactly("WEAK_CERTIFICATE @1", "WEAK_CERTIFICATE @3", "WEAK_CERTIFICATE @4");
    }

    @Test
    void viewsBeforeTheFirstSetThatIsKnown_areNoMisfit() {
        watch.monitor.viewEntered(1_000, 999, ViewCause.DOUBLE_CERTIFICATE, 0, 0);
        watch.monitor.validatorSetChanged(set(500, 4));
        watch.certificate(CertificateKind.QUORUM, 5, 5, 4, 0, 1, 2, 3, 4, 5, 6);
        assertThat(watch.found()).isEmpty();
        assertThat(watch.monitor.variantMismatch()).isEmpty();
    }

    private static ValidatorSetChange set(long firstView, int size) {
        List<String> keys = IntStream.range(0, size).mapToObj(i -> "k" + i).toList();
        return new ValidatorSetChange(
                firstView, firstView, ValidatorSet.ofKeys(keys).ownIndex(2));
    }
}

package io.quorumeter.consensus.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.TimeoutStyle;
import io.quorumeter.consensus.ValidatorSetChange;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.consensus.ViewChangeKind;
import io.quorumeter.consensus.ViewChangeResult;
import java.util.Collections;
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
                firstView, firstView, keys, Collections.nCopies(size, 1L), size - (size - 1) / 3, 2);
    }
}

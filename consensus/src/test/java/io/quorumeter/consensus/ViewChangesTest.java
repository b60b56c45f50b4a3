package io.quorumeter.consensus;

import static io.quorumeter.consensus.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.snapshot.Distribution;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ViewChangesTest {
    private static final long MS = 1_000_000;

    private final MetricsCollector collector =
            Quorumeter.collector().nanoTime(() -> 0).create();
    private final HotStuff2Events events = HotStuff2Events.on(collector, Samples.PROTOCOL);

    @Test
    void failedView_isTimedUntilTheFirstProposalOfTheNext() {
        fail(5, 100);
        enter(6, ViewCause.TIMEOUT_CERTIFICATE, 150);
        events.proposalAccepted(5, id(5), 160 * MS);
        events.proposalAccepted(6, id(6), 170 * MS);
        events.proposalAccepted(6, id(6), 190 * MS);
        assertThat(change("timeout_certificate").count()).isEqualTo(1);
        assertThat(change("timeout_certificate").sum()).isCloseTo(0.070, within(1e-9));
    }

    @Test
    void certificateOfTheNextView_endsIt_butNotTheOneThatItIsEnteredBy() {
        fail(5, 100);
        enter(6, ViewCause.VIEW_TIMER, 100);
        events.certificateReceived(CertificateEvent.of(CertificateKind.TIMEOUT, 6, BlockId.NONE, Signers.of(0, 1, 2), 3)
                .at(110 * MS));
        assertThat(change("view_timer").count()).isZero();
        events.certificateReceived(CertificateEvent.of(CertificateKind.QUORUM, 6, id(6), Signers.of(0, 1, 2), 3)
                .at(130 * MS));
        assertThat(change("view_timer").sum()).isCloseTo(0.030, within(1e-9));
    }

    @Test
    void leaderOfTheNextView_endsItByItsOwnProposal() {
        fail(5, 100);
        enter(6, ViewCause.TIMEOUT_CERTIFICATE, 120);
        events.proposalSent(Samples.sent(6, 6, 140 * MS));
        assertThat(change("timeout_certificate").sum()).isCloseTo(0.040, within(1e-9));
    }

    @Test
    void severalFailuresInARow_countFromTheLast() {
        fail(5, 100);
        enter(6, ViewCause.VIEW_TIMER, 100);
        fail(6, 200);
        enter(7, ViewCause.TIMEOUT_CERTIFICATE, 210);
        events.proposalAccepted(7, id(7), 230 * MS);
        assertThat(change("view_timer").count()).isZero();
        assertThat(change("timeout_certificate").sum()).isCloseTo(0.030, within(1e-9));
    }

    @Test
    void certifiedViewsSkippedViewsAndRestarts_areNoChanges() {
        enter(5, ViewCause.DOUBLE_CERTIFICATE, 0);
        events.viewLeft(5, ViewOutcome.CERTIFIED, 100 * MS);
        enter(6, ViewCause.DOUBLE_CERTIFICATE, 100);
        events.proposalAccepted(6, id(6), 110 * MS);
        fail(6, 200);
        events.viewEntered(9, 6, ViewCause.SYNC, 0, 210 * MS);
        events.proposalAccepted(9, id(9), 220 * MS);
        fail(9, 300);
        enter(10, ViewCause.TIMEOUT_CERTIFICATE, 310);
        events.restored(Restored.inView(10).at(320 * MS));
        enter(10, ViewCause.RESTORED, 330);
        events.proposalAccepted(10, id(10), 340 * MS);
        for (ViewCause cause : ViewCause.values()) {
            assertThat(change(cause.name().toLowerCase(Locale.ROOT)).count()).isZero();
        }
    }

    private void fail(long view, long millis) {
        enter(view, ViewCause.VIEW_TIMER, millis - 50);
        events.viewLeft(view, ViewOutcome.TIMED_OUT, millis * MS);
    }

    private void enter(long view, ViewCause cause, long millis) {
        events.viewEntered(view, view - 1, cause, 0, millis * MS);
    }

    private Distribution change(String cause) {
        return new Movement(collector).distribution("consensus_view_change_seconds", "cause", cause);
    }
}

package io.quorumeter.consensus;

import static io.quorumeter.consensus.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A binding that gives wrong numbers hears of it once, and nobody is accused for them. */
class BindingFaultsTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Instant started = Instant.parse("2030-01-01T00:00:00Z");
    private final AtomicLong now = new AtomicLong(Duration.ofDays(11).toNanos());
    private MetricsCollector collector = collector();
    private final List<String> reported = new CopyOnWriteArrayList<>();

    private MetricsCollector collector() {
        return Quorumeter.collector()
                .level(MetricLevel.DETAILED)
                .clock(() -> started)
                .nanoTime(now::get)
                .create();
    }

    private HotStuff2Events events(Protocol protocol) {
        HotStuff2Events events = HotStuff2Events.on(collector, protocol);
        collector.events().subscribe("test", VariantMismatch.class, mismatch -> reported.add(mismatch.seen()));
        return events;
    }

    /** A view of a replica that leads it, by calls as they are documented; its votes return to it. */
    private static void lead(HotStuff2Events events, long view, int own, int firstIndex, long nanos) {
        events.viewEntered(view, view - 1, ViewCause.DOUBLE_CERTIFICATE, own, nanos);
        events.proposalSent(Samples.sent(view, view, nanos));
        for (VotePhase phase : VotePhase.values()) {
            long justify = phase == VotePhase.VOTE ? view - 1 : view;
            events.voteSent(view, phase, id(view), justify, nanos);
            for (int i = 0; i < 4; i++) {
                events.voteReceived(view, phase, firstIndex + i, id(view), justify, Verification.VERIFIED, 0, nanos);
            }
            CertificateKind kind = phase == VotePhase.VOTE ? CertificateKind.QUORUM : CertificateKind.DOUBLE;
            Signers signers = Signers.of(firstIndex + 1, firstIndex + 2, firstIndex + 3);
            events.certificateFormed(CertificateEvent.of(kind, view, id(view), signers, 3)
                    .over(justify)
                    .at(nanos));
            if (phase == VotePhase.VOTE) {
                events.lockUpdated(view - 1, view, id(view), LockCause.PREPARE, nanos);
            }
        }
        events.blockCommitted(Samples.committed(view, view, CommitPath.LIVE, nanos));
        events.viewLeft(view, ViewOutcome.CERTIFIED, nanos);
    }

    private void flushed() {
        collector.snapshot();
        collector.flush().toCompletableFuture().join();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void ownVote_thatReturns_isCountedOnce(int own) {
        HotStuff2Events events = events(Protocol.basic().ownIndex(own));
        lead(events, 1, own, 0, now.get());
        Movement metrics = new Movement(collector);
        for (int validator = 0; validator < 4; validator++) {
            for (String phase : List.of("vote", "vote2")) {
                assertThat(metrics.value(
                                "validator_counted_votes_total",
                                "validator",
                                String.valueOf(validator),
                                "phase",
                                phase))
                        .isEqualTo(1);
            }
        }
        flushed();
        assertThat(reported).isEmpty();
    }

    @Test
    void forgottenOwnIndex_isReportedOnce() {
        HotStuff2Events events = events(Protocol.basic());
        for (long view = 1; view <= 3; view++) {
            lead(events, view, 2, 0, now.get());
        }
        flushed();
        assertThat(reported).singleElement().asString().contains("a proposal of view 1", "ownIndex");
        assertMismatch(events);
        assertNobodyIsAccused(events);
    }

    @Test
    void observer_isNoFault() {
        HotStuff2Events events = events(Protocol.basic());
        events.viewEntered(1, 0, ViewCause.GENESIS, 1, now.get());
        events.proposalReceived(Samples.received(1, 1, now.get()));
        events.voteReceived(1, VotePhase.VOTE, 3, id(1), 0, Verification.VERIFIED, 0, now.get());
        flushed();
        assertThat(reported).isEmpty();
    }

    @Test
    void validatorsNumberedFromOne_areReportedOnce() {
        HotStuff2Events events = events(Protocol.basic().ownIndex(2));
        for (long view = 1; view <= 30; view++) {
            lead(events, view, 2, 1, now.addAndGet(SECOND));
        }
        flushed();
        assertThat(reported).singleElement().asString().contains("validator 4", "a set of 4", "from 0");
        assertMismatch(events);
        assertNobodyIsAccused(events);
    }

    @ParameterizedTest
    @ValueSource(longs = {22 * 60, 40 * 60, 86_400, 86_400 * 400})
    void timesInMilliseconds_areReportedOnce(long uptimeSeconds) {
        now.set(uptimeSeconds * SECOND);
        collector = collector();
        HotStuff2Events events = events(Protocol.basic().ownIndex(2));
        for (long view = 1; view <= 600; view++) {
            now.addAndGet(SECOND);
            lead(events, view, 2, 0, started.plusSeconds(view).toEpochMilli());
            if (view % 5 == 0) {
                flushed();
            }
        }
        assertThat(reported)
                .singleElement()
                .asString()
                .contains(
                        "currentTimeMillis",
                        "by the collector's clock: System.nanoTime(), or VirtualClock.nanos() in tests");
        assertMismatch(events);
        assertNobodyIsAccused(events);
        assertThat(new Movement(collector).value("validator_missing")).isZero();
        assertThat(new Movement(collector).value("validator_silent_seconds", "validator", "1"))
                .isZero();
    }

    @Test
    void times_thatAreMinutesApart_areNoFault() {
        HotStuff2Events events = events(Protocol.basic().ownIndex(2));
        for (long view = 1; view <= 20; view++) {
            lead(events, view, 2, 0, now.addAndGet(view * 60 * SECOND) - 5 * SECOND);
            flushed();
            now.addAndGet(600 * SECOND);
            flushed();
        }
        assertThat(reported).isEmpty();
        assertThat(events.safety().variantMismatch()).isEmpty();
    }

    private void assertMismatch(HotStuff2Events events) {
        assertThat(events.safety().variantMismatch())
                .get()
                .extracting(VariantMismatch::seen)
                .isEqualTo(reported.get(0));
    }

    private static void assertNobodyIsAccused(HotStuff2Events events) {
        assertThat(events.safety().evidence()).isEmpty();
        assertThat(events.safety().violations()).isEmpty();
        assertThat(events.validators().accused()).isEmpty();
        assertThat(events.validators().silent(Duration.ofSeconds(10))).isEmpty();
    }
}

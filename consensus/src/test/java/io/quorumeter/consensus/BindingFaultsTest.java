package io.quorumeter.consensus;

import static io.quorumeter.consensus.Samples.id;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ObjLongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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

    static Stream<Arguments> timedEvents() {
        return Stream.<Map.Entry<String, ObjLongConsumer<HotStuff2Events>>>of(
                        entry("viewEntered", (to, at) -> to.viewEntered(2, 1, ViewCause.DOUBLE_CERTIFICATE, 2, at)),
                        entry("viewLeft", (to, at) -> to.viewLeft(1, ViewOutcome.CERTIFIED, at)),
                        entry("localTimeout", (to, at) -> to.localTimeout(1, TimeoutPhase.VOTED, at)),
                        entry("leaderWaitStarted", (to, at) -> to.leaderWaitStarted(1, at)),
                        entry("leaderWaitEnded", (to, at) -> to.leaderWaitEnded(1, 3, at)),
                        entry("proposalReceived", (to, at) -> to.proposalReceived(Samples.received(1, 1, at))),
                        entry("proposalAccepted", (to, at) -> to.proposalAccepted(1, id(1), at)),
                        entry("voteSent", (to, at) -> to.voteSent(1, VotePhase.VOTE, id(1), 0, at)),
                        entry(
                                "voteReceived",
                                (to, at) ->
                                        to.voteReceived(1, VotePhase.VOTE, 3, id(1), 0, Verification.VERIFIED, 0, at)),
                        entry(
                                "certificateReceived",
                                (to, at) -> to.certificateReceived(
                                        Samples.certificate(CertificateKind.QUORUM, 1, 1, at, 0, 1, 2))),
                        entry("lockUpdated", (to, at) -> to.lockUpdated(0, 1, id(1), LockCause.PREPARE, at)),
                        entry("viewChangeSent", (to, at) -> to.viewChangeSent(ViewChangeKind.WISH, 1, at)),
                        entry(
                                "blockCommitted",
                                (to, at) -> to.blockCommitted(Samples.committed(1, 1, CommitPath.LIVE, at))))
                .map(event -> Arguments.of(event.getKey(), event.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("timedEvents")
    void wrongTimeOfOneEvent_amongRightOnes_isReported(String name, ObjLongConsumer<HotStuff2Events> event) {
        for (long wrong : new long[] {17, now.get() + 3_600 * SECOND}) {
            collector = collector();
            reported.clear();
            HotStuff2Events events = events(Protocol.basic().ownIndex(2));
            lead(events, 1, 2, 0, now.addAndGet(SECOND));
            event.accept(events, wrong);
            lead(events, 2, 2, 0, now.addAndGet(SECOND));
            flushed();
            assertThat(reported).singleElement().asString().contains("an event has the time " + wrong);
            assertMismatch(events);
        }
    }

    @Test
    void secondReplicaOnOneCollector_withAnotherDelta_isRefusedWithTheRemedy() {
        HotStuff2Events.on(collector, Protocol.basic().delta(Duration.ofMillis(100)));
        assertThatThrownBy(() -> HotStuff2Events.on(collector, Protocol.basic().delta(Duration.ofMillis(40))))
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessage("this collector already has a replica with Δ = 0.1 s, and the new one has Δ = 0.04 s:"
                        + " make a collector for each replica");
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

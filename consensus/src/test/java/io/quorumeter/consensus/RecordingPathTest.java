package io.quorumeter.consensus;

import static io.quorumeter.consensus.Samples.certificate;
import static io.quorumeter.consensus.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecordingPathTest {
    private static final long[] EXTREMES = {Long.MIN_VALUE, -1, 0, 1, 63, 64, 1L << 53, Long.MAX_VALUE};
    private static final int ROUNDS = 20_000;
    private static final BlockId ID = id(7);

    private final MetricsCollector collector = Quorumeter.newCollector();
    private final HotStuff2Events events = HotStuff2Events.on(collector, Samples.PROTOCOL);

    private record Event(String name, LongConsumer call) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> eventsWithoutGarbage() {
        HotStuff2Events events = HotStuff2Events.on(Quorumeter.newCollector(), Samples.PROTOCOL);
        CertificateEvent quorum = certificate(CertificateKind.QUORUM, 5, 7, 0, 0, 1, 2);
        CertificateEvent other = certificate(CertificateKind.QUORUM, 5 + RecentCertificates.VIEWS, 8, 0, 0, 1, 2);
        CertificateEvent third = certificate(CertificateKind.QUORUM, 5 + 2L * RecentCertificates.VIEWS, 9, 0, 0, 1, 2);
        List<CertificateEvent> news = List.of(quorum, other, third);
        SentProposal[] proposals = {Samples.sent(5, 7, 0), Samples.sent(6, 8, 0)};
        return Stream.of(
                        new Event(
                                "voteReceived",
                                i -> events.voteReceived(
                                        i, VotePhase.VOTE, (int) i % 5, ID, i, Verification.VERIFIED, i, i)),
                        new Event(
                                "voteRejected",
                                i -> events.voteRejected(i, VotePhase.VOTE2, -1, VoteResult.STALE, 0, i)),
                        new Event("voteSent", i -> events.voteSent(i, VotePhase.VOTE, ID, i, i)),
                        new Event("viewEntered", i -> events.viewEntered(i, i - 1, ViewCause.SYNC, (int) i % 4, i)),
                        new Event("viewLeft", i -> {
                            events.viewEntered(i, i - 1, ViewCause.SYNC, Samples.OWN, i);
                            events.viewLeft(i, ViewOutcome.CERTIFIED, i + 1);
                        }),
                        new Event("localTimeout", i -> events.localTimeout(i, TimeoutPhase.VOTED, i)),
                        new Event("lockUpdated", i -> events.lockUpdated(i, i + 1, ID, LockCause.PREPARE, i)),
                        new Event("safetyStatePersisted", i -> events.safetyStatePersisted(i, i, i, 500_000)),
                        new Event("certificateFormed", i -> events.certificateFormed(news.get((int) (i % 3)))),
                        new Event("certificateReceived", i -> events.certificateReceived(quorum)),
                        new Event(
                                "certificateRejected",
                                i -> events.certificateRejected(
                                        CertificateKind.DOUBLE, i, 1, CertificateFault.BELOW_QUORUM, 0, i)),
                        new Event("proposalSent", i -> events.proposalSent(proposals[(int) (i & 1)])),
                        new Event("proposalAccepted", i -> events.proposalAccepted(i, ID, i)))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("eventsWithoutGarbage")
    void event_allocatesNothing(Event event) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 200 && least != 0; attempt++) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (long i = 1; i <= ROUNDS; i++) {
                event.call.accept(attempt * (ROUNDS + 10L) + i);
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        assertThat(least).isZero();
    }

    @Test
    void votes_fromManyThreads_areAllCounted() throws Exception {
        int threads = 4;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> done = IntStream.range(0, threads)
                    .<Future<?>>mapToObj(thread -> pool.submit(() -> {
                        for (int i = 0; i < 100_000; i++) {
                            VoteResult result = i % 10 == 0 ? VoteResult.LATE : VoteResult.ACCEPTED;
                            events.voteReceived(
                                    i, VotePhase.VOTE, thread, ID, i - 1, result, Verification.VERIFIED, 0, i);
                        }
                    }))
                    .toList();
            for (Future<?> each : done) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(received("accepted")).isEqualTo(360_000);
        assertThat(received("late")).isEqualTo(40_000);
    }

    @Test
    void extremeViewsAndUnknownValidators_neverThrow() {
        for (long view : EXTREMES) {
            for (long other : EXTREMES) {
                tellEverything(view, other, (int) other);
            }
        }
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            tellEverything(random.nextLong(), random.nextLong(), random.nextInt());
        }
        assertThat(events.listenerErrors()).isZero();
        assertThat(collector.snapshot().total("quorumeter_callback_failures_total"))
                .isZero();
        assertThat(collector.snapshot().family("quorumeter_invalid_observations_total"))
                .isEmpty();
    }

    private void tellEverything(long view, long other, int validator) {
        BlockId block = new BlockId(view, other, view ^ other, other);
        Signers signers = Signers.of(validator & 0xfff, 0);
        events.restored(Restored.inView(view)
                .voted(other, block, view)
                .locked(view, block)
                .committed(other, block, view)
                .at(other));
        events.viewEntered(view, other, ViewCause.SYNC, validator, other);
        events.proposalBuilt(BuiltProposal.of(view, block, other)
                .transactions(1)
                .bytes(1)
                .took(1)
                .at(other));
        events.proposalSent(new SentProposal(view, block, other, block, other, other));
        events.proposalReceived(new ReceivedProposal(
                view, validator, block, other, block, other, block, Verification.VERIFIED, 0, other));
        events.proposalRejected(view, validator, block, Verification.VERIFIED, ProposalResult.CONFLICTING, 0, other);
        events.voteSent(view, VotePhase.VOTE, block, other, other);
        events.voteReceived(view, VotePhase.VOTE, validator, block, other, Verification.VERIFIED, 0, other);
        events.voteRejected(view, VotePhase.VOTE2, validator, VoteResult.UNKNOWN_SIGNER, 0, other);
        for (CertificateKind kind : CertificateKind.values()) {
            events.certificateReceived(CertificateEvent.of(kind, view, block, signers, 1)
                    .over(other)
                    .at(other));
            events.certificateFormed(CertificateEvent.of(kind, other, block, signers, 1)
                    .over(view)
                    .at(view));
        }
        events.lockUpdated(view, other, block, LockCause.SYNC, other);
        events.localTimeout(view, TimeoutPhase.VOTED, other);
        events.viewLeft(view, ViewOutcome.OVERTAKEN, view);
        events.blockCommitted(CommittedBlock.byDoubleCertificate(other, block, block, view)
                .transactions(1)
                .bytes(1)
                .at(view));
        events.blockPruned(block, other, 1, PruneReason.ABANDONED);
    }

    private double received(String result) {
        return collector
                .snapshot()
                .value("hotstuff2_consensus_votes_received_total", "phase", "vote", "result", result)
                .orElseThrow();
    }
}

package io.quorumeter.consensus.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.ValidatorSet;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.BuiltProposal;
import io.quorumeter.consensus.CertificateEvent;
import io.quorumeter.consensus.CertificateFault;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.CommitPath;
import io.quorumeter.consensus.CommittedBlock;
import io.quorumeter.consensus.CryptoOperation;
import io.quorumeter.consensus.CryptoResult;
import io.quorumeter.consensus.ExecutedBlock;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.LockCause;
import io.quorumeter.consensus.ProcessingStage;
import io.quorumeter.consensus.ProposalResult;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.PruneReason;
import io.quorumeter.consensus.ReceivedProposal;
import io.quorumeter.consensus.Restored;
import io.quorumeter.consensus.SentProposal;
import io.quorumeter.consensus.Signers;
import io.quorumeter.consensus.SyncResult;
import io.quorumeter.consensus.TimeoutPhase;
import io.quorumeter.consensus.ValidatorSetChange;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.consensus.ViewChangeKind;
import io.quorumeter.consensus.ViewChangeResult;
import io.quorumeter.consensus.ViewOutcome;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.consensus.VoteResult;
import io.quorumeter.consensus.WithheldReason;
import io.quorumeter.core.Quorumeter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Events out of order, repeated, of unknown validators, with views at the extremes, of several threads: counted, never thrown,
 * memory bounded. Ten million on one listener.
 */
class SafetyFuzzTest {
    private static final long EVENTS = 10_000_000;
    private static final int KINDS = 27;
    private static final long MEBIBYTE = 1 << 20;

    /** Those about received messages, which may come from any thread. */
    private static final int[] RECEIVED = {8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 22, 23};

    private static final long[] EXTREMES = {
        Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, 1, Integer.MAX_VALUE, Long.MAX_VALUE - 1, Long.MAX_VALUE
    };

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"1, false, 1", "2, true, 20"})
    void randomEvents_areCountedAndNeverThrown(long seed, boolean pipelined, int share) throws Exception {
        MetricsCollector metrics = Quorumeter.newCollector();
        Protocol protocol = pipelined ? Protocol.pipelined() : Protocol.basic();
        HotStuff2Events events =
                HotStuff2Events.on(metrics, protocol.replicas(7).ownIndex(3));
        EvidenceLog log = EvidenceLog.open(folder.resolve("evidence.log"));
        metrics.events().subscribe(SafetyEvent.class, log);
        AtomicLong near = new AtomicLong(1);
        Fuzzer own = new Fuzzer(events, pipelined, new SplittableRandom(seed), near);
        long some = EVENTS / share / 10;
        own.tell(5 * some, false);
        long settled = usedBytes();
        Fuzzer other = new Fuzzer(events, pipelined, new SplittableRandom(-seed), near);
        ExecutorService second = Executors.newSingleThreadExecutor();
        try {
            Future<?> done = second.submit(() -> other.tellReceived(2 * some));
            own.tell(2 * some, false);
            done.get();
        } finally {
            second.shutdownNow();
        }
        own.tell(some, true);
        assertThat(usedBytes() - settled)
                .as("growth of the heap, seed %d", seed)
                .isLessThan(2 * MEBIBYTE);
        assertBounded(events);
        metrics.flush(Duration.ofSeconds(10)).join();
        log.close();
        long lost = log.failed() + log.refused();
        own.tell(some, true);
        assertBounded(events);
        metrics.flush(Duration.ofSeconds(10)).join();
        assertThat(log.records().size()).isBetween(1, EvidenceLog.USUAL_LIMIT);
        assertThat(log.failed() + log.refused())
                .as("pieces after the log was closed")
                .isGreaterThan(lost);
    }

    private static void assertBounded(HotStuff2Events events) {
        SafetyMonitor monitor = events.safety();
        assertThat(events.listenerErrors()).isZero();
        assertThat(monitor.evidence().size()).isBetween(1, Findings.KEPT);
        assertThat(monitor.violations().size()).isBetween(1, Findings.KEPT);
        assertThat(monitor.checks()).isPositive();
        assertThat(monitor.skipped(SkipReason.OUTSIDE_WINDOW)).isPositive();
        byte[] digest = monitor.digest().encode();
        assertThat(ObservationDigest.decode(digest).encode()).isEqualTo(digest);
    }

    private static long usedBytes() {
        System.gc();
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return heap.getUsed();
    }

    /** Tells random events from one thread. */
    private static final class Fuzzer {
        private final HotStuff2Events events;
        private final boolean pipelined;
        private final SplittableRandom random;
        private final AtomicLong shared;
        private long near = 1;
        private boolean wild;

        Fuzzer(HotStuff2Events events, boolean pipelined, SplittableRandom random, AtomicLong shared) {
            this.events = events;
            this.pipelined = pipelined;
            this.random = random;
            this.shared = shared;
        }

        /** Events of all kinds; wild ones are not even of the protocol that is described. */
        void tell(long count, boolean wild) {
            this.wild = wild;
            for (long i = 0; i < count; i++) {
                if (random.nextInt(64) == 0) {
                    shared.incrementAndGet();
                }
                near = shared.get();
                tell(events, random.nextInt(KINDS));
            }
        }

        void tellReceived(long count) {
            for (long i = 0; i < count; i++) {
                near = shared.get();
                tell(events, RECEIVED[random.nextInt(RECEIVED.length)]);
            }
        }

        private void tell(HotStuff2Events events, int event) {
            boolean moves = event <= 1 || event == 16 || event == 17;
            long a = moves && !wild ? near + random.nextInt(4) : number();
            long b = number();
            int who = random.nextInt(20) == 0 ? random.nextInt() : random.nextInt(8);
            BlockId block = Watch.block(random.nextInt(3) + near);
            BlockId other = Watch.block(random.nextInt(3) + near - 1);
            switch (event) {
                case 0 ->
                    rarely(() -> events.restored(Restored.inView(a)
                            .voted(b, other, number())
                            .locked(number(), block)
                            .committed(number(), other, a)
                            .at(b)));
                case 1 -> events.viewEntered(a, b, cause(), who, b);
                case 2 -> events.leaderWaitEnded(a, who, b);
                case 3 ->
                    events.proposalBuilt(BuiltProposal.of(a, block, b)
                            .transactions(1)
                            .bytes(1)
                            .took(1)
                            .at(b));
                case 4 -> events.proposalSent(new SentProposal(a, block, b, other, number(), b));
                case 5, 6 ->
                    events.proposalReceived(new ReceivedProposal(
                            a, who, block, b, other, number(), other, pick(Verification.values()), a, b));
                case 7 -> events.proposalAccepted(a, block, b);
                case 8 ->
                    events.proposalRejected(
                            a, who, block, pick(Verification.values()), pick(ProposalResult.values()), a, b);
                case 9 -> events.proposalTimestamp(a, b);
                case 10 ->
                    events.voteSent(
                            a, pipelined && !wild ? VotePhase.VOTE : pick(VotePhase.values()), block, number(), b);
                case 11, 12, 13, 14 ->
                    events.voteReceived(
                            a,
                            pick(VotePhase.values()),
                            who,
                            block,
                            number(),
                            pick(VoteResult.values()),
                            pick(Verification.values()),
                            a,
                            b);
                case 15 -> events.voteRejected(a, pick(VotePhase.values()), who, pick(VoteResult.values()), a, b);
                case 16 -> events.certificateFormed(certificate(a, block, b));
                case 17 -> events.certificateReceived(certificate(a, block, b));
                case 18 ->
                    events.certificateRejected(
                            pick(CertificateKind.values()), a, who, pick(CertificateFault.values()), a, b);
                case 19 -> events.lockUpdated(a, b, block, pick(LockCause.values()), b);
                case 20 -> events.safetyStatePersisted(a, b, number(), b);
                case 21 ->
                    events.blockCommitted(commit(b, block, other)
                            .proposedIn(a)
                            .path(pick(CommitPath.values()))
                            .transactions(1)
                            .bytes(1)
                            .at(b));
                case 22 ->
                    events.viewChangeReceived(
                            viewChangeKind(),
                            a,
                            who,
                            number(),
                            pick(ViewChangeResult.values()),
                            pick(Verification.values()),
                            a,
                            b);
                case 23 -> {
                    events.blockExecuted(
                            ExecutedBlock.of(a, block).root(other).took(b).at(b));
                    events.peerStateRoot(a, block, who, pick(Verification.values()));
                }
                case 24 -> rarely(() -> events.validatorSetChanged(set(a)));
                case 25 -> {
                    events.syncStarted(a, b, a);
                    events.syncEnded(pick(SyncResult.values()), b);
                }
                default -> tellOfTheReplica(a, b, who, block);
            }
        }

        private void tellOfTheReplica(long a, long b, int who, BlockId block) {
            switch (random.nextInt(16)) {
                case 0 -> events.viewLeft(a, pick(ViewOutcome.values()), b);
                case 1 -> events.timerArmed(a, b);
                case 2 -> events.localTimeout(a, pick(TimeoutPhase.values()), b);
                case 3 -> events.leaderWaitStarted(a, b);
                case 4 -> events.voteWithheld(a, pick(VotePhase.values()), pick(WithheldReason.values()));
                case 5 -> events.safetyStatePersistFailed();
                case 6 -> events.blockInserted(block, a, b);
                case 7 -> events.blockPruned(block, a, b, pick(PruneReason.values()));
                case 8 -> events.viewChangeSent(viewChangeKind(), a, b);
                case 9 -> events.viewChangeRejected(viewChangeKind(), a, who, pick(ViewChangeResult.values()), a, b);
                case 10 -> events.syncProgress(who);
                case 11 -> events.syncRequested(pick(SyncResult.values()));
                case 12 -> events.syncServed(pick(SyncResult.values()));
                case 13 -> events.cryptoDone(pick(CryptoOperation.values()), pick(CryptoResult.values()), b);
                case 14 -> events.queueChanged(pick(ProcessingStage.values()), who);
                default -> events.queueWaited(pick(ProcessingStage.values()), b);
            }
        }

        private CertificateEvent certificate(long view, BlockId block, long nanos) {
            Signers signers = Signers.of(random.nextInt(9), random.nextInt(9), random.nextInt(9), 1, 2, 5);
            return CertificateEvent.of(certificateKind(), view, block, signers, number())
                    .over(number())
                    .ref(view)
                    .at(nanos);
        }

        private CommittedBlock.Draft commit(long height, BlockId block, BlockId parent) {
            return switch (random.nextInt(3)) {
                case 0 -> CommittedBlock.byDoubleCertificate(height, block, parent, number());
                case 1 -> CommittedBlock.byTwoChain(height, block, parent, number(), number());
                default -> CommittedBlock.bySync(height, block, parent, number());
            };
        }

        private CertificateKind certificateKind() {
            CertificateKind kind = pick(CertificateKind.values());
            return pipelined && !wild && kind == CertificateKind.DOUBLE ? CertificateKind.QUORUM : kind;
        }

        private ViewCause cause() {
            ViewCause cause = pick(ViewCause.values());
            return pipelined && !wild && cause == ViewCause.DOUBLE_CERTIFICATE ? ViewCause.QUORUM_CERTIFICATE : cause;
        }

        private ViewChangeKind viewChangeKind() {
            ViewChangeKind kind = pick(ViewChangeKind.values());
            return !wild && kind == ViewChangeKind.TIMEOUT ? ViewChangeKind.STATUS : kind;
        }

        private ValidatorSetChange set(long firstView) {
            int size = 1 + random.nextInt(12);
            List<String> keys = IntStream.range(0, size).mapToObj(i -> "k" + i).toList();
            return new ValidatorSetChange(
                    near, firstView, ValidatorSet.ofKeys(keys).quorumPower(size).ownIndex(size - 1));
        }

        private void rarely(Runnable event) {
            if (random.nextInt(1_000) == 0) {
                event.run();
            }
        }

        private <E> E pick(E[] values) {
            return values[random.nextInt(values.length)];
        }

        /** Mostly near the present, sometimes anything. */
        private long number() {
            int kind = random.nextInt(200);
            if (kind == 0) {
                return EXTREMES[random.nextInt(EXTREMES.length)];
            }
            return kind == 1 ? random.nextLong() : near + random.nextInt(12) - 6;
        }
    }
}

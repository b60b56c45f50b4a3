package io.quorumeter.consensus.safety;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.consensus.ViewChangeKind;
import io.quorumeter.consensus.ViewChangeResult;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.core.Quorumeter;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActTableTest {
    private static final long MEBIBYTE = 1 << 20;

    @ParameterizedTest
    @CsvSource({"16, 1, false", "128, 4, true", "128, 1000, false", "1024, 1000, true"})
    void bytes_areThoseOfTheArrays(int window, int validators, boolean refs) {
        ActTable table = new ActTable(window, validators, false, refs);
        assertThat(table.allocatedBytes()).isEqualTo(ActTable.bytes(window, validators, refs));
    }

    @Test
    void aThousandValidatorsAndViews_fitIntoTheBar() {
        assertThat(SafetyMonitor.bytes(1_024, 1_000, true)).isLessThanOrEqualTo(32 * MEBIBYTE);
        assertThat(SafetyMonitor.bytes(128, 1_000, false)).isLessThanOrEqualTo(5 * MEBIBYTE);
        assertThat(SafetyMonitor.bytes(128, 4, false)).isLessThanOrEqualTo(MEBIBYTE);
    }

    @Test
    void window_fitsTheSet() {
        assertThat(SafetyOptions.standard().windowFor(4)).isEqualTo(128);
        assertThat(SafetyOptions.standard().windowFor(1_000)).isEqualTo(128);
        assertThat(SafetyOptions.standard().windowFor(2_000)).isEqualTo(64);
        assertThat(SafetyOptions.standard().windowFor(Protocol.MAX_REPLICAS)).isEqualTo(16);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 128, 1_000})
    void verifiedVotes_allocateNothing(int validators) {
        HotStuff2Events events = HotStuff2Events.on(
                Quorumeter.newCollector(), Protocol.basic().replicas(validators).ownIndex(0));
        BlockId[] blocks = IntStream.range(0, 512).mapToObj(Watch::block).toArray(BlockId[]::new);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        long view = 1;
        for (int round = 0; round < 8; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 200; i++, view++) {
                events.viewEntered(view, view - 1, ViewCause.SYNC, 1, view);
                BlockId block = blocks[(int) (view & 511)];
                for (int validator = 0; validator < validators; validator++) {
                    vote(events, view, VotePhase.VOTE, validator, block);
                    vote(events, view, VotePhase.VOTE2, validator, block);
                    events.viewChangeReceived(
                            ViewChangeKind.STATUS,
                            view,
                            validator,
                            view - 1,
                            ViewChangeResult.ACCEPTED,
                            Verification.VERIFIED,
                            0,
                            view);
                }
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).as("bytes for %d votes and reports", 600 * validators).isZero();
        assertThat(events.safety().evidence()).isEmpty();
        assertThat(events.safety().skipped(SkipReason.OUTSIDE_WINDOW)).isZero();
    }

    private static void vote(HotStuff2Events events, long view, VotePhase phase, int validator, BlockId block) {
        long justify = phase == VotePhase.VOTE ? view - 1 : view;
        events.voteReceived(view, phase, validator, block, justify, Verification.VERIFIED, 0, view);
    }

    /** Threads tell of the same validators at the same time; half of them heard another vote of validator 1 than the others. */
    @Test
    void actsFromManyThreads_accuseEachDoubleVoteOnceAndNobodyElse() throws Exception {
        Watch watch = Watch.basic();
        int threads = 4;
        int views = 20_000;
        CyclicBarrier together = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> done = IntStream.range(0, threads)
                    .<Future<?>>mapToObj(thread -> pool.submit(() -> {
                        for (long view = 1; view <= views; view++) {
                            if (view % 16 == 1) {
                                together.await();
                            }
                            if (thread == 0) {
                                watch.monitor.viewEntered(view, view - 1, ViewCause.SYNC, -1, 0);
                            }
                            watch.vote(0, view, view, view - 1)
                                    .vote2(0, view, view)
                                    .status(0, view + 1, view);
                            watch.vote(1, view, thread % 2 == 0 ? view : -view, view - 1);
                        }
                        return null;
                    }))
                    .toList();
            for (Future<?> each : done) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(watch.monitor.evidence()).allMatch(evidence -> evidence.validator() == 1);
        long suspended = watch.monitor.skipped(SkipReason.OUTSIDE_WINDOW);
        assertThat(watch.count(ByzantineAct.DOUBLE_VOTE))
                .isBetween(Math.max(views / 2, views - suspended), (long) views);
        assertThat(watch.count(ByzantineAct.LOCK_VIOLATION)).isZero();
        assertThat(watch.count(ByzantineAct.LOCK_CONCEALMENT)).isZero();
    }

    @Test
    void signedBytes_ofBothMessages_areInTheEvidence() {
        Watch watch = new Watch(
                Protocol.basic().replicas(4),
                SafetyOptions.standard().evidenceSource(ref -> ref == 13 ? null : new byte[] {(byte) ref, 1}));
        watch.vote2(3, 10, 10).vote(3, 12, 12, 9).vote(3, 13, 13, 12).vote(3, 13, -13, 12);
        assertThat(watch.monitor.evidence().get(0).facts())
                .extracting(Testimony::signed)
                .containsExactly("0a01", "0c01");
        assertThat(watch.monitor.evidence().get(1).facts())
                .extracting(Testimony::signed)
                .containsExactly("", "");
    }

    @Test
    void sourceThatThrowsOrGivesTooMuch_leavesTheEvidenceWithoutBytes_andIsNamedOnce() {
        Watch watch =
                new Watch(Protocol.basic().replicas(4), SafetyOptions.standard().evidenceSource(ref -> {
                    if (ref == 12) {
                        throw new IllegalStateException("gone");
                    }
                    return new byte[EvidenceSource.MAX_BYTES + 1];
                }));
        try (Logged logged = new Logged()) {
            watch.vote2(3, 10, 10).vote(3, 12, 12, 9);
            assertThat(logged.messages).singleElement().asString().contains("without the bytes that were signed");
        }
        assertThat(watch.monitor.evidence().get(0).facts())
                .allMatch(fact -> fact.signed().isEmpty());
    }
}

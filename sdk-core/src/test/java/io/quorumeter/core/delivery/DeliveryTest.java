package io.quorumeter.core.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.core.event.ThreadLoop;
import io.quorumeter.spi.SteadyClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DeliveryTest {
    private static final int KIB = 1 << 10;
    private static final DeliveryPolicy POLICY = new DeliveryPolicy(
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            Duration.ofMinutes(10),
            64 * KIB,
            64 * KIB);

    @TempDir
    private Path folder;

    private final Driven loop = new Driven();
    private final List<String> sent = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private final List<CompletableFuture<Answer>> attempts = new ArrayList<>();
    private Function<String, CompletableFuture<Answer>> answers = record -> answer(Answer.delivered());

    private static CompletableFuture<Answer> answer(Answer answer) {
        return CompletableFuture.completedFuture(answer);
    }

    private CompletableFuture<Answer> send(byte[] record) {
        sent.add(new String(record, UTF_8).strip());
        times.add(loop.nanos());
        CompletableFuture<Answer> attempt = answers.apply(new String(record, UTF_8).strip());
        attempts.add(attempt);
        return attempt;
    }

    private Delivery start(@Nullable Path spool) throws IOException {
        return Delivery.start("test", this::send, spool, POLICY, loop, loop.clock, new Random(7));
    }

    private void offer(Delivery delivery, String... records) {
        for (String record : records) {
            assertThat(delivery.offer(record.getBytes(UTF_8))).isTrue();
        }
        loop.run();
    }

    private void isDown() {
        answers = record -> answer(Answer.retry("down", Duration.ZERO));
    }

    private void isUp() {
        answers = record -> answer(Answer.delivered());
    }

    @Test
    void kept_recordThatWaits_completesWhenTheBacklogHasIt() throws IOException {
        Driven loop = new Driven();
        try (Delivery delivery = Delivery.start(
                "kept",
                record -> new CompletableFuture<>(),
                null,
                DeliveryPolicy.standard(),
                loop,
                loop.clock,
                new Random(1))) {
            delivery.offer(new byte[] {1});
            CompletableFuture<Void> kept = delivery.kept();
            assertThat(kept).isNotDone();
            loop.run();
            assertThat(kept).isDone();
        }
    }

    @Test
    void records_areSentOneAtATimeAndInOrder() throws IOException {
        answers = record -> new CompletableFuture<>();
        for (Path spool : new Path[] {null, folder}) {
            sent.clear();
            attempts.clear();
            Delivery delivery = start(spool);
            offer(delivery, "1", "2", "3");
            for (int i = 0; i < 3; i++) {
                assertThat(sent).hasSize(i + 1);
                assertThat(delivery.statistics().pendingRecords()).isEqualTo(3 - i);
                assertThat(delivery.statistics().pendingBytes()).isEqualTo(3 - i);
                attempts.get(i).complete(Answer.delivered());
                loop.run();
            }
            assertThat(sent).containsExactly("1", "2", "3");
            assertThat(delivery.statistics().delivered()).isEqualTo(3);
            assertThat(delivery.statistics().pendingRecords()).isZero();
            delivery.close();
        }
    }

    @Test
    void failures_areFollowedByPausesThatDoubleUpToALimit_andArePartlyRandom() throws IOException {
        isDown();
        Delivery delivery = start(null);
        offer(delivery, "1", "2");
        loop.advance(Duration.ofMinutes(10));
        assertThat(sent).containsOnly("1");
        List<Double> shares = new ArrayList<>();
        for (int i = 1; i < times.size(); i++) {
            double seconds = (times.get(i) - times.get(i - 1)) / 1e9;
            double full = Math.min(60, Math.pow(2, i - 1));
            assertThat(seconds).isBetween(full / 2, full);
            shares.add(seconds / full);
        }
        assertThat(shares).hasSizeGreaterThan(12).doesNotHaveDuplicates();
        assertThat(delivery.statistics().retried()).isEqualTo(times.size());
        assertThat(delivery.statistics().oldestAge()).isEqualTo(Duration.ofMinutes(10));
        isUp();
        loop.advance(Duration.ofMinutes(1));
        assertThat(sent).endsWith("1", "2");
        assertThat(delivery.statistics().delivered()).isEqualTo(2);
        assertThat(delivery.statistics().oldestAge()).isZero();
        isDown();
        offer(delivery, "3");
        assertThat(loop.untilDue()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void pauseThatTheTargetAsksFor_isKept_upToALimit() throws IOException {
        answers = record -> answer(Answer.retry("busy", Duration.ofSeconds(90)));
        Delivery delivery = start(null);
        offer(delivery, "1");
        assertThat(loop.untilDue()).isEqualTo(Duration.ofSeconds(90));
        answers = record -> answer(Answer.retry("busy", Duration.ofDays(9)));
        loop.advance(Duration.ofSeconds(90));
        assertThat(loop.untilDue()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void recordThatIsRefused_isDroppedAndTheNextIsSent() throws IOException {
        answers = record -> answer(record.equals("1") ? Answer.refused("bad") : Answer.delivered());
        Delivery delivery = start(folder);
        offer(delivery, "1", "2");
        assertThat(sent).containsExactly("1", "2");
        assertThat(delivery.statistics().dropped(DropReason.REFUSED)).isEqualTo(1);
        assertThat(delivery.statistics().delivered()).isEqualTo(1);
        delivery.close();
        start(folder);
        loop.run();
        assertThat(sent).hasSize(2);
    }

    @Test
    void attemptWithoutAnEnd_isCancelledAtItsTimeOut_andRepeated() throws IOException {
        answers = record -> new CompletableFuture<>();
        Delivery delivery = start(null);
        offer(delivery, "1");
        assertThat(loop.untilDue()).isEqualTo(POLICY.timeout());
        isUp();
        loop.advance(POLICY.timeout());
        assertThat(attempts.get(0)).isCancelled();
        assertThat(sent).hasSize(1);
        loop.advance(Duration.ofSeconds(1));
        assertThat(sent).containsExactly("1", "1");
        assertThat(delivery.statistics().delivered()).isEqualTo(1);
        assertThat(delivery.statistics().retried()).isEqualTo(1);
    }

    @Test
    void targetThatThrowsOrFails_isTriedAgain() throws IOException {
        Delivery delivery = start(null);
        answers = record -> {
            throw new AssertionError("odd");
        };
        offer(delivery, "1");
        answers = record -> CompletableFuture.failedFuture(new IOException("no route"));
        loop.advance(Duration.ofSeconds(1));
        isUp();
        loop.advance(Duration.ofSeconds(2));
        assertThat(sent).containsExactly("1", "1", "1");
        assertThat(delivery.statistics().delivered()).isEqualTo(1);
    }

    @Test
    void backlog_whileTheTargetIsDown_staysInItsBounds_andDropsTheOldest() throws IOException {
        for (Path spool : new Path[] {null, folder}) {
            sent.clear();
            isDown();
            Delivery delivery = start(spool);
            DeliveryStatistics statistics = delivery.statistics();
            int offered = 3_000;
            for (int i = 0; i < offered; i++) {
                offer(delivery, "%0100d".formatted(i));
                assertThat(statistics.pendingBytes()).isLessThanOrEqualTo(64 * KIB);
                assertThat(spool == null ? 0 : diskBytes()).isLessThanOrEqualTo(64 * KIB);
            }
            long pending = statistics.pendingRecords();
            assertThat(pending).isBetween(300L, 600L);
            assertThat(statistics.dropped(DropReason.BACKLOG_FULL)).isEqualTo(offered - pending);
            isUp();
            loop.advance(Duration.ofMinutes(1));
            assertThat(statistics.delivered()).isEqualTo(pending);
            assertThat(statistics.pendingRecords()).isZero();
            assertThat(statistics.pendingBytes()).isZero();
            List<String> delivered = new ArrayList<>(sent.subList(sent.size() - (int) pending + 1, sent.size()));
            assertThat(delivered)
                    .isEqualTo(IntStream.range(offered - (int) pending + 1, offered)
                            .mapToObj("%0100d"::formatted)
                            .toList());
            delivery.close();
        }
    }

    private long diskBytes() throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(Segment.SUFFIX))
                    .toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    @Test
    void recordsThatNobodyTakesIn_areBoundedInBytes_andTooLargeOnesAreRefused() throws IOException {
        Delivery delivery = start(folder);
        assertThat(delivery.offer(new byte[9 * KIB])).isFalse();
        int accepted = 0;
        for (int i = 0; i < 10; i++) {
            accepted += delivery.offer(new byte[4 * KIB]) ? 1 : 0;
        }
        assertThat(accepted).isEqualTo(4);
        assertThat(delivery.statistics().dropped(DropReason.TOO_LARGE)).isEqualTo(1);
        assertThat(delivery.statistics().dropped(DropReason.QUEUE_FULL)).isEqualTo(6);
        assertThat(delivery.statistics().pendingBytes()).isEqualTo(16 * KIB);
        loop.run();
        assertThat(delivery.statistics().delivered()).isEqualTo(4);
        assertThat(delivery.offer(new byte[4 * KIB])).isTrue();
    }

    @Test
    void flush_completesWhenWhatWasOfferedIsSettled_andTimesOut() throws Exception {
        answers = record -> new CompletableFuture<>();
        Delivery delivery = start(null);
        offer(delivery, "1", "2");
        CompletableFuture<Void> flush = delivery.flush(Duration.ofMinutes(1));
        offer(delivery, "3");
        attempts.get(0).complete(Answer.delivered());
        loop.run();
        assertThat(flush).isNotDone();
        attempts.get(1).complete(Answer.refused("bad"));
        loop.run();
        assertThat(flush).isCompleted();
        for (Duration wrong : List.of(Duration.ofNanos(-1), Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThatThrownBy(() -> delivery.flush(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("limit");
        }
        CompletableFuture<Void> late = delivery.flush(Duration.ofMillis(5));
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> late.get(20, TimeUnit.SECONDS));
        assertThat(late).isCompletedExceptionally();
    }

    @Test
    void closedDelivery_keepsWhatWaitsInItsSpool_whichTheNextOneSends() throws IOException {
        isDown();
        Delivery first = start(folder);
        offer(first, "1", "2");
        assertThat(first.offer("3".getBytes(UTF_8))).isTrue();
        first.close();
        assertThat(first.offer("4".getBytes(UTF_8))).isFalse();
        assertThat(first.statistics().dropped(DropReason.CLOSED)).isEqualTo(1);
        loop.advance(Duration.ofHours(1));
        sent.clear();
        Delivery second = start(folder);
        loop.run();
        assertThat(second.statistics().pendingRecords()).isEqualTo(3);
        assertThat(second.statistics().pendingBytes()).isEqualTo(3);
        assertThat(second.statistics().oldestAge()).isEqualTo(Duration.ofHours(1));
        CompletableFuture<Void> flush = second.flush(Duration.ofMinutes(1));
        isUp();
        sent.clear();
        loop.advance(Duration.ofSeconds(1));
        assertThat(sent).containsExactly("1", "2", "3");
        assertThat(flush).isCompleted();
    }

    @Test
    void closedDelivery_withoutASpool_dropsWhatWaits_andEndsItsAttempt() throws IOException {
        answers = record -> new CompletableFuture<>();
        Delivery delivery = start(null);
        offer(delivery, "1", "2");
        assertThat(delivery.offer("3".getBytes(UTF_8))).isTrue();
        delivery.close();
        assertThat(attempts.get(0)).isCancelled();
        assertThat(delivery.statistics().dropped(DropReason.CLOSED)).isEqualTo(3);
        assertThat(delivery.statistics().pendingRecords()).isZero();
    }

    @Test
    void spool_isOfOneDeliveryAtATime() throws IOException {
        Delivery delivery = start(folder);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> start(folder))
                .withMessageContaining(folder.toString())
                .withMessageContaining("in use");
        delivery.close();
        start(folder).close();
    }

    @Test
    void diskThatTakesNothing_leavesRecordsInMemory_inOrder() throws IOException {
        Path spool = folder.resolve("spool");
        isDown();
        Delivery delivery = start(spool);
        offer(delivery, "1", "2");
        try (Stream<Path> files = Files.list(spool)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(spool);
        offer(delivery, "3".repeat(5_000), "4".repeat(5_000), "5");
        isUp();
        sent.clear();
        loop.advance(Duration.ofMinutes(1));
        assertThat(sent).containsExactly("1", "2", "3".repeat(5_000), "4".repeat(5_000), "5");
        assertThat(delivery.statistics().delivered()).isEqualTo(5);
    }

    @Test
    void recordsOfManyThreads_areDeliveredOnceEach_andInOrderWithinOne() throws Exception {
        int threads = 4;
        int each = 2_000;
        List<String> taken = new ArrayList<>();
        Target target = record -> {
            taken.add(new String(record, UTF_8));
            return answer(Answer.delivered());
        };
        try (Delivery delivery = Delivery.start(
                "test",
                target,
                folder,
                DeliveryPolicy.standard(),
                ThreadLoop.starter(() -> {}),
                SteadyClock.system(),
                new Random(1))) {
            List<Thread> all = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int thread = t;
                all.add(new Thread(() -> {
                    for (int i = 0; i < each; i++) {
                        while (!delivery.offer((thread + ":" + i).getBytes(UTF_8))) {
                            Thread.onSpinWait();
                        }
                    }
                }));
            }
            all.forEach(Thread::start);
            for (Thread thread : all) {
                thread.join();
            }
            delivery.flush(Duration.ofSeconds(30)).join();
        }
        assertThat(taken).hasSize(threads * each);
        for (int t = 0; t < threads; t++) {
            String prefix = t + ":";
            assertThat(taken.stream().filter(record -> record.startsWith(prefix)))
                    .isEqualTo(
                            IntStream.range(0, each).mapToObj(i -> prefix + i).toList());
        }
    }

    @Test
    void policyOutOfRange_isRefused() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeliveryPolicy(Duration.ZERO, second, second, second, KIB, KIB))
                .withMessageContaining("timeout");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeliveryPolicy(second, second, Duration.ofMillis(1), second, KIB, KIB))
                .withMessageContaining("longestPause");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeliveryPolicy(second, second, second, second, KIB, KIB - 1))
                .withMessageContaining("diskBytes");
    }
}

package io.quorumeter.core.event;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.core.event.Mailbox.Drop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MailboxTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<Drop> drops = new CopyOnWriteArrayList<>();
    private final AtomicInteger restarts = new AtomicInteger();

    /** A mailbox on a thread, whose messages are run. */
    private final class Runs {
        private final Mailbox<Runnable> mailbox;
        private final List<ThreadLoop> loops = new ArrayList<>();

        Runs(Duration idle) {
            mailbox = new Mailbox<>(
                    "runs", 8, (why, message) -> drops.add(why), (name, step) -> loop(name, step, idle), this::step);
        }

        private Loop loop(String name, LongSupplier step, Duration idle) {
            loops.add(new ThreadLoop(name, step, restarts::incrementAndGet, idle));
            return loops.get(0);
        }

        @Nullable
        Thread worker() {
            return loops.get(0).worker();
        }

        private long step() {
            for (Runnable next = mailbox.poll(); next != null; next = mailbox.poll()) {
                next.run();
            }
            return Loop.WHEN_WOKEN;
        }

        void flush() {
            mailbox.flush().orTimeout(30, TimeUnit.SECONDS).join();
        }
    }

    @Test
    void thread_isADaemonThatStartsWithTheFirstMessageAndEndsWithTheMailbox() throws Exception {
        Runs runs = new Runs(LONG);
        assertThat(runs.worker()).isNull();
        runs.mailbox.offer(() -> {});
        Thread worker = requireNonNull(runs.worker());
        assertThat(worker.isDaemon()).isTrue();
        runs.mailbox.close();
        worker.join();
        assertThat(runs.worker()).isNull();
    }

    @Test
    void threadThatHadNothingToDo_ends_andTheNextMessageStartsAnother() throws Exception {
        Runs hasty = new Runs(Duration.ofNanos(1));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            hasty.mailbox.offer(() -> threads.add(Thread.currentThread()));
            hasty.flush();
            assertThat(threads).hasSize(i + 1);
            threads.get(i).join();
        }
        assertThat(threads).doesNotHaveDuplicates();
    }

    @Test
    void threadThatEndsAsAMessageComes_leavesItNotBehind() {
        Runs hasty = new Runs(Duration.ofNanos(1));
        int[] seen = new int[1];
        for (int i = 0; i < 10_000; i++) {
            hasty.mailbox.offer(() -> seen[0]++);
            CompletableFuture<Void> handedOver = hasty.mailbox.flush();
            for (int spin = 0; spin < 10_000 && !handedOver.isDone(); spin++) {
                Thread.onSpinWait(); // to be back before the thread has ended
            }
            handedOver.orTimeout(30, TimeUnit.SECONDS).join();
        }
        assertThat(seen[0]).isEqualTo(10_000);
    }

    @Test
    void closedMailbox_takesNothing_andDropsWhatWaitedAndCounts() throws Exception {
        Runs runs = new Runs(LONG);
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch open = new CountDownLatch(1);
        runs.mailbox.offer(() -> hold(entered, open));
        entered.await();
        runs.mailbox.offer(() -> drops.clear());
        runs.mailbox.offer(() -> drops.clear());
        CompletableFuture<Void> flush = runs.mailbox.flush();
        runs.mailbox.close();
        runs.mailbox.close();
        assertThat(runs.mailbox.offer(() -> drops.clear())).isFalse();
        assertThat(flush).isNotDone();
        open.countDown();
        runs.mailbox.awaitEnd();
        assertThat(drops).containsExactly(Drop.DISABLED, Drop.DISABLED, Drop.DISABLED);
        assertThat(flush).isCompleted();
    }

    @Test
    void fullMailbox_dropsAndCounts_andKeepsRoomForWhatMattersMore() {
        List<Integer> taken = new ArrayList<>();
        Mailbox<Integer> mailbox =
                new Mailbox<>("unwoken", 8, (why, message) -> drops.add(why), (name, step) -> new Unwoken(), () -> 0);
        for (int i = 0; i < 8; i++) {
            assertThat(mailbox.offer(i, 6)).isEqualTo(i < 6);
        }
        assertThat(drops).hasSize(2).containsOnly(Drop.QUEUE_FULL);
        for (int i = 6; i < 10; i++) {
            assertThat(mailbox.offer(i)).isEqualTo(i < 8);
        }
        assertThat(drops).hasSize(4).containsOnly(Drop.QUEUE_FULL);
        for (Integer next = mailbox.poll(); next != null; next = mailbox.poll()) {
            taken.add(next);
        }
        assertThat(taken).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void stepThatThrows_losesItsMessageOnly_andIsReported() {
        Runs runs = new Runs(LONG);
        List<Integer> seen = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            runs.mailbox.offer(() -> {
                seen.add(number);
                if (number == 2) {
                    throw new AssertionError("odd");
                }
            });
        }
        runs.flush();
        assertThat(seen).containsExactly(0, 1, 2, 3, 4);
        assertThat(restarts).hasValue(1);
    }

    @Test
    void flushes_thatAreGivenUp_leaveNothingBehind() throws Exception {
        Runs runs = new Runs(LONG);
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch open = new CountDownLatch(1);
        runs.mailbox.offer(() -> hold(entered, open));
        entered.await();
        List<CompletableFuture<Void>> flushes = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            flushes.add(runs.mailbox.flush());
        }
        assertThat(runs.mailbox.waitingFlushes()).isEqualTo(1_000);
        flushes.forEach(flush -> flush.cancel(false));
        assertThat(runs.mailbox.waitingFlushes()).isZero();
        open.countDown();
        runs.flush();
    }

    @Test
    void step_isCalledWhenItAskedTo_andItsThreadEndsWhenItSaysSo() throws Exception {
        List<Long> answers = List.of(0L, 1_000L, 1L, Loop.END, Loop.END);
        AtomicInteger calls = new AtomicInteger();
        ThreadLoop loop = new ThreadLoop("timed", () -> answers.get(calls.getAndIncrement()), () -> {}, LONG);
        for (int ended = 4; ended <= 5; ended++) {
            loop.wake();
            Thread worker = loop.worker();
            if (worker != null) {
                worker.join();
            }
            assertThat(calls).hasValue(ended);
        }
        loop.close();
        loop.wake();
        loop.awaitEnd();
        assertThat(calls).hasValue(5);
    }

    private static void hold(CountDownLatch entered, CountDownLatch open) {
        entered.countDown();
        try {
            assertThat(open.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static final class Unwoken implements Loop {
        @Override
        public void wake() {}

        @Override
        public void close() {}

        @Override
        public void awaitEnd() {}
    }
}

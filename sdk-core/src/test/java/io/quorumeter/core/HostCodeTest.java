package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.spi.GuardedThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The collector's threads run the host's code, whatever it does to them. */
class HostCodeTest {
    private static final int EVENTS = 50;

    /** What the host's code does to the thread that runs it. */
    private static final class Odd {
        private final Random random;

        Odd(long seed) {
            random = new Random(seed);
        }

        void act() {
            switch (random.nextInt(7)) {
                case 0 -> Thread.currentThread().interrupt();
                case 1 -> throw new IllegalStateException("odd");
                case 2 -> throw new AssertionError("odd");
                case 3 -> throw new NoClassDefFoundError("com/odd/Listener");
                case 4 -> overflow(0);
                case 5 -> {
                    Thread.currentThread().interrupt();
                    throw new Death();
                }
                default -> {}
            }
        }

        private static int overflow(int depth) {
            return depth < 0 ? 0 : overflow(depth + 1) + 1;
        }
    }

    /** As {@code Thread.stop} has thrown. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void listeners_thatInterruptAndThrow_getEveryEventInOrder(long seed) {
        MetricsCollector metrics = Quorumeter.newCollector();
        Odd odd = new Odd(seed);
        List<Integer> oddSeen = new CopyOnWriteArrayList<>();
        List<Integer> goodSeen = new CopyOnWriteArrayList<>();
        AtomicInteger interrupted = new AtomicInteger();
        metrics.events().subscribe("odd", Integer.class, event -> {
            interrupted.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0);
            oddSeen.add(event);
            odd.act();
        });
        metrics.events().subscribe("good", Integer.class, goodSeen::add);
        List<Integer> published = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            published.add(i);
            metrics.events().publish(i);
            if (i % 5 == 0) { // what follows a flush runs on the thread that ends it
                var unused =
                        metrics.flush().thenRun(() -> Thread.currentThread().interrupt());
            }
        }
        assertThat(metrics.flush(Duration.ofMinutes(1)).join().isComplete()).isTrue();
        assertThat(oddSeen).isEqualTo(published);
        assertThat(goodSeen).isEqualTo(published);
        assertThat(interrupted).hasValue(0);
        Thread.interrupted();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void callbacks_thatInterruptAndThrow_harmNoOther(long seed) {
        MetricsCollector metrics =
                Quorumeter.collector().callbackLimit(Duration.ofMinutes(1)).create();
        Odd odd = new Odd(seed);
        AtomicInteger interrupted = new AtomicInteger();
        AtomicInteger asked = new AtomicInteger();
        for (int i = 0; i < 10; i++) {
            metrics.gauge("odd_" + i).observe(() -> {
                odd.act();
                return 1;
            });
            metrics.gauge("good_" + i).observe(() -> {
                interrupted.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0);
                return asked.incrementAndGet();
            });
        }
        for (int round = 1; round <= 5; round++) {
            metrics.snapshot();
            assertThat(asked).hasValue(10 * round);
        }
        assertThat(interrupted).hasValue(0);
        assertThat(metrics.snapshot().total(GuardedThread.RESTARTS)).isZero();
    }

    @Test
    void callbacks_afterAClockThatThrew_areAskedByAnotherThread() {
        AtomicInteger times = new AtomicInteger();
        AtomicInteger fails = new AtomicInteger(-1);
        MetricsCollector metrics = Quorumeter.collector()
                .nanoTime(() -> {
                    if (Thread.currentThread() instanceof GuardedThread && times.incrementAndGet() == fails.get()) {
                        throw new Death();
                    }
                    return System.nanoTime();
                })
                .callbackLimit(Duration.ofMinutes(1))
                .create();
        metrics.gauge("a_level").observe(() -> 1);
        metrics.gauge("b_level").observe(() -> 2);
        for (int round = 0; round < 2 * Callbacks.MOST_STUCK; round++) {
            fails.set(times.get() + 1);
            metrics.snapshot();
            assertThat(metrics.snapshot().value("a_level"))
                    .as("round %d", round)
                    .hasValue(1);
            assertThat(metrics.snapshot().value("b_level"))
                    .as("round %d", round)
                    .hasValue(2);
        }
        assertThat(metrics.snapshot().total(GuardedThread.RESTARTS)).isEqualTo(2.0 * Callbacks.MOST_STUCK);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void flushes_ofWhoInterruptsAndThrows_end(long seed) {
        MetricsCollector metrics = Quorumeter.newCollector();
        Odd odd = new Odd(seed);
        metrics.provider().onFlush("odd", left -> {
            odd.act();
            return CompletableFuture.completedFuture(null);
        });
        for (int i = 0; i < 20; i++) {
            assertThat(metrics.flush(Duration.ofMinutes(1)).join().unfinished()).isEmpty();
        }
        assertThat(metrics.snapshot().total(GuardedThread.RESTARTS)).isZero();
    }

    @Test
    void loop_thatEndsByAnError_startsAgain_andIsReported() throws InterruptedException {
        CountDownLatch restarted = new CountDownLatch(3);
        AtomicInteger runs = new AtomicInteger();
        Thread thread = GuardedThread.lasting(
                "odd",
                () -> {
                    if (runs.incrementAndGet() <= 3) {
                        Thread.currentThread().interrupt();
                        throw new Death();
                    }
                },
                () -> {
                    restarted.countDown();
                    throw new AssertionError("odd");
                });
        thread.start();
        thread.join();
        assertThat(runs).hasValue(4);
        assertThat(restarted.getCount()).isZero();
    }
}

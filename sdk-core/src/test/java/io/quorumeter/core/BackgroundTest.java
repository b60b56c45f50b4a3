package io.quorumeter.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quorumeter.Counter;
import io.quorumeter.MetricsCollector;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class BackgroundTest {
    private final VirtualTime time = new VirtualTime();
    private final Background background = new Background(time, Duration.ofSeconds(1), time);

    @Test
    void nothing_ticksUntilSomethingAsks() {
        assertThat(time.started()).isZero();
        background.onTick(now -> true);
        background.onTick(now -> true);
        assertThat(time.started()).isEqualTo(1);
    }

    @Test
    void work_isGivenTheTimeOfEachTick() {
        List<Long> times = new ArrayList<>();
        background.onTick(times::add);
        long start = time.getAsLong();
        time.run(Duration.ofSeconds(3));
        assertThat(times).containsExactly(start + 1_000_000_000, start + 2_000_000_000, start + 3_000_000_000L);
    }

    @Test
    void window_shorterThanATick_isWarnedOfOnce() {
        List<String> warnings = new ArrayList<>();
        Logger logger = Logger.getLogger("io.quorumeter");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                warnings.add(record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
        try {
            MetricsCollector metrics =
                    time.collector().interval(Duration.ofSeconds(10)).create();
            Counter counter = metrics.counter("blocks_total").create();
            metrics.gauge("blocks_per_second").rateOf(counter, Duration.ofSeconds(10));
            assertThat(warnings).isEmpty();
            metrics.summary("block_bytes").window(Duration.ofSeconds(9)).create();
            metrics.gauge("recent_per_second").rateOf(counter, Duration.ofSeconds(1));
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
        assertThat(warnings).singleElement().asString().contains("PT9S", "collection_interval, PT10S");
    }

    @Test
    void work_thatAnswersFalse_isNotCalledAgain() {
        List<Long> once = new ArrayList<>();
        List<Long> ever = new ArrayList<>();
        background.onTick(now -> {
            once.add(now);
            return false;
        });
        background.onTick(ever::add);
        time.run(Duration.ofSeconds(3));
        assertThat(once).hasSize(1);
        assertThat(ever).hasSize(3);
    }

    @Test
    void work_thatThrows_harmsNoOtherAndIsHeardOf() throws InterruptedException {
        List<Long> after = new ArrayList<>();
        background.onTick(now -> {
            throw new IllegalStateException("broken");
        });
        background.onTick(after::add);
        AtomicReference<Throwable> heard = new AtomicReference<>();
        Thread ticking = new Thread(() -> time.run(Duration.ofSeconds(2)));
        ticking.setUncaughtExceptionHandler((thread, failure) -> heard.set(failure));
        ticking.start();
        ticking.join();
        assertThat(after).hasSize(2);
        assertThat(heard.get()).hasMessage("broken");
    }

    @Test
    void failure_whoseHandlerThrows_endsNoTicks() throws InterruptedException {
        List<Long> after = new ArrayList<>();
        background.onTick(now -> {
            throw DerivedGaugesTest.<RuntimeException>sneaky(new IOException("checked"));
        });
        background.onTick(after::add);
        Thread ticking = new Thread(() -> time.run(Duration.ofSeconds(2)));
        ticking.setUncaughtExceptionHandler((thread, failure) -> {
            throw new IllegalStateException(failure);
        });
        ticking.start();
        ticking.join();
        assertThat(after).hasSize(2);
    }

    @Test
    void tick_ofABackgroundThatIsGone_saysSo() {
        WeakReference<Background> gone = startAndForget();
        for (int i = 0; i < 100 && gone.get() != null; i++) {
            System.gc();
        }
        assertThat(gone.get()).isNull();
        assertThat(time.tick()).isFalse();
    }

    @Test
    void thread_ofItsOwn_ticksAndEndsWithTheBackground() throws InterruptedException {
        AtomicReference<Thread> thread = new AtomicReference<>();
        WeakReference<Background> gone = tickOnce(thread);
        Thread ticking = requireNonNull(thread.get());
        assertThat(ticking.isDaemon()).isTrue();
        for (int i = 0; i < 100 && ticking.isAlive(); i++) {
            System.gc();
            ticking.join(100);
        }
        assertThat(ticking.isAlive()).isFalse();
        assertThat(gone.get()).isNull();
    }

    @Test
    void work_thatInterruptsOrThrows_endsNeitherTheTicksNorReachesTheNextWork() throws InterruptedException {
        Background background = new Background(System::nanoTime, Duration.ofMillis(1), null);
        CountDownLatch ticked = new CountDownLatch(5);
        List<Boolean> interrupted = new CopyOnWriteArrayList<>();
        background.onTick(now -> {
            Thread.currentThread().interrupt();
            Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> thread.interrupt());
            throw new AssertionError("odd");
        });
        background.onTick(now -> {
            interrupted.add(Thread.currentThread().isInterrupted());
            ticked.countDown();
            return true;
        });
        assertThat(ticked.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(interrupted).containsOnly(false);
    }

    @Test
    void interval_thatIsNoTime_isRefused() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Quorumeter.collector().interval(Duration.ZERO))
                .withMessageContaining("positive");
    }

    private WeakReference<Background> startAndForget() {
        Background forgotten = new Background(time, Duration.ofSeconds(1), time);
        forgotten.onTick(now -> true);
        return new WeakReference<>(forgotten);
    }

    private static WeakReference<Background> tickOnce(AtomicReference<Thread> thread) throws InterruptedException {
        Background background = new Background(System::nanoTime, Duration.ofMillis(1), null);
        CountDownLatch ticked = new CountDownLatch(2);
        background.onTick(now -> {
            thread.set(Thread.currentThread());
            ticked.countDown();
            return true;
        });
        assertThat(ticked.await(1, TimeUnit.MINUTES)).isTrue();
        return new WeakReference<>(background);
    }
}

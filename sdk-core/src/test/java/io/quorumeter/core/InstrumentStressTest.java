package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.Histogram;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.snapshot.Distribution;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstrumentStressTest {
    private static final int PER_THREAD = 200_000;

    private final MetricsCollector metrics = Quorumeter.newCollector();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void counter_incrementedByManyThreads_losesAndDoublesNothing(int threads) throws Exception {
        Counter counter = metrics.counter("work_total").create();
        List<MetricsSnapshot> seen = hammer(threads, i -> {
            counter.increment();
            counter.increment(2);
        });
        assertThat(counter.value()).isEqualTo(3L * threads * PER_THREAD);
        assertThat(seen).isSortedAccordingTo((a, b) -> Double.compare(a.total("work_total"), b.total("work_total")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void gauge_addedToByManyThreads_losesNoAddition(int threads) throws Exception {
        Gauge gauge = metrics.gauge("level").create();
        hammer(threads, i -> {
            gauge.add(3);
            gauge.add(0.5);
            gauge.decrement();
            gauge.add(-0.25);
        });
        assertThat(gauge.value()).isEqualTo(2.25 * threads * PER_THREAD);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void histogram_recordedByManyThreads_keepsEveryValueAndTheExactSum(int threads) throws Exception {
        Histogram histogram = metrics.histogram("batch").create();
        Timer timer = metrics.timer("wait_seconds").create();
        List<MetricsSnapshot> seen = hammer(threads, i -> {
            histogram.record(i % 1_000);
            timer.record(1L << (i % 30));
        });

        MetricsSnapshot last = metrics.snapshot();
        Distribution batch = last.distribution("batch").orElseThrow();
        assertThat(batch.count()).isEqualTo((long) threads * PER_THREAD);
        assertThat(batch.exactSum()).isEqualTo(499_500L * threads * (PER_THREAD / 1_000));
        assertThat(batch.countAtOrBelow(99)).isEqualTo(100L * threads * (PER_THREAD / 1_000));

        long expected = 0;
        for (int i = 0; i < PER_THREAD; i++) {
            expected += 1L << (i % 30);
        }
        assertThat(last.distribution("wait_seconds").orElseThrow().exactSum()).isEqualTo(threads * expected);

        for (MetricsSnapshot snapshot : seen) {
            Distribution partial = snapshot.distribution("batch").orElseThrow();
            assertThat(partial.exactSum()).isLessThanOrEqualTo(999 * partial.count());
        }
    }

    @Test
    void owners_thatEndBetweenSnapshots_passTheirWordsOn() throws Exception {
        Counter counter = metrics.counter("work_total").create();
        Histogram histogram = metrics.histogram("batch").create();
        for (int round = 1; round <= 20; round++) {
            hammer(3, i -> {
                counter.increment();
                histogram.record(i % 10);
            });
            MetricsSnapshot snapshot = metrics.snapshot();
            assertThat(snapshot.total("work_total")).isEqualTo(3.0 * round * PER_THREAD);
            assertThat(snapshot.distribution("batch").orElseThrow().exactSum())
                    .isEqualTo(3L * round * 45 * (PER_THREAD / 10));
        }
    }

    /** Runs {@code work} on so many threads while another takes snapshots, and gives the snapshots. */
    private List<MetricsSnapshot> hammer(int threads, IntConsumer work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads + 1);
        AtomicBoolean done = new AtomicBoolean();
        List<MetricsSnapshot> snapshots = new ArrayList<>();
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> writers = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                writers.add(pool.submit(() -> {
                    start.await();
                    for (int i = 0; i < PER_THREAD; i++) {
                        work.accept(i);
                    }
                    return null;
                }));
            }
            Future<?> reader = pool.submit(() -> {
                while (!done.get() && snapshots.size() < 1_000) {
                    snapshots.add(metrics.snapshot());
                }
            });
            start.countDown();
            for (Future<?> writer : writers) {
                writer.get();
            }
            done.set(true);
            reader.get();
        } finally {
            pool.shutdownNow();
        }
        return snapshots;
    }
}

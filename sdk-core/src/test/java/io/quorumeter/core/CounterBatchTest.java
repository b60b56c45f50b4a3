package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.Counter;
import io.quorumeter.CounterBatch;
import io.quorumeter.MetricsCollector;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CounterBatchTest {
    private static final int THREADS = 4;
    private static final int ADDITIONS = 100_003;

    @Test
    void batch_hasTheSizeOfTheSettings() {
        Counter counter = Quorumeter.newCollector(MetricsConfig.parse(Map.of("batch_size", "5")))
                .counter("checked_total")
                .create();
        CounterBatch batch = counter.batch();
        for (int i = 0; i < 4; i++) {
            batch.increment();
        }
        assertThat(counter.value()).isZero();
        batch.increment();
        assertThat(counter.value()).isEqualTo(5);
    }

    @Test
    void batches_ofManyThreads_loseNothing() throws InterruptedException {
        MetricsCollector metrics = Quorumeter.newCollector();
        Counter counter = metrics.counter("checked_total").create();
        CountDownLatch begin = new CountDownLatch(1);
        Thread[] threads = new Thread[THREADS];
        for (int t = 0; t < THREADS; t++) {
            threads[t] = new Thread(() -> add(counter, begin));
            threads[t].start();
        }
        begin.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(metrics.snapshot().value("checked_total")).hasValue((double) THREADS * ADDITIONS);
    }

    private static void add(Counter counter, CountDownLatch begin) {
        try (CounterBatch batch = counter.batch(64)) {
            begin.await();
            for (int i = 0; i < ADDITIONS; i++) {
                batch.increment();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}

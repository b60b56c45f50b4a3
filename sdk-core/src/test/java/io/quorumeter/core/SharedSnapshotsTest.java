package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.snapshot.MetricsSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SharedSnapshotsTest {
    @Test
    void readersThatWait_shareOneThatBeganAfterTheyAsked() throws Exception {
        CountDownLatch firstBegan = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger taken = new AtomicInteger();
        SharedSnapshots snapshots = new SharedSnapshots(toKeep -> {
            if (taken.getAndIncrement() == 0) {
                firstBegan.countDown();
                awaitUninterrupted(release);
            }
            return new Lease(empty(), () -> {});
        });
        ExecutorService readers = Executors.newFixedThreadPool(9);
        try {
            Future<MetricsSnapshot> first = readers.submit(snapshots::snapshot);
            firstBegan.await();
            List<Future<MetricsSnapshot>> waiting = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                waiting.add(readers.submit(snapshots::snapshot));
            }
            while (snapshots.waiting() < 8) {
                Thread.onSpinWait();
            }
            release.countDown();
            Set<MetricsSnapshot> given = new HashSet<>();
            for (Future<MetricsSnapshot> reader : waiting) {
                given.add(reader.get());
            }
            assertThat(given).hasSize(1).doesNotContain(first.get());
            assertThat(taken).hasValue(2);
        } finally {
            readers.shutdownNow();
        }
    }

    @Test
    void everySnapshot_holdsWhatItsReaderRecordedBefore() throws Exception {
        AtomicLong recorded = new AtomicLong();
        SharedSnapshots snapshots = new SharedSnapshots(
                toKeep -> new Lease(new MetricsSnapshot(Instant.ofEpochMilli(recorded.get()), List.of()), () -> {}));
        ExecutorService readers = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> missing = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                missing.add(readers.submit(() -> {
                    int missed = 0;
                    for (int i = 0; i < 20_000; i++) {
                        long mine = recorded.incrementAndGet();
                        missed += snapshots.snapshot().time().toEpochMilli() < mine ? 1 : 0;
                    }
                    return missed;
                }));
            }
            for (Future<Integer> reader : missing) {
                assertThat(reader.get()).isZero();
            }
        } finally {
            readers.shutdownNow();
        }
    }

    private static MetricsSnapshot empty() {
        return new MetricsSnapshot(Instant.EPOCH, List.of());
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}

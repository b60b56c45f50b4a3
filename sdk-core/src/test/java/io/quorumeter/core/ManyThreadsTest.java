package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.Counter;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Threads by the thousand, all alive at once: virtual ones where the JDK has them, and fewer of the other kind where it has not. */
@SuppressWarnings("ThreadPriorityCheck") // gives way on purpose, so that all are in the middle of it at once
class ManyThreadsTest {
    private static final int VIRTUAL = 10_000;
    private static final int PLATFORM = 400;
    private static final int RECORDS = 50;
    private static final int OCTAVES = 8;
    private static final int INSTRUMENTS = 100;
    private static final int THREADS_EACH = 40;

    /** What a histogram over eight octaves may take when threads contend for it. */
    private static final double MOST_BYTES = 4 * 12 * 1024;

    @Test
    void recordsNothingTwiceNorNever_inTheMemoryOfAFew() throws Exception {
        MetricsCollector metrics = Quorumeter.newCollector();
        Counter votes = metrics.counter("votes_total").create();
        Timer waits = metrics.timer("wait_seconds").create();
        double before = metrics.snapshot().value("quorumeter_memory_bytes").orElseThrow();
        int count = hasVirtualThreads() ? VIRTUAL : PLATFORM;
        CountDownLatch ready = new CountDownLatch(count);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(count);
        ThreadFactory factory = threads();
        List<Thread> all = new ArrayList<>();
        for (int t = 0; t < count; t++) {
            Thread thread = factory.newThread(() -> {
                ready.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    return;
                }
                for (int i = 0; i < RECORDS; i++) {
                    votes.increment();
                    waits.record(1000L << (i % OCTAVES));
                    Thread.yield();
                }
                done.countDown();
            });
            all.add(thread);
            thread.start();
        }
        assertThat(ready.await(1, TimeUnit.MINUTES)).isTrue();
        go.countDown();
        long seen = 0;
        while (!done.await(10, TimeUnit.MILLISECONDS) && seen < (long) count * RECORDS) {
            long now = metrics.read(s -> (long) s.total("votes_total"));
            assertThat(now).isBetween(seen, (long) count * RECORDS);
            seen = now;
        }
        assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();

        MetricsSnapshot after = metrics.snapshot();
        assertThat(after.total("votes_total")).isEqualTo((double) count * RECORDS);
        assertThat(after.distribution("wait_seconds").orElseThrow().count()).isEqualTo((long) count * RECORDS);
        assertThat(after.value("quorumeter_memory_bytes").orElseThrow() - before)
                .isBetween(4_000.0, MOST_BYTES);
        for (Thread thread : all) {
            thread.join(TimeUnit.MINUTES.toMillis(1));
            assertThat(thread.isAlive()).isFalse();
        }
    }

    /** By the heap, which also holds what the JVM does meanwhile: the engine's own account is not asked. */
    @Test
    void instruments_thatManyThreadsUse_takeNoMoreOfTheHeapThanAFewWould() throws Exception {
        MetricsCollector metrics = Quorumeter.newCollector();
        Counter[] votes = new Counter[INSTRUMENTS];
        Timer[] waits = new Timer[INSTRUMENTS];
        for (int i = 0; i < INSTRUMENTS; i++) {
            votes[i] = metrics.counter("votes_total").with("peer", "p" + i).create();
            waits[i] = metrics.timer("wait_seconds").with("peer", "p" + i).create();
        }
        useAll(waits[0], votes[0]); // what comes with the first threads stays out of it
        long before = heap();
        for (int i = 1; i < INSTRUMENTS; i++) {
            useAll(waits[i], votes[i]);
        }
        double each = (heap() - before) / (INSTRUMENTS - 1.0);
        long recorded = metrics.<Long>read(snapshot -> (long) snapshot.total("votes_total"));
        assertThat(recorded).isEqualTo((long) INSTRUMENTS * THREADS_EACH * OCTAVES);
        assertThat(each).as("bytes of a timer and a counter").isBetween(3_000.0, MOST_BYTES);
    }

    private static void useAll(Timer wait, Counter vote) throws Exception {
        ThreadFactory factory = threads();
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> all = new ArrayList<>();
        for (int t = 0; t < THREADS_EACH; t++) {
            Thread thread = factory.newThread(() -> {
                try {
                    go.await();
                } catch (InterruptedException stopped) {
                    return;
                }
                for (int o = 0; o < OCTAVES; o++) {
                    vote.increment();
                    wait.record(1000L << o);
                    Thread.yield();
                }
            });
            all.add(thread);
            thread.start();
        }
        go.countDown();
        for (Thread thread : all) {
            thread.join(TimeUnit.MINUTES.toMillis(1));
            assertThat(thread.isAlive()).isFalse();
        }
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    private static boolean hasVirtualThreads() {
        return Runtime.version().feature() >= 21;
    }

    /** Asked for by reflection, since this is compiled for an older JDK. */
    private static ThreadFactory threads() throws ReflectiveOperationException {
        if (!hasVirtualThreads()) {
            return Executors.defaultThreadFactory();
        }
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        return (ThreadFactory)
                Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
    }
}

package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.Counter;
import io.quorumeter.Indexed;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.PeerSet;
import io.quorumeter.Timer;
import io.quorumeter.ValidatorSet;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every instrument by several threads, while others take snapshots and make and end series of the same collector. */
class StressMatrixTest {
    private static final int ROUNDS = 40_000;

    /** The time stands still, so that an unfinished item is as long as it will be. */
    static final long NOW = 1_000;

    private final MetricsCollector metrics = Quorumeter.collector()
            .level(MetricLevel.DETAILED)
            .seriesLimit(20)
            .nanoTime(() -> NOW)
            .create();
    private final AtomicBoolean over = new AtomicBoolean();

    static Stream<Arguments> matrix() {
        return Stream.of(StressSubject.values())
                .flatMap(subject -> Stream.of(1, 2, 4, 8).map(threads -> Arguments.of(subject, threads)));
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void records_areNeitherLostNorDoubledNorTorn(StressSubject subject, int threads) throws Exception {
        IntConsumer call = subject.on(metrics);
        int each = subject.calls() / threads;
        long all = subject.perCall * each * threads;
        List<Runnable> writers = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            writers.add(() -> {
                for (int i = 0; i < each; i++) {
                    call.accept(i);
                }
            });
        }
        run(writers, List.of(() -> watch(subject, all, true), () -> watch(subject, all, false), this::churn));
        Offset<Long> off = Offset.offset((long) (subject.tolerance() * all));
        assertThat(metrics.<Long>read(subject::in)).isCloseTo(all, off);
        MetricsSnapshot end = metrics.snapshot();
        assertThat(subject.in(end)).isCloseTo(all, off);
        assertThat(subject.sumIn(end)).isEqualTo(subject.sumOf(each, threads));
    }

    @Test
    void recordsToSeriesThatEndMeanwhile_areCountedOnceEach_inTheirSeriesOrAsLate() throws Exception {
        VirtualTime time = new VirtualTime();
        MetricsCollector metrics =
                time.collector().level(MetricLevel.DETAILED).seriesLimit(20).create();
        PeerSet peers = PeerSet.ofSlots(4);
        Indexed<Timer> waits = metrics.timer("wait_seconds").by("peer", peers);
        ConcurrentLinkedQueue<Timer> kept = new ConcurrentLinkedQueue<>();
        List<Runnable> writers = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int slot = t;
            writers.add(() -> {
                Timer last = waits.at(slot);
                for (int i = 0; i < ROUNDS; i++) {
                    Timer now = waits.at(slot);
                    if (now != last) {
                        kept.add(last); // or it could be forgotten before what came late is counted
                    }
                    now.record(i & 1023);
                    last = now;
                }
                kept.add(last);
            });
        }
        run(
                writers,
                List.of(
                        () -> {
                            for (int i = 0; i < ROUNDS && !over.get(); i++) {
                                peers.disconnect(peers.connect("p" + i));
                            }
                        },
                        () -> {
                            while (!over.get()) {
                                metrics.snapshot();
                            }
                        }));
        assertThat(kept).isNotEmpty();
        time.tick();
        MetricsSnapshot end = metrics.snapshot();
        double late = end.value("quorumeter_late_records_total", "metric", "wait_seconds")
                .orElse(0);
        assertThat(end.value("quorumeter_observations_total", "metric", "wait_seconds")
                                .orElseThrow()
                        + late)
                .isEqualTo(4 * ROUNDS);
    }

    /** The measure never falls, and is never more than all that is to come. */
    private void watch(StressSubject subject, long all, boolean recycled) {
        long before = 0;
        while (!over.get()) {
            long now = recycled ? metrics.read(subject::in) : subject.in(metrics.snapshot());
            if (now > all * (1 + subject.tolerance()) + 8 * subject.perCall || (now < before && subject.onlyRises())) {
                throw new AssertionError(before + ", then " + now + " of " + all);
            }
            before = now;
        }
    }

    /** Series come and go, of every kind of label, and each is found as it was left. */
    private void churn() {
        PeerSet peers = PeerSet.ofSlots(2);
        Indexed<Counter> seen = metrics.counter("churn_seen_total").by("peer", peers);
        for (int round = 0; !over.get(); round++) {
            ValidatorSet epoch = ValidatorSet.ofSize(3);
            Indexed<Counter> votes = metrics.counter("churn_votes_total").by("validator", epoch);
            for (int v = 0; v < 3; v++) {
                votes.at(v).increment(v);
                if (votes.at(v).value() != v) {
                    throw new AssertionError("validator " + v + " of an epoch began with another's count");
                }
            }
            epoch.close();
            int slot = peers.connect("p" + round);
            seen.at(slot).increment();
            if (seen.at(slot).value() != 1) {
                throw new AssertionError("a peer began with another's count");
            }
            peers.disconnect(slot);
            metrics.incrementCounter("churn_named_total", "round", "r" + round);
        }
    }

    /** Runs the writers to their end and the others until then; fails with what any of them fails with. */
    private void run(List<Runnable> writers, List<Runnable> others) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(writers.size() + others.size());
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> beside = new ArrayList<>();
            others.forEach(other -> beside.add(pool.submit(() -> after(start, other))));
            List<Future<?>> writing = new ArrayList<>();
            writers.forEach(writer -> writing.add(pool.submit(() -> after(start, writer))));
            start.countDown();
            try {
                for (Future<?> writer : writing) {
                    writer.get();
                }
            } finally {
                over.set(true);
            }
            for (Future<?> other : beside) {
                other.get();
            }
        } finally {
            over.set(true);
            pool.shutdownNow();
        }
    }

    private static void after(CountDownLatch start, Runnable work) {
        try {
            start.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        work.run();
    }
}

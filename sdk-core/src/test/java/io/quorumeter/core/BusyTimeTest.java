package io.quorumeter.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quorumeter.BusyTime;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricsCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BusyTimeTest {
    private static final long SECOND = 1_000_000_000L;

    private long now = Long.MAX_VALUE - SECOND;
    private final MetricsCollector metrics =
            Quorumeter.collector().nanoTime(() -> now).create();
    private final BusyTime busy = metrics.busyTime("stage_busy_seconds_total").create();

    @Test
    void work_countsWhileItGoesOn() {
        busy.begin(now);
        now += SECOND / 2;
        assertThat(shown()).isEqualTo(0.5);
        now += SECOND;
        busy.end(now);
        now += 10 * SECOND;
        assertThat(shown()).isEqualTo(1.5);
        busy.begin(now);
        now += SECOND;
        assertThat(shown()).isEqualTo(2.5);
        assertThat(busy.nanos()).isEqualTo(5 * SECOND / 2);
    }

    @Test
    void work_measuredElsewhere_isAddedInAnyState() {
        busy.add(SECOND);
        busy.begin(now);
        busy.add(SECOND);
        now += SECOND;
        assertThat(shown()).isEqualTo(3);
        busy.end(now);
        assertThat(shown()).isEqualTo(3);
    }

    @Test
    void beginAndEnd_repeated_doNothing() {
        busy.end(now);
        busy.begin(now);
        now += SECOND;
        busy.begin(now);
        now += SECOND;
        busy.end(now);
        busy.end(now + SECOND);
        assertThat(shown()).isEqualTo(2);
    }

    @Test
    void negativeTime_isDroppedAndCounted() {
        busy.add(-1);
        assertThat(shown()).isZero();
        assertThat(refused()).isEqualTo(1);
    }

    @Test
    void endBeforeTheBegin_addsNothingAndIsCounted() {
        busy.add(SECOND);
        busy.begin(now);
        busy.add(SECOND);
        busy.end(now - SECOND / 2);
        assertThat(shown()).isEqualTo(2);
        busy.begin(now);
        now += SECOND;
        busy.end(now);
        assertThat(shown()).isEqualTo(3);
        assertThat(refused()).isEqualTo(1);
    }

    @Test
    void beginByAClockThatIsAhead_showsNothingOfIt() {
        busy.add(SECOND);
        busy.begin(now + SECOND);
        assertThat(shown()).isEqualTo(1);
        BusyTime worker = busy.worker();
        worker.begin(now + 3 * SECOND);
        assertThat(shown()).isEqualTo(1);
        now += 2 * SECOND;
        assertThat(shown()).isEqualTo(2);
    }

    @Test
    void workers_addUp() {
        BusyTime second = busy.worker();
        BusyTime third = second.worker();
        busy.begin(now);
        second.begin(now);
        third.add(5 * SECOND);
        now += SECOND;
        assertThat(shown()).isEqualTo(7);
        assertThat(second.nanos()).isEqualTo(7 * SECOND);
    }

    @Test
    void worker_thatIsClosed_leavesItsTimeAndNothingElse() {
        BusyTime.Worker worker = busy.worker();
        BusyTime.Worker other = worker.worker();
        assertThat(((LiveBusyTime) busy).workers()).isEqualTo(2);
        worker.begin(now);
        worker.end(now + SECOND);
        worker.begin(now + SECOND);
        now += 3 * SECOND;
        worker.close();
        worker.close();
        assertThat(((LiveBusyTime) busy).workers()).isEqualTo(1);
        assertThat(shown()).isEqualTo(3);
        worker.begin(now);
        now += SECOND;
        worker.end(now);
        worker.add(SECOND / 2);
        other.add(SECOND);
        assertThat(shown()).isEqualTo(4.5);
        assertThat(worker.nanos()).isEqualTo(9 * SECOND / 2);
    }

    @Test
    void workersThatCloseWhileOthersAddAndRead_loseNothingAndCountNothingTwice() throws Exception {
        int rounds = 20_000;
        AtomicReference<BusyTime.Worker> current = new AtomicReference<>(busy.worker());
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            Future<?> adding = pool.submit(() -> {
                for (int i = 0; i < rounds; i++) {
                    requireNonNull(current.get()).add(3);
                }
            });
            Future<?> closing = pool.submit(() -> {
                for (int i = 0; i < rounds; i++) {
                    requireNonNull(current.getAndSet(busy.worker())).close();
                }
            });
            Future<Long> most = pool.submit(() -> {
                long seen = 0;
                for (int i = 0; i < rounds; i++) {
                    seen = Math.max(seen, busy.nanos());
                }
                return seen;
            });
            adding.get();
            closing.get();
            assertThat(most.get()).isLessThanOrEqualTo(3L * rounds);
        } finally {
            pool.shutdownNow();
        }
        assertThat(busy.nanos()).isEqualTo(3L * rounds);
        assertThat(((LiveBusyTime) busy).workers()).isEqualTo(1);
    }

    @Test
    void total_neverFalls() {
        busy.begin(now);
        now += 2 * SECOND;
        assertThat(shown()).isEqualTo(2);
        busy.end(now - SECOND);
        assertThat(shown()).isEqualTo(2);
        busy.add(SECOND + SECOND / 2);
        assertThat(shown()).isEqualTo(2.5);
    }

    @Test
    void nanoseconds_areKeptExactly() {
        long centuries = 290L * 365 * 86_400 * SECOND / 4;
        busy.add(centuries);
        for (int i = 0; i < 7; i++) {
            busy.add(1);
        }
        assertThat(busy.nanos()).isEqualTo(centuries + 7);
    }

    @Test
    void additions_ofManyThreads_areAllThere() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 100_000; i++) {
                    busy.add(3);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (int i = 0; i < 1_000; i++) {
            busy.begin(now);
            busy.end(now);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(busy.nanos()).isEqualTo(1_200_000);
    }

    @Test
    void name_thatIsNotInSeconds_isRefused() {
        assertThatExceptionOfType(MetricDeclarationException.class)
                .isThrownBy(() -> metrics.busyTime("stage_busy_total").create())
                .withMessageContaining("'stage_busy_total' must end in '_seconds_total'");
    }

    private double refused() {
        return metrics.snapshot()
                .value(
                        "quorumeter_invalid_observations_total",
                        "metric",
                        "stage_busy_seconds_total",
                        "reason",
                        "negative")
                .orElseThrow();
    }

    private double shown() {
        return metrics.snapshot().value("stage_busy_seconds_total").orElseThrow();
    }
}

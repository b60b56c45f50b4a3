package io.quorumeter.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quorumeter.BusyTime;
import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import org.junit.jupiter.api.Test;

class PerformanceMetricsTest {
    private static final long SECOND = 1_000_000_000L;

    private long now = Long.MAX_VALUE - SECOND;
    private final MetricsCollector collector =
            Quorumeter.collector().nanoTime(() -> now).create();
    private final PerformanceMetrics metrics = new PerformanceMetrics(collector, Samples.PROTOCOL);
    private final Movement moved = new Movement(collector);
    private final BusyTime worker = metrics.worker(ProcessingStage.CONSENSUS);

    @Test
    void transactionConfirmed_isTimed() {
        assertThat(moved.of(() -> metrics.transactionConfirmed(2 * SECOND)))
                .containsExactly("performance_transaction_confirmation_seconds");
        assertThat(moved.distribution("performance_transaction_confirmation_seconds")
                        .sum())
                .isCloseTo(2, within(1e-9));
    }

    @Test
    void endToEnd_isTimed() {
        metrics.endToEnd(SECOND / 4);
        metrics.endToEnd(SECOND);
        assertThat(moved.distribution("performance_end_to_end_seconds").count()).isEqualTo(2);
        assertThat(moved.distribution("performance_end_to_end_seconds").sum()).isCloseTo(1.25, within(1e-9));
    }

    @Test
    void work_countsWhileItGoesOn() {
        worker.begin(now);
        now += SECOND / 2;
        assertThat(busy("consensus")).isCloseTo(0.5, within(1e-9));
        now += SECOND;
        worker.end(now);
        now += 10 * SECOND;
        assertThat(busy("consensus")).isCloseTo(1.5, within(1e-9));
        worker.begin(now);
        now += SECOND;
        assertThat(busy("consensus")).isCloseTo(2.5, within(1e-9));
        assertThat(busy("crypto")).isZero();
    }

    @Test
    void work_measuredElsewhere_isAddedInAnyState() {
        worker.add(SECOND);
        worker.add(-SECOND);
        assertThat(busy("consensus")).isCloseTo(1, within(1e-9));
        worker.begin(now);
        worker.add(SECOND);
        now += SECOND;
        assertThat(busy("consensus")).isCloseTo(3, within(1e-9));
        worker.end(now);
        assertThat(busy("consensus")).isCloseTo(3, within(1e-9));
    }

    @Test
    void beginAndEnd_repeated_doNothing() {
        worker.end(now);
        worker.begin(now);
        now += SECOND;
        worker.begin(now);
        now += SECOND;
        worker.end(now);
        worker.end(now + SECOND);
        assertThat(busy("consensus")).isCloseTo(2, within(1e-9));
    }

    @Test
    void workers_ofOneStage_addUp() {
        metrics.worker(ProcessingStage.CONSENSUS).add(SECOND);
        worker.add(SECOND);
        assertThat(busy("consensus")).isCloseTo(2, within(1e-9));
    }

    @Test
    void busyTime_neverFalls() {
        worker.begin(now);
        now += 2 * SECOND;
        assertThat(busy("consensus")).isCloseTo(2, within(1e-9));
        worker.end(now - SECOND);
        assertThat(busy("consensus")).isCloseTo(2, within(1e-9));
    }

    private double busy(String stage) {
        return moved.value("performance_stage_busy_seconds_total", "stage", stage);
    }
}

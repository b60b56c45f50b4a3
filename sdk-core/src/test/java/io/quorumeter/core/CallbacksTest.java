package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quorumeter.MetricsCollector;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallbacksTest {
    private final LiveCollector metrics = (LiveCollector)
            Quorumeter.collector().callbackLimit(Duration.ofMillis(500)).create();
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void release() {
        released.countDown();
    }

    @Test
    void callbacks_runOnOneDaemonThreadThatIsNotTheReaders() {
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 20; i++) {
            metrics.gauge("level_" + i).observe(() -> {
                seen.add(Thread.currentThread());
                return 1;
            });
        }
        metrics.snapshot();
        metrics.snapshot();
        assertThat(seen).hasSize(1).doesNotContain(Thread.currentThread()).allMatch(Thread::isDaemon);
    }

    @Test
    void callback_thatGivesNull_hasNoValueNow() {
        MetricsCollector metrics = Quorumeter.newCollector();
        AtomicReference<@Nullable Long> value = new AtomicReference<>();
        metrics.gauge("lag_blocks").with("peer", "a").observe(value::get);
        metrics.gauge("lag_blocks").with("peer", "b").observe(() -> 7);
        metrics.counter("evictions_total").observe(value::get);
        for (Long now : new Long[] {null, 3L, null, 4L, null}) {
            value.set(now);
            MetricsSnapshot snapshot = metrics.snapshot();
            assertThat(snapshot.family("lag_blocks").orElseThrow().size()).isEqualTo(now == null ? 1 : 2);
            assertThat(snapshot.value("lag_blocks", "peer", "b")).hasValue(7);
            if (now == null) {
                assertThat(snapshot.value("lag_blocks", "peer", "a")).isEmpty();
                assertThat(snapshot.value("evictions_total")).isEmpty();
            } else {
                assertThat(snapshot.value("lag_blocks", "peer", "a")).hasValue(now);
                assertThat(snapshot.value("evictions_total")).hasValue(now);
            }
        }
        assertThat(metrics.snapshot().family("quorumeter_callback_failures_total"))
                .map(FamilySnapshot::total)
                .get()
                .isEqualTo(0.0);
    }

    @Test
    void collector_withoutCallbacks_hasNoThread() {
        metrics.counter("work_total").create();
        assertThat(metrics.snapshot().family("quorumeter_series")).isPresent();
        assertThat(metrics.callbacks().hasThread()).isFalse();
    }

    @Test
    void callback_thatHangs_showsItsLastGoodValueAndDelaysNothingElse() {
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger others = new AtomicInteger();
        metrics.gauge("a_level").observe(others::incrementAndGet);
        metrics.gauge("hanging_level").observe(() -> {
            if (calls.incrementAndGet() == 2) {
                await(released);
            }
            return calls.get();
        });
        metrics.gauge("z_level").observe(others::incrementAndGet);
        assertThat(metrics.snapshot().value("hanging_level")).hasValue(1);

        for (int snapshots = 2; snapshots <= 4; snapshots++) {
            MetricsSnapshot snapshot = metrics.snapshot();
            assertThat(snapshot.value("hanging_level")).hasValue(1);
            assertThat(snapshot.value("a_level")).hasValue(2 * snapshots - 1);
            assertThat(snapshot.value("z_level")).hasValue(2 * snapshots);
        }
        assertThat(calls).hasValue(2);
        assertThat(metrics.callbacks().stuck()).isEqualTo(1);
        assertThat(failures("hanging_level", "timeout")).isBetween(3.0, 4.0);
        assertThat(failures("z_level", "timeout") + failures("a_level", "timeout"))
                .isZero();
    }

    @Test
    void callback_thatComesBack_isAskedAgain() {
        AtomicInteger calls = new AtomicInteger();
        metrics.gauge("level").observe(() -> {
            if (calls.incrementAndGet() == 1) {
                await(released);
            }
            return calls.get();
        });
        assertThat(metrics.snapshot().value("level")).isEmpty();
        released.countDown();
        while (metrics.callbacks().stuck() > 0) {
            Thread.onSpinWait();
        }
        assertThat(metrics.snapshot().value("level")).hasValue(2);
    }

    @Test
    void source_thatReplacesOneThatHangs_isAskedAtOnce() {
        metrics.gauge("level").observe(() -> {
            await(released);
            return 1;
        });
        metrics.snapshot();
        metrics.gauge("level").observe(() -> 5);
        assertThat(metrics.snapshot().value("level")).hasValue(5);
    }

    @Test
    void threads_thatAreStuck_areBounded() {
        for (int i = 0; i < 2 * Callbacks.MOST_STUCK; i++) {
            metrics.gauge("level_" + i).observe(() -> {
                await(released);
                return 1;
            });
        }
        for (int i = 0; i < 4; i++) {
            metrics.snapshot();
        }
        assertThat(metrics.callbacks().stuck()).isEqualTo(Callbacks.MOST_STUCK);
        assertThat(metrics.callbacks().hasThread()).isFalse();
        released.countDown();
        while (metrics.callbacks().stuck() > 0) {
            Thread.onSpinWait();
        }
        assertThat(metrics.snapshot().value("level_0")).hasValue(1);
    }

    @Test
    void callback_thatTakesASnapshot_isRefusedWithAReason() {
        AtomicReference<Throwable> refused = new AtomicReference<>();
        metrics.gauge("level").observe(() -> {
            try {
                return metrics.snapshot().families().size();
            } catch (RuntimeException refusal) {
                refused.set(refusal);
                throw refusal;
            }
        });
        metrics.snapshot();
        assertThat(refused.get()).isInstanceOf(IllegalStateException.class).hasMessageContaining("callback");
        assertThat(failures("level", "exception")).isPositive();
    }

    @Test
    void callback_thatLooksAtAnotherCollector_maySnapshotIt() {
        MetricsCollector other = Quorumeter.newCollector();
        other.gauge("depth").observe(() -> 7);
        metrics.gauge("level").observe(() -> other.snapshot().total("depth"));
        assertThat(metrics.snapshot().value("level")).hasValue(7);
    }

    @Test
    void callback_thatInterruptsItsThread_harmsNoOther() {
        metrics.gauge("a_level").observe(() -> {
            Thread.currentThread().interrupt();
            return 1;
        });
        metrics.gauge("b_level").observe(() -> Thread.currentThread().isInterrupted() ? 1 : 0);
        metrics.snapshot();
        assertThat(metrics.snapshot().value("b_level")).hasValue(0);
    }

    @Test
    void reader_thatIsInterrupted_getsAWholeSnapshotAndStaysInterrupted() {
        metrics.gauge("level").observe(() -> 3);
        Thread.currentThread().interrupt();
        assertThat(metrics.snapshot().value("level")).hasValue(3);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void callbacks_areAskedEffectsFirstAndInFewSteps() {
        List<String> asked = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String name = "step_" + i;
            metrics.gauge(name).causedBy("step_" + (i + 1), "cause_total").observe(() -> {
                asked.add(name);
                return 1;
            });
            metrics.counter("effect_" + i + "_total").causedBy(name).create();
        }
        metrics.counter("cause_total").create();
        metrics.snapshot();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            expected.add("step_" + i);
        }
        assertThat(asked).isEqualTo(expected);
        assertThat(metrics.registry().steps()).hasSize(3);
    }

    @Test
    void familyThatIsObservedAndRecorded_endsItsStep() {
        metrics.gauge("a_level").with("kind", "asked").causedBy("b_level").observe(() -> 1);
        metrics.gauge("a_level").with("kind", "told").causedBy("b_level").create();
        metrics.gauge("b_level").observe(() -> 1);
        metrics.gauge("c_level").causedBy("a_level").observe(() -> 1);
        metrics.snapshot();
        List<ReadingOrder.Step> asking = metrics.registry().steps().stream()
                .filter(ReadingOrder.Step::asks)
                .toList();
        assertThat(asking.get(0).families()).extracting(Family::name).containsExactly("c_level", "a_level");
        assertThat(asking.get(1).families()).extracting(Family::name).containsExactly("b_level");
    }

    @Test
    void limit_thatIsNoneOrEndless_isRefused() {
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofMillis(9), Duration.ofMinutes(2))) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> Quorumeter.collector().callbackLimit(wrong))
                    .withMessageContaining(wrong.toString());
        }
    }

    @Test
    void callback_thatNeverSucceeded_showsNoSeriesUntilItDoes() {
        AtomicInteger calls = new AtomicInteger();
        metrics.gauge("level").with("kind", "good").observe(() -> 1);
        metrics.gauge("level").with("kind", "late").observe(() -> {
            if (calls.incrementAndGet() < 3) {
                throw new IllegalStateException("not open yet");
            }
            return calls.get();
        });
        metrics.gauge("broken_level").observe(() -> Double.NaN);
        MetricsSnapshot first = metrics.snapshot();
        assertThat(first.value("level", "kind", "good")).hasValue(1);
        assertThat(first.value("level", "kind", "late")).isEmpty();
        assertThat(first.family("level").orElseThrow().allLabels())
                .isSameAs(metrics.snapshot().family("level").orElseThrow().allLabels());
        assertThat(metrics.snapshot().value("level", "kind", "late")).hasValue(3);
        assertThat(metrics.snapshot().value("broken_level")).isEmpty();
        String text = metrics.read(snapshot ->
                new PrometheusText().write(snapshot, new TextBuffer()).toString());
        assertThat(text).contains("level{kind=\"late\"} 5\n").doesNotContain(" broken_level ");
    }

    @Test
    void callback_thatFailsAfterASuccess_showsTheLastValueWithItsTime() {
        AtomicLong now = new AtomicLong(1_000);
        MetricsCollector metrics = Quorumeter.collector()
                .clock(() -> Instant.ofEpochMilli(now.get()))
                .nanoTime(() -> now.get() * 1_000_000)
                .create();
        AtomicInteger calls = new AtomicInteger();
        metrics.counter("seen_total").observe(() -> {
            if (calls.incrementAndGet() == 2) {
                throw new IllegalStateException("gone");
            }
            return 7;
        });
        assertThat(stamp(metrics)).isZero();
        now.set(60_000);
        assertThat(stamp(metrics)).isEqualTo(1_000);
        assertThat(stamp(metrics)).isZero();
    }

    private static long stamp(MetricsCollector metrics) {
        FamilySnapshot family = metrics.snapshot().family("seen_total").orElseThrow();
        assertThat(family.value(0)).isEqualTo(7);
        return family.timestampMillis(0);
    }

    private double failures(String family, String reason) {
        return metrics.snapshot()
                .value("quorumeter_callback_failures_total", "metric", family, "reason", reason)
                .orElseThrow();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}

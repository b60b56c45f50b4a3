package io.quorumeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NoopCollectorTest {
    private enum Kind {
        GOOD,
        BAD
    }

    private static final MetricsCollector NOOP = MetricsCollector.noop();
    private static final Labels LABELS = Labels.of("component", "sync");
    private static final Labels LE = Labels.of("le", "1");

    static Stream<Arguments> wrongDeclarations() {
        return Stream.of(
                wrong("counter without total", () -> NOOP.counter("votes").create()),
                wrong("gauge with total", () -> NOOP.gauge("votes_total").create()),
                wrong("illegal name", () -> NOOP.gauge("a b").create()),
                wrong("reserved suffix", () -> NOOP.histogram("a_bucket").create()),
                wrong("timer without seconds", () -> NOOP.timer("a").create()),
                wrong(
                        "label of the exposition",
                        () -> NOOP.histogram("a").with("le", "1").create()),
                wrong("label twice", () -> NOOP.counter("a_total").by("k", Kind.class, "k", Kind.class)),
                wrong("illegal label", () -> NOOP.counter("a_total").by("1", ValidatorSet.ofSize(4))),
                wrong("observed counter", () -> NOOP.counter("a").observe(() -> 1)),
                wrong("info without info", () -> NOOP.info("build", "", Labels.of())),
                wrong(
                        "operation with a result",
                        () -> NOOP.timer("a_seconds").with("result", "v").createOperation()));
    }

    static Stream<Arguments> wrongRecords() {
        return Stream.of(
                wrong("counter", () -> NOOP.incrementCounter("a")),
                wrong("counter by", () -> NOOP.incrementCounterBy("a", 1, "k", "v")),
                wrong("counter with labels", () -> NOOP.incrementCounter("a", Labels.of("k", "v"))),
                wrong("empty", () -> NOOP.setGauge("", 1)),
                wrong("gauge", () -> NOOP.setGauge("a_total", 1)),
                wrong("gauge add", () -> NOOP.incrementGauge("a-b", 1, Labels.of("k", "v"))),
                wrong("histogram", () -> NOOP.recordHistogram("a_count", 1)),
                wrong("label", () -> NOOP.setGauge("a", 1, "1", "v")),
                wrong("le", () -> NOOP.recordHistogram("a", 1, "le", "v")),
                wrong("le in labels", () -> NOOP.recordHistogram("a", 1, LE)),
                wrong("timer", () -> NOOP.timeOperation("a", Labels.of(), () -> {})),
                wrong("stage", () -> NOOP.timeStage("a_seconds", LE, () -> CompletableFuture.completedFuture(1))),
                wrong("result in labels", () -> NOOP.timeOperation("a_seconds", Labels.of("result", "v"), () -> {})),
                wrong("custom", () -> NOOP.recordCustomMetric(CustomMetric.counter("a", Labels.of(), 1))));
    }

    private static Arguments wrong(String what, ThrowingCallable declaration) {
        return Arguments.of(what, declaration);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongDeclarations")
    void declaration_wrong_isRefused(String what, ThrowingCallable declaration) {
        assertThatThrownBy(declaration).as(what).isInstanceOf(MetricDeclarationException.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongRecords")
    void record_wrong_isForgotten(String what, ThrowingCallable call) {
        assertThatCode(call).as(what).doesNotThrowAnyException();
    }

    @Test
    void declaration_right_givesInstrumentsThatForget() {
        assertThat(NOOP.counter("a_total").create()).isSameAs(Counter.noop());
        assertThat(NOOP.gauge("a").create()).isSameAs(Gauge.noop());
        assertThat(NOOP.histogram("a").create()).isSameAs(Histogram.noop());
        assertThat(NOOP.timer("a_seconds").create()).isSameAs(Timer.noop());
        assertThat(NOOP.counter("a_total").by("k", Kind.class).of(Kind.GOOD)).isSameAs(Counter.noop());
        assertThat(NOOP.counter("a_total").by("v", ValidatorSet.ofSize(4)).at(99))
                .isSameAs(Counter.noop());
    }

    @Test
    void records_areForgotten() {
        Counter counter = Counter.noop();
        counter.increment();
        counter.increment(5);
        assertThat(counter.value()).isZero();
        Gauge gauge = Gauge.noop();
        gauge.set(5L);
        gauge.set(5.5);
        gauge.add(1L);
        gauge.add(1.5);
        gauge.increment();
        assertThat(gauge.value()).isZero();
        assertThat(gauge.longValue()).isZero();
        Histogram histogram = Histogram.noop();
        histogram.record(1L);
        histogram.record(1.5);
        assertThat(histogram.count()).isZero();
        Timer timer = Timer.noop();
        timer.record(1L);
        timer.record(Duration.ofDays(1));
        assertThat(timer.count()).isZero();
    }

    @Test
    void callsByName_right_areForgotten() {
        assertThatCode(() -> {
                    NOOP.incrementCounter("a_total", Labels.of("k", "v", "l", "v", "m", "v"));
                    NOOP.setGauge("a", Double.NaN, "k", "any \uD800 text");
                    NOOP.recordHistogram("a_bytes", -1, Labels.of("k", "v", "l", "v"));
                    NOOP.recordCustomMetric(CustomMetric.gauge("a", Labels.of("k", "v"), 1));
                    assertThat(NOOP.<Integer, RuntimeException>timeOperation("a_seconds", Labels.of(), () -> 42))
                            .isEqualTo(42);
                })
                .doesNotThrowAnyException();
        assertThat(NOOP.snapshot().families()).isEmpty();
    }

    @Test
    void observe_neverAsks() {
        NOOP.gauge("a").observe(() -> {
            throw new AssertionError("asked");
        });
        assertThat(NOOP.snapshot().families()).isEqualTo(List.of());
    }

    @Test
    void timer_start_isOneSampleThatReadsNoClock() {
        Timer timer = Timer.noop();
        assertThat(timer.start()).isSameAs(timer.start()).isSameAs(Noop.SAMPLE);
        timer.start().close();
        assertThat(timer.begin()).isEqualTo(Timer.UNMEASURED);
        timer.end(timer.begin(5), 7);
        assertThat(timer.count()).isZero();
    }

    @Test
    void operation_passesResultsAndFailuresThrough() {
        IllegalStateException failure = new IllegalStateException("peer");
        assertThat(NOOP.<Integer, RuntimeException>timeOperation("a_seconds", Labels.of("k", "v"), () -> 42))
                .isEqualTo(42);
        assertThatThrownBy(() -> NOOP.timeOperation("a_seconds", Labels.of(), () -> {
                    throw failure;
                }))
                .isSameAs(failure);
        OperationTimer declared = NOOP.timer("a_seconds").createOperation();
        declared.time(() -> {});
        declared.start().fail();
        assertThat(declared.ok().count() + declared.error().count()).isZero();
    }

    @Test
    void callsByName_allocateNothing() {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 20_000; i++) {
            callByName();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            callByName();
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    }

    private static void callByName() {
        NOOP.incrementCounter("hotstuff2_sync_errors_total", "component", "sync");
        NOOP.recordHistogram("hotstuff2_sync_request_bytes", 5, LABELS);
        NOOP.setGauge("hotstuff2_sync_height", 5);
    }

    @Test
    void collector_saysThatItKeepsNothing() {
        assertThat(NOOP.isEnabled()).isFalse();
        assertThat(NOOP).isSameAs(MetricsCollector.noop());
    }
}

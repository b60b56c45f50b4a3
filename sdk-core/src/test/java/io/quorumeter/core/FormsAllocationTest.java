package io.quorumeter.core;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.quorumeter.Labels;
import io.quorumeter.MetricsCollector;
import io.quorumeter.OperationTimer;
import io.quorumeter.ThrowingRunnable;
import io.quorumeter.Timer;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.function.LongConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of recording that do more than one record a call, after the first call of a series. */
class FormsAllocationTest {
    private static final int CALLS = 20_000;
    private static final Labels LABELS = Labels.of("peer", "a", "kind", "block");
    private static final Labels MANY =
            LABELS.with("zone", "1").with("shard", "2").with("kept", "3");
    private static final ThrowingRunnable<RuntimeException> NOTHING = () -> {};

    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final Timer timer = metrics.timer("wait_seconds").create();
    private final OperationTimer operation = metrics.timer("fetch_seconds").createOperation();

    private final IllegalStateException failure = new IllegalStateException("broken");

    private final ThrowingRunnable<RuntimeException> throwing = () -> {
        throw failure;
    };

    private final Map<String, LongConsumer> calls = Map.ofEntries(
            entry("time", i -> timer.time(NOTHING)),
            entry("begin and end", i -> timer.end(timer.begin())),
            entry("operation", i -> operation.time(NOTHING)),
            entry("operation, failing", i -> failing()),
            entry("by name", i -> metrics.timeOperation("run_seconds", Labels.of(), NOTHING)),
            entry("by name, any labels", i -> metrics.timeOperation("send_seconds", LABELS, NOTHING)),
            entry("by name, many labels", i -> metrics.timeOperation("move_seconds", MANY, NOTHING)),
            entry("counter by name, any labels", i -> metrics.incrementCounter("sent_total", LABELS)),
            entry("counter by name, many labels", i -> metrics.incrementCounter("moved_total", MANY)),
            entry("gauge by name, many labels", i -> metrics.setGauge("moving", (double) i, MANY)),
            entry("histogram by name, many labels", i -> metrics.recordHistogram("moved_bytes", (int) i & 1023, MANY)),
            entry("gauge by name", i -> metrics.setGauge("height", (double) i)));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "time",
                "begin and end",
                "operation",
                "operation, failing",
                "by name",
                "by name, any labels",
                "by name, many labels",
                "counter by name, any labels",
                "counter by name, many labels",
                "gauge by name, many labels",
                "histogram by name, many labels",
                "gauge by name"
            })
    void call_allocatesNothing(String call) {
        LongConsumer form = requireNonNull(calls.get(call));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (long i = 0; i < CALLS; i++) {
                form.accept(i);
            }
            best = Math.min(best, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(best).as("bytes in %d calls", CALLS).isLessThan(CALLS / 100);
    }

    private void failing() {
        try {
            operation.time(throwing);
        } catch (IllegalStateException expected) {
            if (expected != failure) {
                throw expected;
            }
        }
    }
}

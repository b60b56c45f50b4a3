package io.quorumeter.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.Histogram;
import io.quorumeter.Indexed;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.ValidatorSet;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.function.LongConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllocationTest {
    private static final int CALLS = 20_000;
    private static final String[] VALUES = {"io", "timeout", "refused"};

    private enum Phase {
        VOTE,
        VOTE2
    }

    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final Counter counter = metrics.counter("work_total").create();
    private final Gauge gauge = metrics.gauge("level").create();
    private final Histogram histogram = metrics.histogram("size_bytes").create();
    private final Timer timer = metrics.timer("wait_seconds").create();
    private final By<Phase, Counter> byPhase =
            metrics.counter("votes_total").by("phase", Phase.class).create();
    private final Indexed<Counter> byValidator = metrics.counter("seen_total")
            .byValidator("validator", ValidatorSet.ofSize(4))
            .create();

    private final Map<String, LongConsumer> calls = Map.of(
            "counter", i -> counter.increment(),
            "gauge", i -> gauge.set(i),
            "gauge with a fraction", i -> gauge.add(i / 2.0),
            "histogram", i -> histogram.record(i & 1023),
            "histogram of fractions", i -> histogram.record((i & 1023) + 0.5),
            "timer", i -> timer.record(i & 0xFFFFF),
            "by enum", i -> byPhase.of((i & 1) == 0 ? Phase.VOTE : Phase.VOTE2).increment(),
            "by validator", i -> byValidator.at((int) i & 7).increment(),
            "by name",
                    i -> metrics.incrementCounter("errors_total", "component", "sync", "kind", VALUES[(int) (i % 3)]),
            "by name, refused", i -> histogram.record(-1));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "counter",
                "gauge",
                "gauge with a fraction",
                "histogram",
                "histogram of fractions",
                "timer",
                "by enum",
                "by validator",
                "by name",
                "by name, refused"
            })
    void recording_allocatesNothing(String call) {
        LongConsumer record = requireNonNull(calls.get(call));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (long i = 0; i < CALLS; i++) {
                record.accept(i);
            }
            best = Math.min(best, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(best).as("bytes in %d calls", CALLS).isLessThan(CALLS / 100);
    }
}

package io.quorumeter.core;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.quorumeter.BusyTime;
import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.Histogram;
import io.quorumeter.Indexed;
import io.quorumeter.Labels;
import io.quorumeter.MetricsCollector;
import io.quorumeter.OperationTimer;
import io.quorumeter.PeerSet;
import io.quorumeter.StateSet;
import io.quorumeter.Summary;
import io.quorumeter.ThrowingRunnable;
import io.quorumeter.Timer;
import io.quorumeter.ValidatorSet;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AllocationTest {
    private static final int CALLS = 20_000;
    private static final String[] VALUES = {"io", "timeout", "refused"};

    private static final Labels LABELS = Labels.of("component", "sync", "kind", "io");
    private static final Labels ONE = Labels.of("kind", "x");
    private static final Labels[] THREE = {
        Labels.of("a", "x", "b", "y", "kind", "io"), Labels.of("a", "x", "b", "y", "kind", "timeout")
    };

    private enum Phase {
        VOTE,
        VOTE2
    }

    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final Counter counter = metrics.counter("work_total").create();
    private final Gauge gauge = metrics.gauge("level").create();
    private final Histogram histogram = metrics.histogram("size_bytes").create();
    private final Timer timer = metrics.timer("wait_seconds").create();
    private final By<Phase, Counter> byPhase = metrics.counter("votes_total").by("phase", Phase.class);
    private final Indexed<Counter> byValidator = metrics.counter("seen_total").by("validator", ValidatorSet.ofSize(4));

    private final Summary summary = metrics.summary("age_bytes").create();
    private final StateSet<Phase> state = metrics.stateSet("phase", Phase.class).create();
    private final BusyTime busy = metrics.busyTime("busy_seconds_total").create();
    private final BusyTime worker = busy.worker();
    private final PeerSet peers = PeerSet.ofSlots(4);
    private final Indexed<Timer> byPeer = metrics.timer("peer_seconds").by("peer", peers);
    private final Timer sampled = metrics.timer("sampled_seconds").sampled(0.25).create();
    private final ThrowingRunnable<RuntimeException> nothing = () -> {};
    private final CompletionStage<String> done = CompletableFuture.completedFuture("done");
    private final int slot = peers.connect("a");

    private final Map<String, LongConsumer> calls = all();

    private Map<String, LongConsumer> all() {
        Map<String, LongConsumer> all = new HashMap<>(simple());
        all.putAll(rare());
        all.putAll(byName());
        return all;
    }

    private Map<String, LongConsumer> rare() {
        return Map.ofEntries(
                entry("summary", i -> summary.record(i & 1023)),
                entry("summary of fractions", i -> summary.record((i & 1023) + 0.5)),
                entry("state set", i -> state.set((i & 1) == 0 ? Phase.VOTE : Phase.VOTE2)),
                entry("busy time", i -> {
                    busy.begin(i);
                    busy.end(i + 1);
                }),
                entry("busy time of a worker", i -> worker.add(i)),
                entry("by peer", i -> byPeer.at((i & 1) == 0 ? slot : -1).record(i & 0xFFFFF)),
                entry("counter with exemplar", i -> counter.incrementWithExemplar(1, i, i, i)),
                entry("histogram with exemplar", i -> histogram.recordWithExemplar((double) (i & 1023), i, i, i)),
                entry("timer with exemplar", i -> timer.recordWithExemplar(i & 0xFFFFF, i, i, i)),
                entry("histogram, many at once", i -> histogram.record(i & 1023, 3)),
                entry("timer, many at once", i -> timer.record(i & 1023, 3)),
                entry("histogram, expected interval", i -> histogram.recordWithExpectedInterval(i & 1023, 100)),
                entry("timer, expected interval", i -> timer.recordWithExpectedInterval(i & 1023, 100)),
                entry("sampled timer", i -> sampled.record(i & 0xFFFFF)),
                entry("sampled timer, begin and end", i -> sampled.end(sampled.begin())),
                entry("timer, begin and end", i -> timer.end(timer.begin())),
                entry("refused", i -> {
                    histogram.record(-1);
                    histogram.record(Double.NaN);
                    timer.record(-1);
                    gauge.set(Double.NaN);
                    counter.increment(-1);
                }));
    }

    private Map<String, LongConsumer> byName() {
        return Map.ofEntries(
                entry("by name, no label", i -> metrics.incrementCounter("a_total")),
                entry("by name, one label", i -> metrics.incrementCounter("b_total", "kind", VALUES[(int) (i % 3)])),
                entry("by name, three labels", i -> metrics.incrementCounter("c_total", THREE[(int) (i & 1)])),
                entry("by name, labels as a whole", i -> metrics.incrementCounter("k_total", LABELS)),
                entry("by name, amount", i -> metrics.incrementCounterBy("d_total", i, "kind", "x")),
                entry("by name, gauge", i -> metrics.setGauge("e", (double) i, "kind", "x")),
                entry("by name, gauge with a fraction", i -> metrics.setGauge("f", i + 0.5, LABELS)),
                entry("by name, gauge added to", i -> metrics.incrementGauge("g", 0.5, "kind", "x")),
                entry("by name, operation", i -> metrics.timeOperation("k_seconds", ONE, nothing)),
                entry("by name, histogram", i -> metrics.recordHistogram("h_bytes", (int) i & 1023)),
                entry(
                        "by name, histogram with labels",
                        i -> metrics.recordHistogram("j_bytes", (int) i & 1023, THREE[(int) (i & 1)])));
    }

    private Map<String, LongConsumer> simple() {
        return Map.of(
                "counter", i -> counter.increment(),
                "gauge", i -> gauge.set(i),
                "gauge with a fraction", i -> gauge.add(i / 2.0),
                "histogram", i -> histogram.record(i & 1023),
                "histogram of fractions", i -> histogram.record((i & 1023) + 0.5),
                "timer", i -> timer.record(i & 0xFFFFF),
                "by enum",
                        i -> byPhase.of((i & 1) == 0 ? Phase.VOTE : Phase.VOTE2).increment(),
                "by validator", i -> byValidator.at((int) i & 7).increment(),
                "by name, refused", i -> histogram.record(-1));
    }

    static Stream<String> calls() {
        return new AllocationTest().calls.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void recording_allocatesNothing(String call) {
        assertThat(bytes(requireNonNull(calls.get(call))))
                .as("bytes in %d calls", CALLS)
                .isLessThan(CALLS / 100);
    }

    @Test
    void timeStage_byName_allocatesTheStagesCallbackOnly() {
        OperationTimer bound = metrics.timer("bound_seconds").createOperation();
        Supplier<CompletionStage<String>> stage = () -> done;
        long callback =
                bytes(i -> done.whenComplete((result, failure) -> bound.ok().end(i)));
        long byName = bytes(i -> metrics.timeStage("m_seconds", ONE, stage));
        assertThat(byName).isLessThanOrEqualTo(callback + 16L * CALLS); // the callback knows both timers
    }

    private static long bytes(LongConsumer record) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (long i = 0; i < CALLS; i++) {
                record.accept(i);
            }
            best = Math.min(best, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return best;
    }
}

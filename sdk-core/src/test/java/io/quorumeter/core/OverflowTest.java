package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.quorumeter.Counter;
import io.quorumeter.Labels;
import io.quorumeter.MetricsCollector;
import io.quorumeter.ValidatorSet;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** Calls by name whose series would be beyond a limit. */
class OverflowTest {
    private static final String ERRORS = "errors_total";
    private static final String DROPPED = "quorumeter_series_dropped_total";
    private static final String[] VALUES = values(100_000);

    private final VirtualTime time = new VirtualTime();
    private final MetricsCollector metrics =
            time.collector().seriesLimit(3).staleAfter(Duration.ofSeconds(10)).create();

    @Test
    void refusedCalls_leaveTheOtherSeriesAlone() {
        fill();
        Counter declared = metrics.counter("votes_total").with("peer", "bound").create();
        for (int i = 0; i < 100; i++) {
            metrics.incrementCounter(ERRORS, "peer", VALUES[i]);
            metrics.incrementCounter(ERRORS, "peer", "p0");
            metrics.incrementCounter("votes_total", "peer", VALUES[i]);
            metrics.incrementCounter("votes_total", "peer", "bound");
        }
        declared.increment();
        assertThat(value(ERRORS, "p0")).isEqualTo(101);
        assertThat(value(ERRORS, "p1")).isEqualTo(1);
        assertThat(value(ERRORS, "other")).isEqualTo(100);
        assertThat(value("votes_total", "bound")).isEqualTo(101);
        assertThat(value("votes_total", VALUES[1])).isEqualTo(1);
        assertThat(value("votes_total", "other")).isEqualTo(98);
        assertThat(dropped(ERRORS)).isEqualTo(100);
        assertThat(dropped("votes_total")).isEqualTo(98);
    }

    @Test
    void seriesThatOnlyTheProgramDeclared_orInAnotherOrder_areFoundThoughTheFamilyIsFull() {
        for (int i = 0; i < 3; i++) {
            metrics.counter(ERRORS).with("peer", "p" + i).with("kind", "io").create();
        }
        metrics.incrementCounter(ERRORS, Labels.of("peer", "x", "kind", "io"));
        metrics.incrementCounter(ERRORS, Labels.of("kind", "io", "peer", "x"));
        metrics.incrementCounter(ERRORS, Labels.of("peer", "p1", "kind", "io"));
        metrics.incrementCounter(ERRORS, Labels.of("kind", "io", "peer", "p1"));
        metrics.incrementCounter(ERRORS, Labels.of("kind", "other", "peer", "other"));
        assertThat(metrics.snapshot().value(ERRORS, "peer", "p1", "kind", "io")).hasValue(2);
        assertThat(metrics.snapshot().value(ERRORS, "peer", "other", "kind", "other"))
                .hasValue(3);
        assertThat(dropped(ERRORS)).isEqualTo(2);
    }

    @Test
    void placesThatBecomeFree_areUsedAgain() {
        fill();
        metrics.incrementCounter(ERRORS, "peer", "late");
        for (int i = 0; i < 5; i++) {
            metrics.incrementCounter(ERRORS, "peer", "p0");
            metrics.incrementCounter(ERRORS, "peer", "p1");
            metrics.incrementCounter(ERRORS, "peer", "late");
            time.run(Duration.ofSeconds(4));
        }
        metrics.incrementCounter(ERRORS, "peer", "late");
        metrics.incrementCounter(ERRORS, "peer", "later");
        assertThat(value(ERRORS, "late")).isBetween(1.0, 4.0);
        assertThat(value(ERRORS, "late") + value(ERRORS, "other")).isEqualTo(8);
        assertThat(dropped(ERRORS)).isEqualTo(value(ERRORS, "other"));
        assertThat(metrics.snapshot().value(ERRORS, "peer", "later")).isEmpty();
    }

    @Test
    void seriesOther_thatEndsByItself_beginsAnew() {
        fill();
        metrics.incrementCounter(ERRORS, "peer", "other");
        metrics.incrementCounter(ERRORS, "peer", "x");
        for (int i = 0; i < 5; i++) {
            for (int p = 0; p < 3; p++) {
                metrics.incrementCounter(ERRORS, "peer", "p" + p);
            }
            time.run(Duration.ofSeconds(4));
        }
        assertThat(metrics.snapshot().value(ERRORS, "peer", "other")).isEmpty();
        metrics.incrementCounter(ERRORS, "peer", "x");
        metrics.incrementCounter(ERRORS, "peer", "y");
        assertThat(value(ERRORS, "other")).isEqualTo(2);
    }

    @Test
    void operationsAndWideLabels_goToTheirOwnOther() {
        for (int i = 0; i < 50; i++) {
            metrics.timeOperation("run_seconds", Labels.of("peer", VALUES[i]), () -> {});
            metrics.timeOperation("load_seconds", wide(i), () -> {});
            metrics.incrementCounter("wide_total", wide(i));
            metrics.recordHistogram("size_bytes", i, "peer", VALUES[i]);
        }
        metrics.timeOperation("run_seconds", Labels.of("peer", VALUES[1]), () -> {});
        metrics.timeOperation("load_seconds", wide(2), () -> {});
        metrics.incrementCounter("wide_total", wide(0));
        assertThat(count("run_seconds", "peer", "other", "result", "ok")).isEqualTo(47);
        assertThat(count("run_seconds", "peer", VALUES[1], "result", "ok")).isEqualTo(2);
        assertThat(count("load_seconds", "a", "other", "b", "other", "c", "other", "d", "other", "result", "ok"))
                .isEqualTo(47);
        assertThat(metrics.snapshot().value("wide_total", "a", VALUES[0], "b", "1", "c", "2", "d", "3"))
                .hasValue(2);
        assertThat(count("size_bytes", "peer", "other")).isEqualTo(47);
        assertThat(dropped("run_seconds")).isEqualTo(94);
        assertThat(dropped("load_seconds")).isEqualTo(94);
        assertThat(dropped("wide_total")).isEqualTo(47);
        assertThat(dropped("size_bytes")).isEqualTo(47);
        metrics.incrementCounter("wide_total", Labels.of("a", "", "b", "", "c", "", "x", ""));
        metrics.setGauge("wide_total", 1, wide(60));
        assertThat(metrics.snapshot()
                        .value("quorumeter_records_dropped_total", "metric", "wide_total", "reason", "conflict"))
                .hasValue(2);
    }

    @Test
    void memoryThatComesBack_isUsedByWhatFitsIntoIt() {
        MetricsCollector small = Quorumeter.collector().maxMemory(40_000).create();
        ValidatorSet epoch = ValidatorSet.ofSize(4);
        small.counter("votes_total").by("validator", epoch);
        for (int i = 0; i < 1_000; i++) {
            small.incrementCounter(ERRORS, Labels.of("peer", VALUES[i], "note", ""));
        }
        int before = small.snapshot().family(ERRORS).orElseThrow().size();
        epoch.close();
        small.incrementCounter(ERRORS, Labels.of("peer", "x".repeat(1_000), "note", "x".repeat(1_000)));
        small.incrementCounter(ERRORS, Labels.of("peer", "short", "note", ""));
        MetricsSnapshot snapshot = small.snapshot();
        assertThat(snapshot.value(ERRORS, "peer", "short", "note", "")).hasValue(1);
        assertThat(snapshot.family(ERRORS).orElseThrow().size()).isEqualTo(before + 1);
        assertThat(snapshot.total(ERRORS)).isEqualTo(1_002);
        assertThat(snapshot.value(ERRORS, "peer", "other", "note", "other"))
                .isEqualTo(snapshot.value(DROPPED, "metric", ERRORS));
    }

    @Test
    void refusedCalls_ofEverNewValues_allocateAndKeepNothing() {
        fill();
        Labels[] wide = new Labels[VALUES.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = wide(i);
        }
        assertThat(bytes(i -> metrics.incrementCounter(ERRORS, "peer", VALUES[i])))
                .isLessThan(1_000);
        assertThat(bytes(i -> metrics.recordHistogram("size_bytes", 5, "peer", VALUES[i])))
                .isLessThan(1_000);
        assertThat(bytes(i -> metrics.timeOperation("run_seconds", wide[i], () -> {})))
                .isLessThan(1_000);
        assertThat(bytes(i -> metrics.incrementCounter("wide_total", wide[i]))).isLessThan(1_000);
        MetricsCollector small = Quorumeter.collector().maxMemory(20_000).create();
        assertThat(bytes(i -> small.incrementCounter(ERRORS, "peer", VALUES[i])))
                .isLessThan(1_000);
    }

    @Test
    void refusedCalls_ofASeriesThatEnded_allocateNothing() {
        fill();
        time.run(Duration.ofSeconds(15));
        for (int i = 0; i < 4; i++) {
            metrics.incrementCounter(ERRORS, "peer", "p" + i);
        }
        time.run(Duration.ofSeconds(15));
        for (int i = 0; i < 3; i++) {
            metrics.incrementCounter(ERRORS, "peer", "new" + i);
        }
        assertThat(bytes(i -> metrics.incrementCounter(ERRORS, "peer", "p0"))).isLessThan(1_000);
    }

    @Test
    void aMillionValues_growNoTable() {
        for (int i = 0; i < 1_000_000; i++) {
            metrics.incrementCounter(ERRORS, "peer", Integer.toString(i));
        }
        assertThat(metrics.snapshot().family(ERRORS).orElseThrow().size()).isEqualTo(4);
        assertThat(((LiveCollector) metrics).instruments().byName().size()).isEqualTo(1);
    }

    /** The bytes that the calls allocate, all series made before. */
    private static long bytes(IntConsumer call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = round * 10_000; i < (round + 1) * 10_000; i++) {
                call.accept(i);
            }
            best = Math.min(best, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return best;
    }

    private void fill() {
        for (int i = 0; i < 3; i++) {
            metrics.incrementCounter(ERRORS, "peer", "p" + i);
        }
    }

    private static Labels wide(int i) {
        return Labels.of("a", VALUES[i], "b", "1", "c", "2", "d", "3");
    }

    private static String[] values(int count) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add("attacker-" + i);
        }
        return values.toArray(new String[0]);
    }

    private double value(String family, String peer) {
        return metrics.snapshot().value(family, "peer", peer).orElseThrow();
    }

    private long count(String family, String... labels) {
        return metrics.snapshot().distribution(family, labels).orElseThrow().count();
    }

    private double dropped(String family) {
        return metrics.snapshot().value(DROPPED, "metric", family).orElseThrow();
    }
}

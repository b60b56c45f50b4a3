package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quorumeter.Counter;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CausalCutTest {
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(1);

    @Test
    void snapshot_underLoad_neverShowsAnEffectWithoutItsCause() throws Exception {
        assertThat(effectsWithoutCause(true, MetricsCollector::snapshot)).isZero();
    }

    @Test
    void read_underLoad_neverShowsAnEffectWithoutItsCause() throws Exception {
        assertThat(effectsWithoutCause(true, CausalCutTest::readTwice)).isZero();
    }

    @Test
    void read_whenTheOrderIsDeclaredBackwards_showsEffectsWithoutCause() throws Exception {
        assertThat(effectsWithoutCause(false, CausalCutTest::readTwice)).isPositive();
    }

    @Test
    void snapshot_whenTheOrderIsDeclaredBackwards_showsEffectsWithoutCause() throws Exception {
        assertThat(effectsWithoutCause(false, MetricsCollector::snapshot)).isPositive();
    }

    @Test
    void declaration_thatClosesACircleOfCauses_isRefusedAndNamesIt() {
        MetricsCollector metrics = Quorumeter.newCollector();
        metrics.counter("a_total").causedBy("b_total").create();
        metrics.counter("b_total").causedBy("c_total").create();
        assertThatExceptionOfType(MetricDeclarationException.class)
                .isThrownBy(() -> metrics.counter("c_total").causedBy("a_total").create())
                .withMessageContaining("a_total")
                .withMessageContaining("b_total")
                .withMessageContaining("c_total");
        assertThat(metrics.snapshot().family("c_total")).isEmpty();
    }

    @Test
    void causes_thatAreNotDeclared_areIgnored() {
        MetricsCollector metrics = Quorumeter.newCollector();
        metrics.counter("a_total").causedBy("nowhere_total").create().increment();
        assertThat(metrics.snapshot().total("a_total")).isEqualTo(1);
    }

    /** What is read in memory that is used again, as it was when its reader copied it. */
    private static MetricsSnapshot readTwice(MetricsCollector metrics) {
        MetricsSnapshot nothing = new MetricsSnapshot(Instant.EPOCH, List.of());
        metrics.read(snapshot -> snapshot.total("commits_total"));
        return metrics.read(nothing::merge);
    }

    /**
     * How many readings show more commits than proposals, which are counted before their commits; in between the reader meets families
     * that take time to read. Reads 2,000 times while the writer writes, and where the order is wrong until it shows, for a minute.
     */
    private static int effectsWithoutCause(boolean rightWayRound, Function<MetricsCollector, MetricsSnapshot> reading)
            throws Exception {
        MetricsCollector metrics = Quorumeter.newCollector();
        String first = rightWayRound ? "proposals_total" : "commits_total";
        String last = rightWayRound ? "commits_total" : "proposals_total";
        metrics.counter(first).create();
        String before = slowFamilies(metrics, first);
        metrics.counter(last).causedBy(before).create();
        Counter proposals = metrics.counter("proposals_total").create();
        Counter commits = metrics.counter("commits_total").create();
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService writer = Executors.newSingleThreadExecutor();
        int bad = 0;
        try {
            Future<?> writing = writer.submit(() -> {
                while (!done.get()) {
                    proposals.increment();
                    commits.increment();
                }
            });
            long begin = System.nanoTime();
            while (proposals.value() == 0) {
                assertThat(System.nanoTime() - begin).isLessThan(LONGEST_NANOS);
                Thread.onSpinWait();
            }
            for (int i = 0;
                    i < 2_000 || (!rightWayRound && bad == 0 && System.nanoTime() - begin < LONGEST_NANOS);
                    i++) {
                MetricsSnapshot snapshot = reading.apply(metrics);
                bad += snapshot.total("commits_total") > snapshot.total("proposals_total") ? 1 : 0;
            }
            done.set(true);
            writing.get();
        } finally {
            done.set(true);
            writer.shutdownNow();
        }
        return bad;
    }

    /** A chain of causes that begins with {@code cause}, of distributions that take time to read; gives the name of the last one. */
    private static String slowFamilies(MetricsCollector metrics, String cause) {
        String last = cause;
        for (int i = 0; i < 50; i++) {
            String name = "slow_" + i + "_seconds";
            Timer timer = metrics.timer(name).causedBy(last).create();
            for (int bit = 0; bit < 40; bit++) {
                timer.record(1L << bit);
            }
            last = name;
        }
        return last;
    }
}

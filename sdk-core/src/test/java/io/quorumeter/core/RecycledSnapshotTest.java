package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.quorumeter.Counter;
import io.quorumeter.Histogram;
import io.quorumeter.Labels;
import io.quorumeter.MetricsCollector;
import io.quorumeter.snapshot.Distribution;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RecycledSnapshotTest {
    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final Counter votes = metrics.counter("votes_total").create();

    @Test
    void read_showsWhatIsThereAndGivesTheFunctionsResult() {
        votes.increment(3);
        assertThat(total()).isEqualTo(3);
        votes.increment(4);
        assertThat(total()).isEqualTo(7);
        assertThat(metrics.snapshot().total("votes_total")).isEqualTo(7);
    }

    @Test
    void snapshot_usedAfterItsFunctionReturned_saysSo() {
        MetricsSnapshot stale = metrics.read(snapshot -> snapshot);
        FamilySnapshot family =
                metrics.read(snapshot -> snapshot.family("votes_total").orElseThrow());
        assertThatIllegalStateException()
                .isThrownBy(() -> stale.total("votes_total"))
                .withMessageContaining("read(");
        assertThatIllegalStateException().isThrownBy(stale::families).withMessageContaining("snapshot()");
        assertThatIllegalStateException().isThrownBy(() -> family.value(0)).withMessageContaining("votes_total");
        total();
        assertThatIllegalStateException().isThrownBy(() -> stale.total("votes_total"));
    }

    @Test
    void snapshots_knowTheirOrderAndTheirCollector() {
        MetricsSnapshot first = metrics.snapshot();
        votes.increment();
        MetricsSnapshot second = metrics.snapshot();
        assertThat(second.diff(first).total("votes_total")).isEqualTo(1);
        assertThat(metrics.<Double>read(third -> third.diff(second).total("votes_total")))
                .isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> first.diff(second))
                .withMessageContaining("after this one");
        MetricsSnapshot foreign = Quorumeter.newCollector().snapshot();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> foreign.diff(first))
                .withMessageContaining("another collector");
    }

    @Test
    void keptSnapshot_staysAsItIs_whateverIsReadLater() {
        votes.increment();
        metrics.timer("wait_seconds").create().record(5);
        MetricsSnapshot kept = metrics.snapshot();
        Distribution copy = metrics.read(s -> s.distribution("wait_seconds").orElseThrow());
        for (int i = 0; i < 5; i++) {
            votes.increment();
            metrics.timer("wait_seconds").create().record(1L << (3 * i + 10));
            total();
        }
        assertThat(kept.total("votes_total")).isEqualTo(1);
        assertThat(kept.distribution("wait_seconds").orElseThrow().exactSum()).isEqualTo(5);
        assertThat(copy.count()).isEqualTo(1);
        assertThat(copy.exactSum()).isEqualTo(5);
    }

    /** Values that leave the sum as it is, and bounds at which two series of one family grow apart. */
    @Test
    void distributions_showEveryValue_evenOnesThatNoSumShows() {
        Histogram first = metrics.histogram("size").with("at", "a").create();
        Histogram second = metrics.histogram("size").with("at", "b").create();
        first.record(5);
        second.record(6);
        assertThat(counts()).containsExactly(1, 1);
        second.record(0.25);
        assertThat(counts()).containsExactly(1, 2);
        second.record(0.25);
        assertThat(counts()).containsExactly(1, 3);
        second.record(1e17);
        assertThat(counts()).containsExactly(1, 4);
        second.record(0.25);
        assertThat(counts()).containsExactly(1, 5);
        first.record(9);
        assertThat(counts()).containsExactly(2, 5);
        first.record(0);
        assertThat(counts()).containsExactly(3, 5);
        first.record(0.0);
        assertThat(counts()).containsExactly(4, 5);
        assertThat(counts()).containsExactly(4, 5);
    }

    private long[] counts() {
        return metrics.read(snapshot -> {
            FamilySnapshot family = snapshot.family("size").orElseThrow();
            assertThat(family.distribution(0).count()).isEqualTo(family.count(0));
            assertThat(family.distribution(1).count()).isEqualTo(family.count(1));
            return new long[] {family.count(0), family.count(1)};
        });
    }

    @Test
    void numbersOfAnEarlierReading_neverShineThrough() {
        metrics.gauge("level").with("at", "a").create().set(0.5);
        metrics.recordCustomMetric(new io.quorumeter.CustomMetric(
                "stamped", "", io.quorumeter.MetricType.GAUGE, Labels.of(), 4, java.time.Instant.ofEpochMilli(77)));
        metrics.read(snapshot -> snapshot.total("level"));
        metrics.gauge("level").with("at", "a").create().set(2L);
        metrics.gauge("stamped").create().set(5L);
        metrics.read(snapshot -> {
            assertThat(snapshot.value("level", "at", "a")).hasValue(2);
            FamilySnapshot stamped = snapshot.family("stamped").orElseThrow();
            assertThat(stamped.timestampMillis(0)).isZero();
            assertThat(stamped.value(0)).isEqualTo(5);
            return snapshot;
        });
    }

    @Test
    void familiesAndSeriesThatCome_areInTheNextReading() {
        total();
        metrics.counter("later_total").with("peer", "a").create().increment();
        assertThat(metrics.<Double>read(s -> s.total("later_total"))).isEqualTo(1);
        metrics.counter("later_total").with("peer", "b").create().increment();
        assertThat(metrics.<Double>read(s -> s.total("later_total"))).isEqualTo(2);
    }

    @Test
    void reader_inAReader_getsASnapshotOfItsOwn() {
        double[] seen = new double[3];
        metrics.read(outer -> {
            votes.increment();
            seen[1] = metrics.read(inner -> inner.total("votes_total"));
            seen[0] = outer.total("votes_total");
            return seen;
        });
        seen[2] = total();
        assertThat(seen).containsExactly(0, 1, 1);
    }

    @Test
    void reading_fromACallback_isRefused() {
        List<RuntimeException> refused = new ArrayList<>();
        metrics.gauge("level").observe(() -> {
            try {
                return metrics.<Double>read(snapshot -> 1.0);
            } catch (IllegalStateException expected) {
                refused.add(expected);
                return 2;
            }
        });
        metrics.read(snapshot -> snapshot.value("level"));
        assertThat(refused).hasSize(1);
    }

    @Test
    void readerThatThrows_givesTheMemoryBack() {
        MetricsSnapshot[] stale = new MetricsSnapshot[1];
        assertThatIllegalStateException()
                .isThrownBy(() -> metrics.read(snapshot -> {
                    stale[0] = snapshot;
                    throw new IllegalStateException("mine");
                }))
                .withMessage("mine");
        assertThatIllegalStateException().isThrownBy(() -> stale[0].families());
        assertThat(total()).isZero();
    }

    @Test
    void slowReader_keepsItsValues_whileOthersRead() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(1);
        ExecutorService slow = Executors.newSingleThreadExecutor();
        try {
            votes.increment();
            Future<Double> first = slow.submit(() -> metrics.<Double>read(snapshot -> {
                reading.countDown();
                awaitQuietly(others);
                return snapshot.total("votes_total");
            }));
            reading.await();
            for (int i = 0; i < 10; i++) {
                votes.increment();
                total();
            }
            others.countDown();
            assertThat(first.get()).isEqualTo(1);
        } finally {
            others.countDown();
            slow.shutdownNow();
        }
    }

    @Test
    void manyReaders_neverSeeMemoryThatOthersFill() throws Exception {
        int threads = 4;
        int series = 64;
        List<Counter> counters = new ArrayList<>();
        for (int i = 0; i < series; i++) {
            counters.add(metrics.counter("equal_total").with("i", "" + i).create());
        }
        ExecutorService readers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Integer>> wrong = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                wrong.add(readers.submit(() -> {
                    int bad = 0;
                    for (int round = 0; round < 3_000; round++) {
                        bad += metrics.<Integer>read(RecycledSnapshotTest::changesWhileRead);
                    }
                    return bad;
                }));
            }
            for (int round = 0; round < 20_000; round++) {
                counters.forEach(Counter::increment);
            }
            for (Future<Integer> reader : wrong) {
                assertThat(reader.get()).isZero();
            }
        } finally {
            readers.shutdownNow();
        }
    }

    /** A snapshot shows the same however often one looks. */
    private static int changesWhileRead(MetricsSnapshot snapshot) {
        double before = snapshot.total("equal_total");
        double again = 0;
        for (int i = 0; i < 20; i++) {
            again = snapshot.total("equal_total");
        }
        return before == again ? 0 : 1;
    }

    private double total() {
        return metrics.<Double>read(snapshot -> snapshot.total("votes_total"));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}

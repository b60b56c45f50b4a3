package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quorumeter.Labels;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Summary;
import io.quorumeter.snapshot.FamilySnapshot;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final VirtualTime time = new VirtualTime();
    private final Quorumeter.Builder settings = time.collector();
    private final Summary summary =
            settings.create().summary("block_size_bytes").create();

    @Test
    void values_leaveTheWindowAsTimePasses() {
        summary.record(1_000);
        time.run(MINUTE.multipliedBy(5));
        summary.record(10.0);
        assertThat(summary.windowCount()).isEqualTo(2);
        assertThat(summary.quantile(1)).isCloseTo(1_000, within(10.0));

        time.run(MINUTE.multipliedBy(5).plusSeconds(101));
        assertThat(summary.windowCount()).isEqualTo(1);
        assertThat(summary.quantile(1)).isCloseTo(10, within(0.1));

        time.run(MINUTE.multipliedBy(5));
        assertThat(summary.windowCount()).isZero();
        assertThat(summary.quantile(0.5)).isNaN();
        assertThat(summary.count()).isEqualTo(2);
    }

    @Test
    void value_staysForAWholeWindowAndLeavesWithinASixthMore() {
        time.run(Duration.ofSeconds(17));
        summary.record(7);
        time.run(MINUTE.multipliedBy(10).minusSeconds(1));
        assertThat(summary.windowCount()).isEqualTo(1);
        time.run(Duration.ofSeconds(102));
        assertThat(summary.windowCount()).isZero();
    }

    @Test
    void window_movesByTheClock_howeverOftenItIsRead() {
        summary.record(7);
        time.run(MINUTE.multipliedBy(2));
        for (int i = 0; i < 1_000; i++) {
            assertThat(summary.windowCount()).isEqualTo(1);
        }
        summary.record(8);
        time.run(MINUTE.multipliedBy(10).minusSeconds(1));
        assertThat(summary.windowCount()).isEqualTo(1);
        assertThat(summary.quantile(0)).isEqualTo(8);
    }

    @Test
    void window_ofItsOwnLength_isThatLong() {
        Summary shortly = settings.create()
                .summary("x_bytes")
                .window(Duration.ofSeconds(20))
                .create();
        shortly.record(1);
        time.run(Duration.ofSeconds(19));
        assertThat(shortly.windowCount()).isEqualTo(1);
        time.run(Duration.ofSeconds(6));
        assertThat(shortly.windowCount()).isZero();
    }

    @Test
    void quantiles_areThoseOfTheWindow() {
        for (int i = 0; i < 10_000; i++) {
            summary.record(1_000_000);
        }
        time.run(MINUTE.multipliedBy(12));
        for (int i = 1; i <= 1_000; i++) {
            summary.record(i);
        }
        assertThat(summary.quantile(0.5)).isCloseTo(500, within(5.0));
        assertThat(summary.quantile(0.9)).isCloseTo(900, within(9.0));
        assertThat(summary.quantile(0.99)).isCloseTo(990, within(9.9));
    }

    @Test
    void valuesRecordedWhileTheWindowMoves_areAllInTheTotals_andGoneAfterIt() throws InterruptedException {
        MetricsCollector metrics = time.collector().create();
        Summary sizes = metrics.summary("x_bytes").window(MINUTE).create();
        Thread[] threads = new Thread[4]; // more than have a lane of their own
        for (int t = 0; t < threads.length; t++) {
            threads[t] = new Thread(() -> {
                for (int i = 0; i < 100_000; i++) {
                    sizes.record(i & 1023);
                }
            });
            threads[t].start();
        }
        long last = 0;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                time.run(Duration.ofSeconds(7));
                long now = sizes.count();
                assertThat(sizes.windowCount()).isBetween(0L, sizes.count());
                assertThat(now).isGreaterThanOrEqualTo(last);
                last = now;
            }
            thread.join();
        }
        assertThat(sizes.count()).isEqualTo(400_000);
        sizes.record(5);
        assertThat(sizes.windowCount()).isPositive();
        time.run(MINUTE.multipliedBy(2));
        assertThat(sizes.windowCount()).isZero();
        FamilySnapshot family = metrics.snapshot().family("x_bytes").orElseThrow();
        assertThat(family.count(0)).isEqualTo(400_001);
        assertThat(family.wholeSum(0)).isEqualTo(4 * sumOfRamps(100_000) + 5);
    }

    private static long sumOfRamps(int values) {
        long sum = 0;
        for (int i = 0; i < values; i++) {
            sum += i & 1023;
        }
        return sum;
    }

    @Test
    void snapshot_showsTheWindowBesideTheTotals() {
        MetricsCollector metrics = time.collector().create();
        Summary sizes = metrics.summary("x_bytes")
                .window(MINUTE)
                .quantiles(0.5, 1)
                .with("kind", "a")
                .create();
        metrics.summary("x_bytes").with("kind", "b").create().record(7);
        sizes.record(1_000);
        time.run(MINUTE.multipliedBy(2));
        sizes.record(10);
        sizes.record(0.5);
        FamilySnapshot family = metrics.snapshot().family("x_bytes").orElseThrow();
        int a = family.indexOf(Labels.of("kind", "a"));
        assertThat(family.quantiles()).containsExactly(0.5, 1.0);
        assertThat(family.count(a)).isEqualTo(3);
        assertThat(family.sum(a)).isEqualTo(1_010.5);
        assertThat(family.distribution(a).count()).isEqualTo(2);
        assertThat(family.distribution(a).sum()).isEqualTo(10.5);
        assertThat(family.quantile(a, 1)).isCloseTo(10, within(0.1));
        assertThat(family.count(family.indexOf(Labels.of("kind", "b")))).isEqualTo(1);
    }
}

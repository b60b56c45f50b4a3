package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.quorumeter.Bounds;
import io.quorumeter.Counter;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a scrape leaves behind for the garbage collector once everything is warm. */
class ReadingAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 12;

    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final TextBuffer buffer = new TextBuffer();

    @Test
    void scrapeOf100_000Counters_allocatesLessThanAMegabyte() {
        counters(100, 1_000);
        assertThat(scrapeBytes(new PrometheusText())).isLessThan(50_000);
        assertThat(buffer.size()).isGreaterThan(3_000_000);
        assertThat(scrapeBytes(new PrometheusText().openMetrics())).isLessThan(50_000);
    }

    @Test
    void scrapeOf10_000CountersAnd1_000Histograms_allocatesLittle() {
        counters(1_000, 10);
        List<Timer> timers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            for (int j = 0; j < 10; j++) {
                timers.add(metrics.timer("wait_" + i + "_seconds")
                        .bounds(Bounds.processing())
                        .with("peer", "peer-" + j)
                        .create());
            }
        }
        for (int i = 0; i < timers.size(); i++) {
            for (int bit = 5; bit < 30; bit++) {
                timers.get(i).record((1L << bit) + i);
            }
        }
        assertThat(scrapeBytes(new PrometheusText())).isLessThan(50_000);
        assertThat(buffer.size()).isGreaterThan(1_000_000);
    }

    @Test
    void familiesWithOneSeriesEach_allocateNoMore() {
        counters(5_000, 1);
        assertThat(scrapeBytes(new PrometheusText())).isLessThan(50_000);
    }

    @Test
    void exportToAStream_keepsItsBuffer() {
        counters(100, 100);
        PrometheusText text = new PrometheusText();
        Counted out = new Counted();
        Runnable export = () -> metrics.read(snapshot -> {
            try {
                text.export(snapshot, out);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            return out;
        });
        assertThat(leastBytes(export)).isLessThan(20_000);
        assertThat(out.largest).isLessThan(40_000).isPositive();
        assertThat(out.total).isGreaterThan(ROUNDS * 300_000L);
    }

    private void counters(int families, int series) {
        for (int i = 0; i < families; i++) {
            for (int j = 0; j < series; j++) {
                Counter counter = metrics.counter("family_" + i + "_total")
                        .with("peer", "peer-" + j)
                        .create();
                counter.increment(i * 1_000L + j);
            }
        }
    }

    private long scrapeBytes(PrometheusText text) {
        return leastBytes(() -> {
            buffer.clear();
            metrics.read(snapshot -> text.write(snapshot, buffer));
        });
    }

    private long scrapeBytes(OpenMetricsText text) {
        return leastBytes(() -> {
            buffer.clear();
            metrics.read(snapshot -> text.write(snapshot, buffer));
        });
    }

    private static long leastBytes(Runnable scrape) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            scrape.run();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    private static final class Counted extends OutputStream {
        private long total;
        private int largest;

        @Override
        public void write(int one) {
            total++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            total += length;
            largest = Math.max(largest, length);
        }
    }
}

package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.Labels;
import io.quorumeter.MetricsCollector;
import java.util.function.BiConsumer;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Estimates against the heap, roughly: the heap also holds what the JVM does meanwhile. */
class SeriesBytesTest {
    private static final int SERIES = 20_000;

    @Test
    void estimate_ofCounters_isWhatTheHeapShows() {
        check((metrics, i) ->
                metrics.incrementCounter("errors_total", Labels.of("component", "sync", "peer", "peer-" + i)));
    }

    @Test
    void estimate_ofGauges_isWhatTheHeapShows() {
        check((metrics, i) -> metrics.setGauge("depth", i + 0.0, Labels.of("component", "sync", "peer", "peer-" + i)));
    }

    @Test
    void estimate_ofHistogramsInUse_isWhatTheHeapShows() {
        check((metrics, i) -> {
            metrics.recordHistogram("batch", 7, "peer", "peer-" + i);
            metrics.recordHistogram("batch", 7_000, "peer", "peer-" + i);
        });
    }

    @Test
    void estimate_ofLabelsThatAreNotLatin_isWhatTheHeapShows() {
        String note = "\u7968".repeat(1_000);
        check((metrics, i) -> metrics.setGauge("depth", i + 0.0, "note", note + i));
    }

    private static void check(BiConsumer<MetricsCollector, Integer> record) {
        MetricsCollector metrics =
                Quorumeter.collector().seriesLimit(2 * SERIES).create();
        record.accept(metrics, -1);
        double estimatedBefore = estimate(metrics);
        long before = heap();
        for (int i = 0; i < SERIES; i++) {
            record.accept(metrics, i);
        }
        double estimated = (estimate(metrics) - estimatedBefore) / SERIES;
        double measured = (double) (heap() - before) / SERIES;
        assertThat(estimate(metrics)).isPositive();
        assertThat(estimated)
                .as("estimated bytes a series, measured are %.0f", measured)
                .isCloseTo(measured, Percentage.withPercentage(35));
    }

    private static double estimate(MetricsCollector metrics) {
        return metrics.read(snapshot -> snapshot.value("quorumeter_memory_bytes"))
                .orElseThrow();
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}

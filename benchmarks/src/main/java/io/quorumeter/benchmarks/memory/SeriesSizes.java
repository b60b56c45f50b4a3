package io.quorumeter.benchmarks.memory;

import io.quorumeter.Counter;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.benchmarks.report.Figure;
import io.quorumeter.benchmarks.report.Figures;
import io.quorumeter.benchmarks.subject.Latencies;
import io.quorumeter.core.Quorumeter;
import java.util.function.BiConsumer;

/**
 * Sizes registered series, all in: what a collector takes that has many of them, less what one without any takes, shared among them. So
 * each comes with its labels, their strings, and its part of the family, of the indices and of the account of memory.
 */
public final class SeriesSizes {
    /** How many the size is shared among: a family full of them. */
    private static final int SERIES = 1_000;

    private static final int OCTAVES = 8;
    private static final long[] LATENCIES = Latencies.nanos(1_000, OCTAVES);

    private SeriesSizes() {}

    /** Adds the sizes of all to what was measured. */
    public static void measure(Figures to) {
        add(to, "registeredCounter", SeriesSizes::newCounter);
        add(to, "registeredHistogram", SeriesSizes::newTimer);
        add(
                to,
                "registeredCounterInUse",
                (collector, label) -> newCounter(collector, label).increment());
        add(to, "registeredHistogramInUse", (collector, label) -> recordIn(newTimer(collector, label)));
    }

    private static void add(Figures to, String name, BiConsumer<MetricsCollector, String> series) {
        to.add(Figure.size(name), (double) each(series));
    }

    /** {@return bytes for each of many series} */
    private static long each(BiConsumer<MetricsCollector, String> series) {
        MetricsCollector many = newCollector();
        for (int i = 0; i < SERIES; i++) {
            series.accept(many, "series-" + i);
        }
        MetricsCollector none = newCollector();
        MetricsCollector twin = newCollector();
        return (OwnSize.of(many, twin) - OwnSize.of(none, twin)) / SERIES;
    }

    private static Counter newCounter(MetricsCollector collector, String label) {
        return collector.counter("size_total").with("series", label).create();
    }

    private static Timer newTimer(MetricsCollector collector, String label) {
        return collector.timer("size_seconds").with("series", label).create();
    }

    private static void recordIn(Timer timer) {
        for (long nanos : LATENCIES) {
            timer.record(nanos);
        }
    }

    private static MetricsCollector newCollector() {
        return Quorumeter.collector().seriesLimit(2 * SERIES).create();
    }
}

package io.quorumeter.benchmarks.subject;

import io.quorumeter.Bounds;
import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Histogram;
import io.quorumeter.MetricsCollector;
import io.quorumeter.NamedRecording;
import io.quorumeter.Timer;
import io.quorumeter.core.PrometheusText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** This project's collector. The instruments are fields that can be replaced, so that call sites see more than one kind. */
@State(Scope.Benchmark)
public class Quorumeter extends Subject {
    /** A label with a closed set of values. */
    public enum Result {
        /** Counted. */
        ACCEPTED,
        /** Counted elsewhere. */
        REFUSED,
        /** Seen before. */
        DUPLICATE,
        /** Out of date. */
        LATE
    }

    final MetricsCollector collector =
            io.quorumeter.core.Quorumeter.collector().seriesLimit(2_000).create();

    /** By name. */
    public NamedRecording named = collector;

    /** A counter without labels. */
    public Counter counter = collector.counter("bound_total").create();

    /** A counter whose label is given at the call. */
    public By<Result, Counter> byResult =
            collector.counter("labelled_total").by("result", Result.class).create();

    /** A histogram. */
    public Histogram histogram = newHistogram("bound");

    /** A timer. */
    public Timer timer =
            collector.timer("bound_timer_seconds").bounds(Bounds.of(BOUNDS)).create();

    private final PrometheusText text = new PrometheusText();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 20);

    /** {@return the collector of all these} */
    public MetricsCollector collector() {
        return collector;
    }

    /** {@return a further histogram with the bounds of all} */
    public final Histogram newHistogram(String name) {
        return collector.histogram(name + "_nanos").bounds(nanoBounds()).create();
    }

    @Override
    void scrape() throws IOException {
        out.reset();
        text.export(collector.snapshot(), out);
    }

    @Override
    void addCounter(String name) {
        collector.counter("more_total").with("name", name).create();
    }

    @Override
    void addHistogram(String name) {
        collector
                .histogram("more_nanos")
                .bounds(nanoBounds())
                .with("name", name)
                .create();
    }

    private static Bounds nanoBounds() {
        double[] bounds = BOUNDS.clone();
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] *= 1e9;
        }
        return Bounds.of(bounds);
    }
}

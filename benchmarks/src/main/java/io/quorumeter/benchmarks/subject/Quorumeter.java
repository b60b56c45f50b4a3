package io.quorumeter.benchmarks.subject;

import io.quorumeter.Bounds;
import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Histogram;
import io.quorumeter.Labels;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.core.PrometheusText;
import io.quorumeter.core.TextBuffer;
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

    /** The collector of all these. */
    public final MetricsCollector collector = io.quorumeter.core.Quorumeter.newCollector();

    /** By name. */
    public MetricsCollector named = collector;

    /** Labels made beforehand. */
    public final Labels prepared = Labels.of("peer", "replica-0", "result", "accepted");

    /** Labels of an operation beside its result. */
    public final Labels operation = Labels.of("peer", "replica-0");

    /** A counter without labels. */
    public Counter counter = newCounter(collector);

    /** Counters whose label is given at the call. */
    public By<Result, Counter> byResult = newByResult(collector);

    /** A histogram. */
    public Histogram histogram = newHistogram(collector);

    /** A timer. */
    public Timer timer = newTimer(collector);

    private final PrometheusText text = new PrometheusText();
    private final TextBuffer out = new TextBuffer(1 << 20);

    /** {@return a counter without labels} */
    public static Counter newCounter(MetricsCollector collector) {
        return collector.counter("bound_total").create();
    }

    /** {@return counters with one enumerated label} */
    public static By<Result, Counter> newByResult(MetricsCollector collector) {
        return collector.counter("labelled_total").by("result", Result.class);
    }

    /** {@return a histogram of nanoseconds with the bounds of all} */
    public static Histogram newHistogram(MetricsCollector collector) {
        return collector.histogram("bound_durations").bounds(nanoBounds()).create();
    }

    /** {@return a timer with the bounds of all} */
    public static Timer newTimer(MetricsCollector collector) {
        return collector.timer("bound_seconds").bounds(Bounds.of(BOUNDS)).create();
    }

    @Override
    void scrape() {
        out.clear();
        collector.read(snapshot -> text.write(snapshot, out));
    }

    @Override
    void addCounter(String name) {
        collector.counter("more_total").with("name", name).create().increment();
    }

    @Override
    void addHistogram(String name) {
        collector
                .histogram("more_durations")
                .bounds(nanoBounds())
                .with("name", name)
                .create()
                .record(1_000_000);
    }

    private static Bounds nanoBounds() {
        double[] bounds = BOUNDS.clone();
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] *= 1e9;
        }
        return Bounds.of(bounds);
    }
}

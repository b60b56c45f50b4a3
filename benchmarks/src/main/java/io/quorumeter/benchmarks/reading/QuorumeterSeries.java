package io.quorumeter.benchmarks.reading;

import io.quorumeter.Bounds;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.benchmarks.subject.Subject;
import io.quorumeter.core.PrometheusText;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.core.TextBuffer;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Ours. */
@State(Scope.Benchmark)
public class QuorumeterSeries extends Series {
    private final MetricsCollector collector =
            Quorumeter.collector().seriesLimit(2 * FAMILY).create();
    private final PrometheusText text = new PrometheusText();
    private final TextBuffer out = new TextBuffer(CAPACITY);
    private final List<Counter> counters = new ArrayList<>();
    private final List<Timer> timers = new ArrayList<>();
    private final List<Gauge> gauges = new ArrayList<>();

    /** The usual mixture. */
    public QuorumeterSeries() {
        this(COUNTERS, HISTOGRAMS, 0);
    }

    private QuorumeterSeries(int counters, int histograms, int gauges) {
        super(counters, histograms, gauges);
    }

    /** 100,000 counters. */
    @State(Scope.Benchmark)
    public static class Many extends QuorumeterSeries {
        /** Counters only. */
        public Many() {
            super(MANY, 0, 0);
        }
    }

    /** The usual mixture and 10,000 gauges that hold fractions. */
    @State(Scope.Benchmark)
    public static class WithGauges extends QuorumeterSeries {
        /** All three kinds. */
        public WithGauges() {
            super(COUNTERS, HISTOGRAMS, GAUGES);
        }
    }

    @Override
    void addCounter(String family, String series) {
        counters.add(collector
                .counter(family + "_total")
                .help("Counted")
                .with("name", series)
                .create());
    }

    @Override
    void addHistogram(String family, String series) {
        timers.add(collector
                .timer(family + "_seconds")
                .help("Measured")
                .bounds(Bounds.of(Subject.bounds()))
                .with("name", series)
                .create());
    }

    @Override
    void addGauge(String family, String series) {
        gauges.add(collector
                .gauge(family + "_level")
                .help("Set")
                .with("name", series)
                .create());
    }

    @Override
    void count(int index, long amount) {
        counters.get(index).increment(amount);
    }

    @Override
    void record(int index, long nanos) {
        timers.get(index).record(nanos);
    }

    @Override
    void set(int index, double value) {
        gauges.get(index).set(value);
    }

    @Override
    int write() {
        out.clear();
        return collector.read(this::write).size();
    }

    private TextBuffer write(MetricsSnapshot snapshot) {
        return text.write(snapshot, out);
    }
}

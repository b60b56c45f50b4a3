package io.quorumeter.benchmarks.subject;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.MetricRegistry;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Dropwizard's metrics; its histogram is the one without a rate beside, which a timer would add. */
@State(Scope.Benchmark)
public class Dropwizard extends Subject {
    /** For look-ups by name. */
    public final MetricRegistry registry = new MetricRegistry();

    /** A counter. */
    public final Counter counter = registry.counter("bound");

    /** A histogram with the default reservoir. */
    public final Histogram histogram = registry.histogram("bound.histogram");

    private long sink;

    @Override
    void scrape() {
        registry.getCounters().values().forEach(one -> sink += one.getCount());
        registry.getHistograms()
                .values()
                .forEach(one -> sink += one.getSnapshot().size());
    }

    @Override
    void addCounter(String name) {
        registry.counter("more." + name);
    }

    @Override
    void addHistogram(String name) {
        registry.histogram("more.histogram." + name);
    }
}

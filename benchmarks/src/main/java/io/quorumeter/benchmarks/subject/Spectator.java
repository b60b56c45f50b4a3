package io.quorumeter.benchmarks.subject;

import com.netflix.spectator.api.Counter;
import com.netflix.spectator.api.DefaultRegistry;
import com.netflix.spectator.api.Registry;
import com.netflix.spectator.api.histogram.PercentileTimer;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Spectator with its registry in memory. */
@State(Scope.Benchmark)
public class Spectator extends Subject {
    /** For look-ups by name. */
    public final Registry registry = new DefaultRegistry();

    /** A counter. */
    public final Counter counter = registry.counter("bound");

    /** A timer that keeps a distribution. */
    public final PercentileTimer timer = newTimer("bound.timer", "self");

    private double sink;

    private PercentileTimer newTimer(String name, String tag) {
        return PercentileTimer.builder(registry)
                .withName(name)
                .withTag("name", tag)
                .build();
    }

    @Override
    void scrape() {
        registry.measurements().forEach(one -> sink += one.value());
    }

    @Override
    void addCounter(String name) {
        registry.counter("more", "name", name);
    }

    @Override
    void addHistogram(String name) {
        newTimer("more.timer", name);
    }
}

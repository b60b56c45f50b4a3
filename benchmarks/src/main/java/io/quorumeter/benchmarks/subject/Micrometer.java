package io.quorumeter.benchmarks.subject;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Micrometer with its Prometheus registry. */
@State(Scope.Benchmark)
public class Micrometer extends Subject {
    private final PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** For look-ups by name. */
    public final MeterRegistry registry = prometheus;

    /** A counter without labels. */
    public final Counter counter = registry.counter("bound");

    /** A timer with fixed bounds; without any it would keep no distribution. */
    public final Timer timer = newTimer("bound.timer", "self");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 20);

    private Timer newTimer(String name, String tag) {
        Duration[] bounds = Arrays.stream(BOUNDS)
                .mapToObj(seconds -> Duration.ofNanos(Math.round(seconds * 1e9)))
                .toArray(Duration[]::new);
        return Timer.builder(name)
                .tag("name", tag)
                .serviceLevelObjectives(bounds)
                .register(registry);
    }

    @Override
    void scrape() throws IOException {
        out.reset();
        prometheus.scrape(out);
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

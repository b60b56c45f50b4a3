package io.quorumeter.benchmarks.recording;

import com.codahale.metrics.MetricRegistry;
import io.opentelemetry.api.common.Attributes;
import io.quorumeter.MetricsCollector;
import io.quorumeter.benchmarks.subject.Dropwizard;
import io.quorumeter.benchmarks.subject.Micrometer;
import io.quorumeter.benchmarks.subject.OpenTelemetry;
import io.quorumeter.benchmarks.subject.PrometheusClient;
import io.quorumeter.benchmarks.subject.Quorumeter;
import io.quorumeter.benchmarks.subject.Spectator;
import io.quorumeter.benchmarks.subject.Words;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What adding one to a counter costs that is looked up at the call, with a label whose value is a string. */
public class NamedCounter extends Recording {
    /** Ours, at a call site that saw three kinds of collector. */
    @State(Scope.Benchmark)
    public static class Polluted extends Quorumeter {
        /** Shows the call site all kinds. */
        @Setup(Level.Trial)
        public void pollute() {
            NamedCounter site = new NamedCounter();
            Words words = new Words();
            MetricsCollector measured = named;
            Pollution.<MetricsCollector>pollute(collector -> collector, kind -> {
                named = kind;
                site.quorumeter(this, words);
                site.quorumeterPrepared(this);
            });
            named = measured;
        }
    }

    /** Ours. */
    @Benchmark
    public void quorumeter(Polluted subject, Words words) {
        subject.named.incrementCounter("by_name_total", "peer", words.peer());
    }

    /** Ours with labels made beforehand. */
    @Benchmark
    public void quorumeterPrepared(Polluted subject) {
        subject.named.incrementCounter("prepared_total", subject.prepared);
    }

    /** The Prometheus client. */
    @Benchmark
    public void prometheusClient(PrometheusClient subject, Words words) {
        subject.byName.labelValues(words.peer()).inc();
    }

    /** Micrometer. */
    @Benchmark
    public void micrometer(Micrometer subject, Words words) {
        subject.registry.counter("by.name", "peer", words.peer()).increment();
    }

    /** OpenTelemetry. */
    @Benchmark
    public void openTelemetry(OpenTelemetry subject, Words words) {
        subject.byName.add(1, Attributes.of(OpenTelemetry.PEER, words.peer()));
    }

    /** OpenTelemetry with two labels made beforehand, at a counter that was looked up. */
    @Benchmark
    public void openTelemetryPrepared(OpenTelemetry subject) {
        subject.byName.add(1, subject.prepared);
    }

    /** Dropwizard, whose labels are parts of the name. */
    @Benchmark
    public void dropwizard(Dropwizard subject, Words words) {
        subject.registry.counter(MetricRegistry.name("by.name", words.peer())).inc();
    }

    /** Spectator. */
    @Benchmark
    public void spectator(Spectator subject, Words words) {
        subject.registry.counter("by.name", "peer", words.peer()).increment();
    }
}

package io.quorumeter.benchmarks.recording;

import io.quorumeter.Counter;
import io.quorumeter.benchmarks.subject.Dropwizard;
import io.quorumeter.benchmarks.subject.JdkAdder;
import io.quorumeter.benchmarks.subject.Micrometer;
import io.quorumeter.benchmarks.subject.OpenTelemetry;
import io.quorumeter.benchmarks.subject.PrometheusClient;
import io.quorumeter.benchmarks.subject.Quorumeter;
import io.quorumeter.benchmarks.subject.Spectator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What adding one to a counter costs that was looked up beforehand. */
public class BoundCounter extends Recording {
    /** Ours, at a call site that saw three kinds of counter. */
    @State(Scope.Benchmark)
    public static class Polluted extends Quorumeter {
        /** Shows the call site all kinds. */
        @Setup(Level.Trial)
        public void pollute() {
            BoundCounter site = new BoundCounter();
            Counter measured = counter;
            Pollution.pollute(Quorumeter::newCounter, kind -> {
                counter = kind;
                site.quorumeter(this);
            });
            counter = measured;
        }
    }

    /** Ours. */
    @Benchmark
    public void quorumeter(Polluted subject) {
        subject.counter.increment();
    }

    /** The JDK's adder. */
    @Benchmark
    public void longAdder(JdkAdder subject) {
        subject.adder.increment();
    }

    /** The Prometheus client. */
    @Benchmark
    public void prometheusClient(PrometheusClient subject) {
        subject.counter.inc();
    }

    /** Micrometer. */
    @Benchmark
    public void micrometer(Micrometer subject) {
        subject.counter.increment();
    }

    /** OpenTelemetry. */
    @Benchmark
    public void openTelemetry(OpenTelemetry subject) {
        subject.counter.add(1);
    }

    /** Dropwizard. */
    @Benchmark
    public void dropwizard(Dropwizard subject) {
        subject.counter.inc();
    }

    /** Spectator. */
    @Benchmark
    public void spectator(Spectator subject) {
        subject.counter.increment();
    }
}

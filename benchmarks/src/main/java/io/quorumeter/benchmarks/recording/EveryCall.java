package io.quorumeter.benchmarks.recording;

import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.Indexed;
import io.quorumeter.MetricsCollector;
import io.quorumeter.ValidatorSet;
import io.quorumeter.benchmarks.subject.Latencies;
import io.quorumeter.benchmarks.subject.Quorumeter;
import io.quorumeter.benchmarks.subject.Words;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the other recording calls allocate, beside those that have a class of their own. */
public class EveryCall extends Recording {
    /** Instruments that no rival is held against. */
    @State(Scope.Benchmark)
    public static class Instruments extends Quorumeter {
        private final Gauge gauge = collector.gauge("level").create();
        private final Indexed<Counter> byValidator = collector
                .counter("seen_total")
                .byValidator("validator", ValidatorSet.ofSize(4))
                .create();
        private final Duration[] durations = durations();
        private final MetricsCollector byName = collector;

        private static Duration[] durations() {
            long[] nanos = Latencies.nanos(1024, 8);
            Duration[] durations = new Duration[nanos.length];
            for (int i = 0; i < nanos.length; i++) {
                durations[i] = Duration.ofNanos(nanos[i]);
            }
            return durations;
        }
    }

    /** A counter, by more than one. */
    @Benchmark
    public void counterByAmount(Instruments subject, Latencies values) {
        subject.counter.increment(values.nextNanos());
    }

    /** A counter of a validator. */
    @Benchmark
    public void counterOfValidator(Instruments subject, Latencies values) {
        subject.byValidator.at((int) values.nextNanos() & 7).increment();
    }

    /** A gauge, set. */
    @Benchmark
    public void gaugeSet(Instruments subject, Latencies values) {
        subject.gauge.set(values.nextNanos());
    }

    /** A gauge, set to a fraction. */
    @Benchmark
    public void gaugeSetFraction(Instruments subject, Latencies values) {
        subject.gauge.set(values.nextSeconds());
    }

    /** A gauge, added to. */
    @Benchmark
    public void gaugeAdd(Instruments subject, Latencies values) {
        subject.gauge.add(values.nextNanos());
    }

    /** A gauge, added a fraction to. */
    @Benchmark
    public void gaugeAddFraction(Instruments subject, Latencies values) {
        subject.gauge.add(values.nextSeconds());
    }

    /** A histogram of fractions. */
    @Benchmark
    public void histogramFraction(Instruments subject, Latencies values) {
        subject.histogram.record(values.nextSeconds());
    }

    /** A histogram, given what it refuses. */
    @Benchmark
    public void histogramRefused(Instruments subject, Latencies values) {
        subject.histogram.record(-values.nextNanos());
    }

    /** A timer. */
    @Benchmark
    public void timer(Instruments subject, Latencies values) {
        subject.timer.record(values.nextNanos());
    }

    /** A timer, given durations. */
    @Benchmark
    public void timerDuration(Instruments subject, Latencies values) {
        subject.timer.record(subject.durations[(int) values.nextNanos() & 1023]);
    }

    /** A gauge by name. */
    @Benchmark
    public void gaugeByName(Instruments subject, Latencies values, Words words) {
        subject.byName.setGauge("level_by_name", values.nextSeconds(), "peer", words.peer());
    }

    /** A histogram by name. */
    @Benchmark
    public void histogramByName(Instruments subject, Latencies values, Words words) {
        subject.byName.recordHistogram(
                "size_by_name", values.nextSeconds(), "peer", words.peer(), "result", words.result());
    }
}

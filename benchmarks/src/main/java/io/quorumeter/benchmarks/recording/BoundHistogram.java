package io.quorumeter.benchmarks.recording;

import io.quorumeter.Histogram;
import io.quorumeter.Timer;
import io.quorumeter.benchmarks.subject.Dropwizard;
import io.quorumeter.benchmarks.subject.HdrHistograms;
import io.quorumeter.benchmarks.subject.Latencies;
import io.quorumeter.benchmarks.subject.Micrometer;
import io.quorumeter.benchmarks.subject.OpenTelemetry;
import io.quorumeter.benchmarks.subject.PrometheusClient;
import io.quorumeter.benchmarks.subject.Quorumeter;
import io.quorumeter.benchmarks.subject.Spectator;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What recording a latency costs in a histogram that was looked up beforehand, all threads in the same one. */
public class BoundHistogram extends Recording {
    /** Our histogram, at a call site that saw three kinds. */
    @State(Scope.Benchmark)
    public static class PollutedHistogram extends Quorumeter {
        /** Shows the call site all kinds. */
        @Setup(Level.Trial)
        public void pollute() {
            BoundHistogram site = new BoundHistogram();
            Latencies values = new Latencies();
            Histogram measured = histogram;
            Pollution.pollute(Quorumeter::newHistogram, kind -> {
                histogram = kind;
                site.quorumeter(this, values);
            });
            histogram = measured;
        }
    }

    /** Our timer, at a call site that saw three kinds. */
    @State(Scope.Benchmark)
    public static class PollutedTimer extends Quorumeter {
        /** Shows the call site all kinds. */
        @Setup(Level.Trial)
        public void pollute() {
            BoundHistogram site = new BoundHistogram();
            Latencies values = new Latencies();
            Timer measured = timer;
            Pollution.pollute(Quorumeter::newTimer, kind -> {
                timer = kind;
                site.quorumeterTimer(this, values);
            });
            timer = measured;
        }
    }

    /** Ours. */
    @Benchmark
    public void quorumeter(PollutedHistogram subject, Latencies values) {
        subject.histogram.record(values.nextNanos());
    }

    /** Ours as a timer. */
    @Benchmark
    public void quorumeterTimer(PollutedTimer subject, Latencies values) {
        subject.timer.record(values.nextNanos());
    }

    /** The Prometheus client with fixed bounds. */
    @Benchmark
    public void prometheusClassic(PrometheusClient subject, Latencies values) {
        subject.classic.observe(values.nextSeconds());
    }

    /** The Prometheus client with exponential buckets. */
    @Benchmark
    public void prometheusNative(PrometheusClient subject, Latencies values) {
        subject.nativeHistogram.observe(values.nextSeconds());
    }

    /** Micrometer. */
    @Benchmark
    public void micrometer(Micrometer subject, Latencies values) {
        subject.timer.record(values.nextNanos(), TimeUnit.NANOSECONDS);
    }

    /** OpenTelemetry with fixed bounds. */
    @Benchmark
    public void openTelemetryExplicit(OpenTelemetry subject, Latencies values) {
        subject.explicit.record(values.nextSeconds());
    }

    /** OpenTelemetry with exponential buckets. */
    @Benchmark
    public void openTelemetryExponential(OpenTelemetry subject, Latencies values) {
        subject.exponential.record(values.nextSeconds());
    }

    /** Dropwizard. */
    @Benchmark
    public void dropwizard(Dropwizard subject, Latencies values) {
        subject.histogram.update(values.nextNanos());
    }

    /** Spectator. */
    @Benchmark
    public void spectator(Spectator subject, Latencies values) {
        subject.timer.record(values.nextNanos(), TimeUnit.NANOSECONDS);
    }

    /** HdrHistogram's shared recorder. */
    @Benchmark
    public void hdrRecorder(HdrHistograms subject, Latencies values) {
        subject.recorder.recordValue(values.nextNanos());
    }

    /** HdrHistogram with atomic counts. */
    @Benchmark
    public void hdrAtomic(HdrHistograms subject, Latencies values) {
        subject.atomic.recordValue(values.nextNanos());
    }

    /** HdrHistogram for one thread only. */
    @Benchmark
    public void hdrPlain(HdrHistograms subject, Latencies values) {
        subject.plain.recordValue(values.nextNanos());
    }
}

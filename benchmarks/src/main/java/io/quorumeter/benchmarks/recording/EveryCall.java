package io.quorumeter.benchmarks.recording;

import io.quorumeter.BusyTime;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.Indexed;
import io.quorumeter.MetricsCollector;
import io.quorumeter.PeerSet;
import io.quorumeter.StateSet;
import io.quorumeter.Summary;
import io.quorumeter.ThrowingRunnable;
import io.quorumeter.Timer;
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
    private static final ThrowingRunnable<RuntimeException> NOTHING = () -> {};

    /** Instruments that no rival is held against. */
    @State(Scope.Benchmark)
    public static class Instruments extends Quorumeter {
        private final Gauge gauge = collector.gauge("level").create();
        private final Indexed<Counter> byValidator =
                collector.counter("seen_total").by("validator", ValidatorSet.ofSize(4));
        private final Duration[] durations = durations();
        private final MetricsCollector byName = collector;
        private final Timer sampled =
                collector.timer("sampled_seconds").sampled(0.25).create();
        private final Summary summary = collector.summary("recent_durations").create();
        private final BusyTime busy = collector.busyTime("busy_seconds_total").create();
        private final StateSet<Result> state =
                collector.stateSet("last_result", Result.class).create();
        private final PeerSet peers = PeerSet.ofSlots(4);
        private final int peer = peers.connect("replica-0");
        private final Indexed<Counter> byPeer =
                collector.counter("received_total").by("peer", peers);

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

    /** A timer, which reads the clock at the begin and at the end. */
    @Benchmark
    public void timerBeginEnd(Instruments subject) {
        subject.timer.end(subject.timer.begin());
    }

    /** A timer that keeps a quarter. */
    @Benchmark
    public void sampledTimer(Instruments subject, Latencies values) {
        subject.sampled.record(values.nextNanos());
    }

    /** A counter, with an exemplar. */
    @Benchmark
    public void counterWithExemplar(Instruments subject, Latencies values) {
        long nanos = values.nextNanos();
        subject.counter.incrementWithExemplar(1, nanos, nanos, nanos);
    }

    /** A histogram, with an exemplar. */
    @Benchmark
    public void histogramWithExemplar(Instruments subject, Latencies values) {
        long nanos = values.nextNanos();
        subject.histogram.recordWithExemplar((double) nanos, nanos, nanos, nanos);
    }

    /** A histogram, one value several times. */
    @Benchmark
    public void histogramManyAtOnce(Instruments subject, Latencies values) {
        subject.histogram.record(values.nextNanos(), 3);
    }

    /** A histogram, with the values that one kept from being measured: up to seven. */
    @Benchmark
    public void histogramExpectedInterval(Instruments subject, Latencies values) {
        long nanos = values.nextNanos();
        subject.histogram.recordWithExpectedInterval(nanos, nanos / ((nanos & 7) + 1) + 1);
    }

    /** A summary. */
    @Benchmark
    public void summary(Instruments subject, Latencies values) {
        subject.summary.record(values.nextNanos());
    }

    /** A busy time. */
    @Benchmark
    public void busyTime(Instruments subject, Latencies values) {
        long begun = values.nextNanos();
        subject.busy.begin(begun);
        subject.busy.end(begun + 1);
    }

    /** A state set. */
    @Benchmark
    public void stateSet(Instruments subject, Latencies values) {
        subject.state.set((values.nextNanos() & 1) == 0 ? Quorumeter.Result.ACCEPTED : Quorumeter.Result.LATE);
    }

    /** A counter of a peer, or of those without a slot. */
    @Benchmark
    public void counterOfPeer(Instruments subject, Latencies values) {
        subject.byPeer.at((values.nextNanos() & 1) == 0 ? subject.peer : -1).increment();
    }

    /** A gauge by name. */
    @Benchmark
    public void gaugeByName(Instruments subject, Latencies values, Words words) {
        subject.byName.setGauge("level_by_name", values.nextSeconds(), "peer", words.peer());
    }

    /** A histogram by name. */
    @Benchmark
    public void histogramByName(Instruments subject, Latencies values, Words words) {
        subject.byName.recordHistogram("size_by_name", values.nextSeconds(), "peer", words.peer());
    }

    /** An operation by name. */
    @Benchmark
    public void operationByName(Instruments subject) {
        subject.byName.timeOperation("run_seconds", subject.operation, NOTHING);
    }
}

package io.quorumeter.benchmarks.recording;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.benchmarks.subject.Quorumeter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What adding one to a counter costs when the enumerated label is given at the call. */
public class LabelledCounter extends Recording {
    /** The values that each thread gives, in turn. */
    @State(Scope.Thread)
    public static class Results {
        private final Quorumeter.Result[] all = Quorumeter.Result.values();
        private int next;

        /** {@return the next value} */
        public Quorumeter.Result next() {
            return all[next++ & 3];
        }
    }

    /** Ours, at a call site that saw three kinds of counter. */
    @State(Scope.Benchmark)
    public static class Polluted extends Quorumeter {
        /** Shows the call site all kinds. */
        @Setup(Level.Trial)
        public void pollute() {
            LabelledCounter site = new LabelledCounter();
            Results results = new Results();
            By<Result, Counter> measured = byResult;
            Pollution.pollute(Quorumeter::newByResult, kind -> {
                byResult = kind;
                site.quorumeter(this, results);
            });
            byResult = measured;
        }
    }

    /** Ours. */
    @Benchmark
    public void quorumeter(Polluted subject, Results results) {
        subject.byResult.of(results.next()).increment();
    }
}

package io.quorumeter.benchmarks.recording;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.benchmarks.subject.Quorumeter;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What adding one to a counter costs when the enumerated label is given at the call: read from a field, as from a message, so that the
 * compiler cannot know it. Beside it, the same by hand: an array of bound counters, indexed by the constant's ordinal.
 */
public class LabelledCounter extends Recording {
    /** What each thread has to count; another one in each iteration. */
    @State(Scope.Thread)
    public static class Message {
        Quorumeter.Result result = Quorumeter.Result.ACCEPTED;

        /** Moves on to the next result. */
        @Setup(Level.Iteration)
        public void next() {
            Quorumeter.Result[] all = Quorumeter.Result.values();
            result = all[(result.ordinal() + 1) % all.length];
        }
    }

    /** Ours, at a call site that saw three kinds of counter. */
    @State(Scope.Benchmark)
    public static class Polluted extends Quorumeter {
        /** Shows the call site all kinds. */
        @Setup(Level.Trial)
        public void pollute() {
            LabelledCounter site = new LabelledCounter();
            Message message = new Message();
            By<Result, Counter> measured = byResult;
            Pollution.pollute(Quorumeter::newByResult, kind -> {
                byResult = kind;
                site.quorumeter(this, message);
            });
            byResult = measured;
        }
    }

    /** Ours. */
    @Benchmark
    public void quorumeter(Polluted subject, Message message) {
        subject.byResult.of(message.result).increment();
    }

    /** An array of our counters, at a call site that saw three kinds of them. */
    @State(Scope.Benchmark)
    public static class PollutedArray extends Quorumeter {
        Counter[] byOrdinal = array(byResult);

        /** Shows the call site all kinds. */
        @Setup(Level.Trial)
        public void pollute() {
            LabelledCounter site = new LabelledCounter();
            Message message = new Message();
            Counter[] measured = byOrdinal;
            Pollution.<Counter[]>pollute(collector -> array(newByResult(collector)), kind -> {
                byOrdinal = kind;
                site.arrayByHand(this, message);
            });
            byOrdinal = measured;
        }

        private static Counter[] array(By<Result, Counter> counters) {
            return Arrays.stream(Result.values()).map(counters::of).toArray(Counter[]::new);
        }
    }

    /** By hand. */
    @Benchmark
    public void arrayByHand(PollutedArray subject, Message message) {
        subject.byOrdinal[message.result.ordinal()].increment();
    }
}

package io.quorumeter.benchmarks.subject;

import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The JDK's striped adder: a count and nothing else. */
@State(Scope.Benchmark)
public class JdkAdder extends Subject {
    /** The count. */
    public final LongAdder adder = new LongAdder();

    /** What was read last. */
    public volatile long read;

    @Override
    void scrape() {
        read = adder.sum();
    }

    @Override
    void addCounter(String name) {}

    @Override
    void addHistogram(String name) {}
}

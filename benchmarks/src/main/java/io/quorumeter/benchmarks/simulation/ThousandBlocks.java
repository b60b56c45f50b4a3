package io.quorumeter.benchmarks.simulation;

import io.quorumeter.testkit.simulation.HotStuff2Simulation;
import io.quorumeter.testkit.simulation.SimulatedNetwork;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** How long 10 simulated replicas take to commit 1,000 blocks, with signatures that cost next to nothing and every message watched. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(time = 1)
@Measurement(time = 1)
public class ThousandBlocks {
    private static final int REPLICAS = 10;
    private static final int BLOCKS = 1_000;

    /** The basic variant. */
    @Benchmark
    public long basic() {
        return run(HotStuff2Simulation.basic(REPLICAS));
    }

    /** The pipelined variant. */
    @Benchmark
    public long pipelined() {
        return run(HotStuff2Simulation.pipelined(REPLICAS));
    }

    private static long run(HotStuff2Simulation description) {
        SimulatedNetwork network = description.start();
        network.runUntilCommitted(BLOCKS);
        return network.traceDigest();
    }
}

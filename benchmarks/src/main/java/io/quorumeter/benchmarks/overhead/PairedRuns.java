package io.quorumeter.benchmarks.overhead;

import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.testkit.hotstuff2.Crypto;
import io.quorumeter.testkit.simulation.HotStuff2Simulation;
import io.quorumeter.testkit.simulation.SimulatedNetwork;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs two networks that differ in nothing but the metrics, slice by slice in turn, and measures the CPU time of this thread, the only
 * one that simulates. A slice is the same stretch of virtual time in both, and so the same work. It is short, some milliseconds of CPU
 * time, because what else the machine does changes more slowly than that and so comes to both alike. Which of them goes first is drawn
 * by lot each time.
 *
 * <p>Both go the same way message by message, which is checked: metrics that changed the protocol would make the comparison void.
 */
final class PairedRuns {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final SimulatedNetwork off;
    private final SimulatedNetwork on;
    private final List<MetricsCollector> collectors = new ArrayList<>();
    private final SplittableRandom lots;
    private Duration slice = Duration.ZERO;

    PairedRuns(int replicas, @Nullable IntFunction<Crypto> crypto, long seed) {
        this.lots = new SplittableRandom(seed);
        this.off = network(replicas, crypto, seed, replica -> HotStuff2Events.none());
        this.on = network(replicas, crypto, seed, replica -> {
            MetricsCollector collector = Quorumeter.newCollector();
            collectors.add(collector);
            return HotStuff2Events.on(
                    collector, Protocol.basic().replicas(replicas).ownIndex(replica));
        });
    }

    private static SimulatedNetwork network(
            int replicas, @Nullable IntFunction<Crypto> crypto, long seed, IntFunction<HotStuff2Events> events) {
        HotStuff2Simulation described =
                HotStuff2Simulation.basic(replicas).seed(seed).events(events).unwatched();
        return (crypto == null ? described : described.crypto(crypto)).start();
    }

    /**
     * Runs both without a look at the time.
     *
     * @param commits until so many blocks are committed
     * @param messages about so many are a slice from now on
     */
    void warmUp(long commits, int messages) {
        off.runUntilCommitted(commits);
        on.runUntilCommitted(commits);
        slice = off.elapsed().multipliedBy(messages).dividedBy(off.totals().sent());
    }

    /** Runs both for a slice. */
    Pair next() {
        long messages = off.totals().sent();
        long offNanos;
        long onNanos;
        if (lots.nextBoolean()) {
            offNanos = nanos(off);
            onNanos = nanos(on);
        } else {
            onNanos = nanos(on);
            offNanos = nanos(off);
        }
        if (off.traceDigest() != on.traceDigest()) {
            throw new IllegalStateException("with metrics the network went another way: " + off + " and " + on);
        }
        return new Pair(offNanos, onNanos, off.totals().sent() - messages);
    }

    private long nanos(SimulatedNetwork network) {
        long before = THREADS.getCurrentThreadCpuTime();
        network.runFor(slice);
        return THREADS.getCurrentThreadCpuTime() - before;
    }

    /** Whether the metrics of the one network counted each of its commits, and so were on. */
    boolean areCounted() {
        double counted = collectors.stream()
                .mapToDouble(collector -> collector
                        .snapshot()
                        .family("hotstuff2_consensus_blocks_committed_total")
                        .orElseThrow()
                        .total())
                .sum();
        return counted == on.totals().commits();
    }
}

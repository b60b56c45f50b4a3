package io.quorumeter.testkit.metrics;

import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.UnixClock;
import io.quorumeter.testkit.simulation.HotStuff2Simulation;
import io.quorumeter.testkit.simulation.Latency;
import io.quorumeter.testkit.simulation.SimulatedNetwork;
import java.time.Duration;
import java.util.function.Function;

/**
 * Tells a collector what the leader of a busy network would: views, proposals, every vote of both phases, certificates, commits. All of it
 * follows from a seed, nothing waits, and the time is virtual: that of the collector's clock when it is a {@link TestMetricsCollector}.
 *
 * <pre>{@code
 * LoadReport told = ConsensusLoad.of(LoadTier.L3).seed(7).run(metrics, Duration.ofSeconds(10));
 * assertThat(metrics).counter("hotstuff2_consensus_blocks_committed_total").isEqualTo(told.blocks());
 * }</pre>
 *
 * <p>The tiers {@link LoadTier#L4} and {@link LoadTier#L7} are no leader's view but what one replica of a simulated network tells.
 * Immutable; a run may be repeated and gives the same calls, in {@link LoadTier#L5} in an order that depends on its threads.
 */
public final class ConsensusLoad {
    private static final Duration DELTA = Duration.ofMillis(100);
    private static final Duration LEAST_LATENCY = Duration.ofMillis(40);
    private static final Duration MOST_LATENCY = Duration.ofMillis(75);
    private static final double LOSS = 0.01;
    private static final int CLIENTS = 16;
    private static final long SELECTION = 100_000;

    private final LoadTier tier;
    private final long seed;

    private ConsensusLoad(LoadTier tier, long seed) {
        this.tier = tier;
        this.seed = seed;
    }

    /**
     * A load by its tier, with the seed 1.
     *
     * @param tier how many replicas, and how much they do
     * @return the load, to be run
     */
    public static ConsensusLoad of(LoadTier tier) {
        return new ConsensusLoad(tier, 1);
    }

    /**
     * Sets what chance depends on.
     *
     * @param value any number
     * @return a changed copy
     */
    public ConsensusLoad seed(long value) {
        return new ConsensusLoad(tier, value);
    }

    /**
     * Tells it all, on the calling thread.
     *
     * @param collector what is told; one that keeps nothing is told too
     * @param duration how much virtual time passes, up to a day
     * @return what was told
     * @throws IllegalArgumentException when the duration is negative or longer than a day
     */
    public LoadReport run(MetricsCollector collector, Duration duration) {
        if (duration.isNegative() || duration.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("duration: " + duration + " is not from zero to one day");
        }
        VirtualClock clock = collector instanceof TestMetricsCollector test ? test.clock() : new VirtualClock();
        UnixClock unix = clock.unix();
        Function<Protocol, HotStuff2Events> told = protocol -> HotStuff2Events.on(collector, protocol, unix);
        Protocol protocol =
                Protocol.basic().replicas(tier.replicas()).ownIndex(0).delta(DELTA);
        return switch (tier) {
            case L4 -> wideArea(told, clock, duration);
            case L5 -> transactions(collector, protocol, told, clock, duration);
            case L7 ->
                new DetectionLoad(seed, DELTA, duration.dividedBy(2), tier.transactionsPerBlock())
                        .run(told, clock, duration);
            default -> new LeaderLoad(tier, seed, told.apply(protocol), clock, transactions -> {}).run(duration);
        };
    }

    /** What replica 0 of a simulated network tells. */
    private LoadReport wideArea(Function<Protocol, HotStuff2Events> collected, VirtualClock clock, Duration duration) {
        Told told = new Told();
        HotStuff2Events events = collected.apply(
                Protocol.pipelined().replicas(tier.replicas()).ownIndex(0).delta(DELTA));
        events.listen("told", told);
        SimulatedNetwork network = HotStuff2Simulation.pipelined(tier.replicas())
                .seed(seed)
                .delta(DELTA)
                .transactions(tier.transactionsPerBlock())
                .delay(Latency.uniform(LEAST_LATENCY, MOST_LATENCY))
                .loss(LOSS)
                .calmAfter(duration)
                .unwatched()
                .events(index -> index == 0 ? events : HotStuff2Events.none())
                .start();
        network.runFor(duration);
        clock.advance(duration);
        return told.report(duration, network.observer().height(0), Verdict.NONE);
    }

    /** What the threads of clients tell, while the leader decides. */
    private LoadReport transactions(
            MetricsCollector collector,
            Protocol protocol,
            Function<Protocol, HotStuff2Events> told,
            VirtualClock clock,
            Duration duration) {
        TransactionLoad clients = new TransactionLoad(collector, protocol, seed);
        HotStuff2Events events = told.apply(protocol);
        events.listen("performance", clients.performance());
        long blocks = duration.toNanos() / (Duration.ofSeconds(1).toNanos() / tier.blocksPerSecond());
        clients.start(blocks * tier.transactionsPerBlock(), CLIENTS);
        try {
            return new LeaderLoad(tier, seed, events, clock, block -> {
                        clients.mempool().selected(block, SELECTION);
                        clients.mempool().committed(block);
                    })
                    .run(duration);
        } finally {
            clients.join();
        }
    }
}

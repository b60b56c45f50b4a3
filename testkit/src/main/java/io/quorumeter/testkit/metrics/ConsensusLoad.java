package io.quorumeter.testkit.metrics;

import io.quorumeter.MetricsCollector;
import io.quorumeter.binding.Families;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.UnixClock;
import io.quorumeter.testkit.byzantine.Behaviour;
import io.quorumeter.testkit.simulation.HotStuff2Simulation;
import io.quorumeter.testkit.simulation.SimulatedNetwork;
import java.time.Duration;

/**
 * Tells a collector what the leader of a busy network would: views, proposals, every vote of both phases, certificates, commits. All of it
 * follows from a seed, nothing waits, and the time is virtual: that of the collector's clock when it is a {@link TestMetricsCollector}.
 *
 * <pre>{@code
 * LoadReport told = ConsensusLoad.of(LoadTier.L3).seed(7).run(metrics, Duration.ofSeconds(10));
 * assertThat(metrics).counter("hotstuff2_consensus_blocks_committed_total").isEqualTo(told.blocks());
 * }</pre>
 *
 * <p>The tier {@link LoadTier#L7} is no leader's view but a simulated network in which one replica equivocates, seen by another one.
 * Immutable; a run may be repeated and gives the same calls.
 */
public final class ConsensusLoad {
    private static final Duration DELTA = Duration.ofMillis(100);

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
        Protocol protocol =
                Protocol.basic().replicas(tier.replicas()).ownIndex(0).delta(DELTA);
        VirtualClock clock = collector instanceof TestMetricsCollector test ? test.clock() : new VirtualClock();
        UnixClock unix = clock.unix();
        HotStuff2Events events = HotStuff2Events.on(collector, protocol, Families.DEFAULT_PREFIX, unix);
        return tier == LoadTier.L7
                ? simulate(collector, events, clock, duration)
                : new LeaderLoad(tier, seed, events, clock).run(duration);
    }

    private LoadReport simulate(
            MetricsCollector collector, HotStuff2Events events, VirtualClock clock, Duration duration) {
        SimulatedNetwork network = HotStuff2Simulation.basic(tier.replicas())
                .seed(seed)
                .delta(DELTA)
                .transactions(tier.transactionsPerBlock())
                .byzantine(tier.replicas() - 1, Behaviour.equivocate())
                .events(index -> index == 0 ? events : HotStuff2Events.none())
                .start();
        long before = (long) collector.snapshot().total("hotstuff2_consensus_views_entered_total");
        network.runFor(duration);
        clock.advance(duration);
        return new LoadReport(
                duration,
                (long) collector.snapshot().total("hotstuff2_consensus_views_entered_total") - before,
                events.metrics().committedHeight(),
                events.metrics().committedHeight() * tier.transactionsPerBlock(),
                (long) collector.snapshot().total("hotstuff2_consensus_votes_received_total"),
                (long) collector.snapshot().total("hotstuff2_consensus_local_timeouts_total"),
                0);
    }
}

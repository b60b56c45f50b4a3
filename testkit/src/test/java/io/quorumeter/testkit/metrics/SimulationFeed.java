package io.quorumeter.testkit.metrics;

import io.quorumeter.ValidatorSet;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.PerformanceMetrics;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.ValidatorSetChange;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.testkit.byzantine.Behaviour;
import io.quorumeter.testkit.hotstuff2.Mutant;
import io.quorumeter.testkit.simulation.DiskFault;
import io.quorumeter.testkit.simulation.HotStuff2Simulation;
import io.quorumeter.testkit.simulation.Latency;
import io.quorumeter.testkit.simulation.SimulatedNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A simulated network in which everything goes wrong that a simulation knows, each replica with a collector of its own that keeps all
 * details. Messages are late, lost and come twice; the last replica is Byzantine, breaks a rule of its own, goes down, comes back, and is
 * put out of the validator set in the end. Then the same again for a while with disks that fail.
 */
final class SimulationFeed {
    private static final int REPLICAS = 4;
    private static final int FAULTY = REPLICAS - 1;
    private static final long HEIGHTS = 70;
    private static final int STEPS = 4_000;
    private static final Duration STEP = Duration.ofMillis(100);

    private final VirtualClock clock = new VirtualClock();
    private final List<TestMetricsCollector> collectors = new ArrayList<>();
    private final List<HotStuff2Events> events = new ArrayList<>();
    private final Consumer<TestMetricsCollector> look;
    private final SimulatedNetwork network;

    private SimulationFeed(Consumer<TestMetricsCollector> look, DiskFault disks) {
        this.look = look;
        for (int i = 0; i < REPLICAS; i++) {
            TestMetricsCollector collector = TestMetricsCollector.create(clock);
            collectors.add(collector);
            events.add(events(collector, i));
        }
        collectors.forEach(look);
        network = HotStuff2Simulation.basic(REPLICAS)
                .seed(11)
                .calmAfter(Duration.ofSeconds(10))
                .delayBeforeCalm(Latency.uniform(Duration.ofMillis(1), Duration.ofMillis(150)))
                .loss(0.05)
                .duplication(0.05)
                .disks(disks)
                .byzantine(
                        FAULTY,
                        Behaviour.equivocate()
                                .and(Behaviour.doubleVote(VotePhase.VOTE))
                                .and(Behaviour.invalidCertificate().withChance(0.3))
                                .inViews(0, 40))
                .mutant(FAULTY, Mutant.KEEP_LOCK_ON_PREPARE)
                .crash(FAULTY, Duration.ofSeconds(12))
                .restart(FAULTY, Duration.ofSeconds(17))
                .crash(FAULTY, Duration.ofSeconds(20))
                .syncBatch(4)
                .crypto(index -> new TimedCrypto(index, events.get(index)))
                .events(events::get)
                .start();
    }

    static void run(Consumer<TestMetricsCollector> look) {
        SimulationFeed feed = new SimulationFeed(look, DiskFault.NONE);
        feed.run(Duration.ofSeconds(21));
        feed.removeTheFaulty();
        feed.runUntil(() -> feed.events.get(0).metrics().committedHeight() >= HEIGHTS);
        new SimulationFeed(look, DiskFault.SYNC_FAILS_SOMETIMES).run(Duration.ofSeconds(5));
    }

    private void run(Duration time) {
        runUntil(() -> network.elapsed().compareTo(time) >= 0);
    }

    private void runUntil(BooleanSupplier done) {
        for (int i = 0; i < STEPS && !done.getAsBoolean(); i++) {
            network.runFor(STEP);
            clock.advance(STEP);
            collectors.forEach(look);
        }
    }

    /** The others go on without it, with twice the power each. */
    private void removeTheFaulty() {
        long first = 0;
        for (HotStuff2Events each : events) {
            first = Math.max(first, each.metrics().currentView() + 1);
        }
        ValidatorSet others = ValidatorSet.ofKeys(List.of("0", "1", "2")).powers(2, 2, 2);
        for (int i = 0; i < REPLICAS; i++) {
            long begins = i == FAULTY ? events.get(i).metrics().currentView() : first;
            events.get(i).validatorSetChanged(new ValidatorSetChange(1, begins, others.ownIndex(i == FAULTY ? -1 : i)));
        }
    }

    private static HotStuff2Events events(TestMetricsCollector collector, int index) {
        Protocol protocol = Protocol.basic().replicas(REPLICAS).ownIndex(index);
        HotStuff2Events events =
                HotStuff2Events.on(collector, protocol, collector.clock().unix());
        events.listen("performance", new PerformanceMetrics(collector, protocol));
        return events;
    }
}

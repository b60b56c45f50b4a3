package io.quorumeter.testkit.metrics;

import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.PerformanceMetrics;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.testkit.simulation.HotStuff2Simulation;
import io.quorumeter.testkit.simulation.Latency;
import io.quorumeter.testkit.simulation.SimulatedNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A simulated network in which much goes wrong, each replica with a collector of its own that keeps all details. */
final class SimulationFeed {
    private static final int REPLICAS = 4;
    private static final Duration STEP = Duration.ofMillis(100);

    private SimulationFeed() {}

    static void run(Consumer<TestMetricsCollector> look) {
        VirtualClock clock = new VirtualClock();
        List<TestMetricsCollector> collectors = new ArrayList<>();
        for (int i = 0; i < REPLICAS; i++) {
            collectors.add(TestMetricsCollector.create(clock));
        }
        SimulatedNetwork network = HotStuff2Simulation.basic(REPLICAS)
                .seed(11)
                .calmAfter(Duration.ofSeconds(10))
                .delayBeforeCalm(Latency.uniform(Duration.ofMillis(1), Duration.ofMillis(150)))
                .loss(0.05)
                .duplication(0.05)
                .crash(REPLICAS - 1, Duration.ofSeconds(12))
                .restart(REPLICAS - 1, Duration.ofSeconds(17))
                .syncBatch(4)
                .events(index -> events(collectors.get(index), index))
                .start();
        for (int i = 0; i < 4_000 && network.observer().lowestHeight() < 70; i++) {
            network.runFor(STEP);
            clock.advance(STEP);
            collectors.forEach(look);
        }
    }

    private static HotStuff2Events events(TestMetricsCollector collector, int index) {
        Protocol protocol = Protocol.basic().replicas(REPLICAS).ownIndex(index);
        HotStuff2Events events = HotStuff2Events.on(
                collector, protocol, "hotstuff2_", collector.clock().unix());
        events.listen("performance", new PerformanceMetrics(collector, protocol));
        return events;
    }
}

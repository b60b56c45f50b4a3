package io.quorumeter.examples.metrics;

import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.HotStuff2Listener;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.Signers;
import io.quorumeter.consensus.TimeoutPhase;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.testkit.hotstuff2.Certificate;
import io.quorumeter.testkit.hotstuff2.Message;
import io.quorumeter.testkit.hotstuff2.Message.Prepare;
import io.quorumeter.testkit.hotstuff2.Replica;
import io.quorumeter.testkit.simulation.DiskFault;
import io.quorumeter.testkit.simulation.HotStuff2Simulation;
import io.quorumeter.testkit.simulation.Latency;
import io.quorumeter.testkit.simulation.SimulatedNetwork;
import io.quorumeter.testkit.simulation.WireListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Simulated networks in which everything goes wrong that a replica must put up with; in one of them disks fail. */
final class SimulationMoves implements WireListener {
    private static final int REPLICAS = 4;

    private final List<MetricsCollector> collectors = new ArrayList<>();

    @Nullable
    private Prepare lastPrepare;

    @Override
    public void sent(int from, int to, Message message) {
        if (message instanceof Prepare prepare) {
            lastPrepare = prepare;
        }
    }

    void run(Movers movers) {
        run(movers, DiskFault.SYNC_FAILS_SOMETIMES);
        run(movers, DiskFault.NONE);
    }

    private void run(Movers movers, DiskFault disks) {
        collectors.clear();
        SimulatedNetwork network = HotStuff2Simulation.basic(REPLICAS)
                .seed(11)
                .calmAfter(Duration.ofSeconds(10))
                .delayBeforeCalm(Latency.uniform(Duration.ofMillis(1), Duration.ofMillis(150)))
                .loss(0.05)
                .duplication(0.05)
                .crashes(1, Duration.ofSeconds(3))
                .crash(REPLICAS - 1, Duration.ofSeconds(12))
                .restart(REPLICAS - 1, Duration.ofSeconds(17))
                .disks(disks)
                .syncBatch(4)
                .watch(this)
                .events(this::events)
                .start();
        for (int i = 0; i < 4_000 && network.observer().lowestHeight() < 70; i++) {
            network.runFor(Duration.ofMillis(25));
            if (i % 100 == 0) {
                forge(network);
            }
            collectors.forEach(movers::look);
        }
    }

    private HotStuff2Events events(int index) {
        MetricsCollector collector = Quorumeter.newCollector();
        collectors.add(collector);
        HotStuff2Events events = HotStuff2Events.on(
                collector, Protocol.basic().replicas(REPLICAS).ownIndex(index));
        events.listen("faulty", new HotStuff2Listener() {
            @Override
            public void localTimeout(long view, TimeoutPhase phase, long nanos) {
                throw new IllegalStateException("a consumer with a defect");
            }
        });
        return events;
    }

    /** Sends replica 0 the last certificate again, a view higher and with a signer too few. */
    private void forge(SimulatedNetwork network) {
        Prepare prepare = lastPrepare;
        Replica victim = network.replica(0);
        if (prepare == null || victim == null) {
            return;
        }
        Certificate real = prepare.certificate();
        Certificate forged = new Certificate(
                real.kind(),
                victim.view(),
                victim.view() - 1,
                new BlockId(1, 2, 3, 4),
                real.height(),
                Signers.of(0, 1),
                real.signatures().subList(0, 2));
        victim.onMessage(
                new Prepare(prepare.sender(), forged), network.elapsed().toNanos());
    }
}

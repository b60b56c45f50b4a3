package io.quorumeter.testkit.metrics;

import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.ProtocolAnomaly;
import io.quorumeter.consensus.safety.ClusterObserver;
import io.quorumeter.consensus.safety.SafetyMonitor;
import io.quorumeter.testkit.byzantine.Behaviour;
import io.quorumeter.testkit.byzantine.Misbehaviour;
import io.quorumeter.testkit.hotstuff2.Mutant;
import io.quorumeter.testkit.simulation.HotStuff2Simulation;
import io.quorumeter.testkit.simulation.Latency;
import io.quorumeter.testkit.simulation.SimulatedNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A network of 4 to 10 replicas in which something is wrong, drawn from a seed: as many Byzantine replicas as the protocol bears, each with
 * a mixture of its own, or one replica that lacks a rule. The collector is told what replica 1 tells, which is the one that lacks the rule.
 */
final class DetectionLoad {
    private static final int SEEN = 1;
    private static final int SMALLEST = 4;
    private static final int SIZES = 7;
    private static final Duration STEP = Duration.ofMillis(500);
    private static final List<Mutant> PIPELINED = List.of(Mutant.COMMIT_NON_CONSECUTIVE, Mutant.KEEP_LOCK_ON_VOTE);

    private final HotStuff2Simulation description;
    private final Protocol protocol;
    private final int replicas;
    private final List<SafetyMonitor> monitors = new ArrayList<>();
    private final Set<Integer> byzantine = new TreeSet<>();
    private final String scenario;
    private Mutant mutant = Mutant.SKIP_LOCK_RULE;
    private final boolean isMutant;

    DetectionLoad(long seed, Duration delta, Duration calmAfter, int transactions) {
        long draw = Math.floorMod(seed, 1L << 32);
        isMutant = draw % 2 == 1;
        if (isMutant) {
            mutant = Mutant.values()[(int) (draw / 2 % Mutant.values().length)];
        }
        boolean pipelined = isMutant ? PIPELINED.contains(mutant) : draw / 2 % 2 == 1;
        replicas = mutant == Mutant.QUORUM_2F_PLUS_1 ? SMALLEST + 1 : SMALLEST + (int) (draw / 2 % SIZES);
        protocol = (pipelined ? Protocol.pipelined() : Protocol.basic())
                .replicas(replicas)
                .delta(delta);
        description = (pipelined ? HotStuff2Simulation.pipelined(replicas) : HotStuff2Simulation.basic(replicas))
                .seed(seed)
                .delta(delta)
                .transactions(transactions)
                .delayBeforeCalm(Latency.uniform(delta.dividedBy(10), delta)
                        .orElse(0.15, Latency.uniform(delta.multipliedBy(2), delta.multipliedBy(12))))
                .isolations(replicas - 1, delta.multipliedBy(24))
                .calmAfter(calmAfter);
        scenario = (isMutant ? lackRule(delta) : misbehave(seed)) + ", " + replicas + " replicas, "
                + (pipelined ? "pipelined" : "basic");
    }

    private String lackRule(Duration delta) {
        description.mutant(SEEN, mutant);
        if (mutant == Mutant.FORGET_ON_RESTART) {
            description.crash(SEEN, delta.multipliedBy(9)).restart(SEEN, delta.multipliedBy(10));
        }
        if (mutant == Mutant.QUORUM_2F_PLUS_1) {
            byzantine.add(0);
            description.byzantine(0, Behaviour.underQuorumCertificate().withChance(0.5));
        }
        return mutant + " at replica " + SEEN;
    }

    private String misbehave(long seed) {
        int most = (replicas - 1) / 3;
        for (int i = replicas - most; i < replicas; i++) {
            byzantine.add(i);
            description.byzantine(i, Behaviour.random(seed + i));
        }
        return "mixtures at " + byzantine;
    }

    /** Runs it, told by events that have the collector behind them. */
    LoadReport run(Function<Protocol, HotStuff2Events> collected, VirtualClock clock, Duration duration) {
        Told told = new Told();
        for (int i = 0; i < replicas; i++) {
            monitors.add(SafetyMonitor.of(protocol.ownIndex(i)));
        }
        SimulatedNetwork network = description
                .events(index -> {
                    HotStuff2Events events =
                            index == SEEN ? collected.apply(protocol.ownIndex(SEEN)) : HotStuff2Events.none();
                    events.listen("monitor", monitors.get(index));
                    if (index == SEEN) {
                        events.listen("told", told);
                    }
                    return events;
                })
                .start();
        ClusterObserver cluster = new ClusterObserver(protocol);
        for (Duration left = duration; !left.isZero(); ) {
            Duration step = left.compareTo(STEP) < 0 ? left : STEP;
            network.runFor(step);
            clock.advance(step);
            left = left.minus(step);
            cluster.merge(IntStream.range(0, replicas)
                    .filter(index -> !byzantine.contains(index))
                    .mapToObj(index -> monitors.get(index).digest())
                    .toList());
        }
        return told.report(duration, network.observer().height(SEEN), verdict(network, cluster));
    }

    private Verdict verdict(SimulatedNetwork network, ClusterObserver cluster) {
        Set<Integer> faulty = new TreeSet<>(byzantine);
        Set<Integer> acted = byzantine.stream()
                .filter(index -> Stream.of(Misbehaviour.values()).anyMatch(kind -> network.acts(index, kind) > 0))
                .collect(Collectors.toCollection(TreeSet::new));
        if (isMutant) {
            faulty.add(SEEN);
            if (network.deviations(mutant) > 0) {
                acted.add(SEEN);
            }
        }
        Set<Integer> found = new TreeSet<>(cluster.accused());
        for (int i = 0; i < replicas; i++) {
            SafetyMonitor own = monitors.get(i);
            if (!byzantine.contains(i)
                    && (!own.violations().isEmpty() || own.count(ProtocolAnomaly.EARLY_PROPOSAL) > 0)) {
                found.add(i);
            }
        }
        return new Verdict(scenario, faulty, acted, found);
    }
}

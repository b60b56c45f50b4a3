package io.quorumeter.testkit.simulation;

import io.quorumeter.testkit.byzantine.Behaviour;
import io.quorumeter.testkit.byzantine.Misbehaviour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Draws networks in trouble, who in them is Byzantine, and what they do, all from one seed. */
final class Adversary {
    static final Duration CALM = Duration.ofSeconds(3);
    private static final Misbehaviour[] KINDS = Misbehaviour.values();

    private Adversary() {}

    static HotStuff2Simulation network(boolean pipelined, int replicas) {
        return pipelined ? HotStuff2Simulation.pipelined(replicas) : HotStuff2Simulation.basic(replicas);
    }

    /** Δ is 50 ms, GST at 60 Δ, and messages take up to 12 Δ before that. */
    static HotStuff2Simulation troubled(boolean pipelined, int replicas, long seed) {
        return network(pipelined, replicas)
                .seed(seed)
                .delayBeforeCalm(Latency.uniform(Duration.ofMillis(5), Duration.ofMillis(60))
                        .orElse(0.15, Latency.uniform(Duration.ofMillis(100), Duration.ofMillis(600))))
                .duplication(0.05)
                .calmAfter(CALM);
    }

    /** From none to all that the protocol bears, more often many than few. */
    static int count(int most, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return Math.max(random.nextInt(most + 1), random.nextInt(most + 1));
    }

    static Set<Integer> members(int replicas, int count, long seed) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < replicas; i++) {
            all.add(i);
        }
        Collections.shuffle(all, new Random(seed));
        return new TreeSet<>(all.subList(0, count));
    }

    /** A coalition that wants a fork, one kind alone, or a mixture that changes from view to view. */
    static Behaviour behaviour(long seed) {
        return switch ((int) (seed % 3)) {
            case 0 -> Behaviour.fork();
            case 1 -> Behaviour.of(KINDS[(int) (seed / 3 % KINDS.length)]);
            default -> Behaviour.random(seed);
        };
    }
}

package io.quorumeter.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.consensus.SafetyViolation;
import io.quorumeter.testkit.byzantine.Behaviour;
import io.quorumeter.testkit.hotstuff2.Mutant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rules left out by all replicas fork the chain, with one of them Byzantine, and which only slow it down. */
class MutantForkTest {
    private static final int SEEDS = 100;
    private static final int MOST_SEEDS = 600;
    private static final int ENOUGH = 2;
    private static final Duration CALM = Duration.ofSeconds(8);

    private record Run(boolean forked, boolean acted, long commits) {}

    private static List<Run> runs(int from, boolean pipelined, int replicas, Mutant... mutants) {
        return Parallel.forSeeds(SEEDS, index -> {
            long seed = from + index;
            HotStuff2Simulation description = Adversary.troubled(pipelined, replicas, seed)
                    .isolations(3, Duration.ofMillis(1_200))
                    .calmAfter(CALM)
                    .mutants(mutants);
            if (seed % 4 != 0) {
                description.byzantine((int) (seed % replicas), Behaviour.fork());
            }
            SimulatedNetwork network = description.start();
            network.runFor(CALM.plusSeconds(1));
            boolean acted = false;
            for (Mutant mutant : mutants) {
                acted |= network.deviations(mutant) > 0;
            }
            return new Run(
                    network.observer().forks() > 0, acted, network.observer().commits());
        });
    }

    private static long forked(List<Run> runs) {
        return runs.stream().filter(Run::forked).count();
    }

    @ParameterizedTest
    @CsvSource({
        "SKIP_LOCK_RULE, false, 4",
        "SKIP_LOCK_RULE, true, 4",
        "KEEP_LOCK_ON_PREPARE, false, 4",
        "VOTE2_FOR_PAST_VIEW, false, 4",
        "KEEP_LOCK_ON_VOTE, true, 4",
    })
    void ruleThatSafetyRestsOn_forksWhenLeftOut(Mutant mutant, boolean pipelined, int replicas) {
        List<Run> runs = new ArrayList<>();
        for (int from = 0; from < MOST_SEEDS && forked(runs) < ENOUGH; from += SEEDS) {
            runs.addAll(runs(from, pipelined, replicas, mutant));
        }
        System.out.printf(
                "%s, %s, n = %d: forked in %d of %d runs, acted in %d%n",
                mutant,
                pipelined ? "pipelined" : "basic",
                replicas,
                forked(runs),
                runs.size(),
                runs.stream().filter(Run::acted).count());
        assertThat(forked(runs)).isPositive();
        assertThat(runs.stream().filter(run -> run.forked && !run.acted)).isEmpty();
    }

    /**
     * Two quorums of half the replicas need not share one: here nobody has to be Byzantine. Each half has three leaders in a row, as many
     * as a commit of the pipelined variant takes; in some runs the network parts when both still have theirs before them.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void quorumOfTwoFPlusOne_forksInANetworkPartedInHalves_andIsToldOfInEveryRun(boolean pipelined) {
        int replicas = 6;
        List<Boolean> forked = Parallel.forSeeds(SEEDS, seed -> {
            SimulatedNetwork network = Adversary.network(pipelined, replicas)
                    .seed(seed)
                    .partition(Duration.ofMillis(new SplittableRandom(seed).nextInt(1_000)), CALM, half(replicas, seed))
                    .mutants(Mutant.QUORUM_2F_PLUS_1)
                    .start();
            network.runFor(CALM.plusSeconds(1));
            assertThat(network.deviations(Mutant.QUORUM_2F_PLUS_1))
                    .as("seed %d", seed)
                    .isPositive();
            assertThat(IntStream.range(0, replicas)
                            .mapToLong(i -> network.safety(i).count(SafetyViolation.WEAK_CERTIFICATE)))
                    .as("seed %d", seed)
                    .allMatch(count -> count > 0);
            return network.observer().forks() > 0;
        });
        System.out.printf(
                "QUORUM_2F_PLUS_1, %s, n = %d in halves: forked in %d of %d runs%n",
                pipelined ? "pipelined" : "basic",
                replicas,
                forked.stream().filter(fork -> fork).count(),
                SEEDS);
        assertThat(forked).contains(true);
    }

    private static int[] half(int replicas, long seed) {
        return IntStream.range(0, replicas / 2)
                .map(i -> (int) ((seed + i) % replicas))
                .toArray();
    }

    /**
     * A fork takes two leaders that only they and a few others hear, one after the other, so it is rare even in a network that is in
     * trouble for long. Nobody signs what contradicts itself: it is the replica that commits so which has to tell.
     */
    @Test
    void commitByViewsThatAreNotConsecutive_forks_andIsToldOf() {
        int replicas = 5;
        List<Boolean> forked = new ArrayList<>();
        for (int from = 0; from < 2 * MOST_SEEDS && !forked.contains(true); from += SEEDS) {
            long first = from;
            forked.addAll(Parallel.forSeeds(SEEDS, index -> {
                SimulatedNetwork network = HotStuff2Simulation.pipelined(replicas)
                        .seed(first + index)
                        .delayBeforeCalm(Latency.uniform(Duration.ofMillis(5), Duration.ofMillis(60))
                                .orElse(0.5, Latency.uniform(Duration.ofMillis(100), Duration.ofMillis(600))))
                        .isolations(replicas, Duration.ofMillis(2_500))
                        .calmAfter(CALM.multipliedBy(2))
                        .mutants(Mutant.COMMIT_NON_CONSECUTIVE)
                        .start();
                network.runFor(CALM.multipliedBy(2).plusSeconds(1));
                boolean told = IntStream.range(0, replicas)
                        .anyMatch(i -> network.safety(i).count(SafetyViolation.COMMIT_WITHOUT_CERTIFICATE) > 0);
                assertThat(told)
                        .as("seed %d", first + index)
                        .isEqualTo(network.deviations(Mutant.COMMIT_NON_CONSECUTIVE) > 0);
                return network.observer().forks() > 0;
            }));
        }
        System.out.printf(
                "COMMIT_NON_CONSECUTIVE, pipelined, n = %d: forked in %d of %d runs%n",
                replicas, forked.stream().filter(fork -> fork).count(), forked.size());
        assertThat(forked).contains(true);
    }

    @ParameterizedTest
    @CsvSource({"SKIP_DELTA_WAIT, false", "SKIP_DELTA_WAIT, true", "KEEP_LOCK_ON_VOTE, false"})
    void ruleThatOnlyProgressRestsOn_neverForksWhenLeftOut(Mutant mutant, boolean pipelined) {
        List<Run> runs = runs(0, pipelined, 4, mutant);
        assertThat(forked(runs)).isZero();
        assertThat(runs).anyMatch(Run::acted);
        assertThat(runs.stream().filter(run -> run.commits == 0)).isEmpty();
    }

    @Test
    void allRulesKept_neverFork() {
        for (boolean pipelined : new boolean[] {false, true}) {
            assertThat(forked(runs(0, pipelined, 4))).isZero();
        }
    }
}

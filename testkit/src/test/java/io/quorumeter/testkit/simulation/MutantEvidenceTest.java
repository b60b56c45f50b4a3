package io.quorumeter.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.safety.ClusterObserver;
import io.quorumeter.testkit.byzantine.Behaviour;
import io.quorumeter.testkit.hotstuff2.Mutant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule left out shows in the replica's own monitor, in every run in which leaving it out made a difference. */
class MutantEvidenceTest {
    private static final int SEEDS = 100;
    private static final int FAULTY = 1;

    /** What shows when replicas compare notes, in some of these runs; for a restart that forgets see {@link RestartTest}. */
    private static final Set<Mutant> SHOWS_IN_NOTES = EnumSet.of(
            Mutant.VOTE2_FOR_PAST_VIEW, Mutant.SKIP_LOCK_RULE, Mutant.KEEP_LOCK_ON_PREPARE, Mutant.KEEP_LOCK_ON_VOTE);

    private static final Duration CALM = Duration.ofSeconds(6);

    private record Run(boolean acted, boolean found, boolean compared, boolean forked, List<String> wrong) {}

    static Stream<Arguments> mutants() {
        return Stream.of(
                Arguments.of(Mutant.VOTE2_FOR_PAST_VIEW, false, 4),
                Arguments.of(Mutant.SKIP_LOCK_RULE, false, 4),
                Arguments.of(Mutant.SKIP_LOCK_RULE, true, 4),
                Arguments.of(Mutant.KEEP_LOCK_ON_PREPARE, false, 4),
                Arguments.of(Mutant.KEEP_LOCK_ON_VOTE, true, 4),
                Arguments.of(Mutant.COMMIT_NON_CONSECUTIVE, true, 4),
                Arguments.of(Mutant.QUORUM_2F_PLUS_1, false, 5),
                Arguments.of(Mutant.QUORUM_2F_PLUS_1, true, 6),
                Arguments.of(Mutant.SKIP_DELTA_WAIT, false, 4),
                Arguments.of(Mutant.SKIP_DELTA_WAIT, true, 4),
                Arguments.of(Mutant.FORGET_ON_RESTART, false, 4),
                Arguments.of(Mutant.FORGET_ON_RESTART, true, 4));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void ruleLeftOut_isFoundByTheReplicaItselfAndHeldAgainstNobodyElse(Mutant mutant, boolean pipelined, int replicas) {
        List<Run> runs = Parallel.forSeeds(SEEDS, seed -> run(mutant, pipelined, replicas, seed));
        System.out.printf(
                "%s, %s, n = %d: acted in %d of %d runs, found in %d, by comparing notes in %d, forked %d%n",
                mutant,
                pipelined ? "pipelined" : "basic",
                replicas,
                runs.stream().filter(Run::acted).count(),
                SEEDS,
                runs.stream().filter(Run::found).count(),
                runs.stream().filter(Run::compared).count(),
                runs.stream().filter(Run::forked).count());
        assertThat(runs.stream().flatMap(run -> run.wrong.stream()).limit(5)).isEmpty();
        assertThat(runs).anyMatch(Run::acted);
        if (SHOWS_IN_NOTES.contains(mutant)) {
            assertThat(runs).anyMatch(Run::compared);
        }
    }

    private static Run run(Mutant mutant, boolean pipelined, int replicas, long seed) {
        HotStuff2Simulation description = Adversary.troubled(pipelined, replicas, seed)
                .isolations(3, Duration.ofMillis(1_200))
                .calmAfter(CALM)
                .mutant(FAULTY, mutant);
        if (mutant == Mutant.FORGET_ON_RESTART) {
            SplittableRandom random = new SplittableRandom(seed);
            Duration down = Duration.ofMillis(random.nextLong(300, 1_500));
            description.crash(FAULTY, down).restart(FAULTY, down.plusMillis(1 + random.nextLong(200)));
        }
        if (mutant == Mutant.QUORUM_2F_PLUS_1) {
            description.byzantine(0, Behaviour.underQuorumCertificate().withChance(0.5));
        }
        SimulatedNetwork network = description.start();
        ClusterObserver cluster =
                new ClusterObserver((pipelined ? Protocol.pipelined() : Protocol.basic()).replicas(replicas));
        for (int second = 0; second < CALM.plusSeconds(2).toSeconds(); second++) {
            network.runFor(Duration.ofSeconds(1));
            cluster.merge(IntStream.range(0, replicas)
                    .mapToObj(i -> network.safety(i).digest())
                    .toList());
        }
        boolean acted = network.deviations(mutant) > 0;
        boolean found = MutantFindings.found(mutant, network.safety(FAULTY));
        List<String> wrong = new ArrayList<>();
        if (acted && !found) {
            wrong.add("missed: " + network);
        }
        if (found && !acted) {
            wrong.add("found though it never acted: " + network.safety(FAULTY).violations() + network);
        }
        for (int accused : cluster.accused()) {
            if (accused != FAULTY && network.behaviour(accused) == null) {
                wrong.add("notes accuse " + accused + ": " + cluster.evidence());
            }
        }
        for (int i = 0; i < replicas; i++) {
            boolean correct = i != FAULTY && network.behaviour(i) == null;
            if (correct && !network.safety(i).violations().isEmpty()) {
                wrong.add("violations of " + i + ": " + network.safety(i).violations() + network);
            }
            if (correct && network.observer().accused().contains(i)) {
                wrong.add("accused " + i + ": " + network.observer().safety().evidence());
            }
        }
        return new Run(
                acted,
                found,
                MutantFindings.found(mutant, cluster),
                network.observer().forks() > 0,
                wrong);
    }
}

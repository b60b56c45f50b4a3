package io.quorumeter.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.testkit.byzantine.Behaviour;
import io.quorumeter.testkit.byzantine.Misbehaviour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * As many are Byzantine or crash as the protocol bears: no fork, nobody correct is accused by anybody, and all commit once the network is
 * calm. {@code -Pmany-seeds} runs 2,000 seeds for each cell instead of 200.
 */
class HonestMatrixTest {
    private static final int SEEDS = Integer.getInteger("quorumeter.seeds", 200);
    private static final int MORE_BLOCKS = 3;
    private static final Map<Misbehaviour, Long> ACTS = new EnumMap<>(Misbehaviour.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What came of one run; the lists tell what must not be. */
    private record Run(
            Totals totals,
            int byzantine,
            boolean accused,
            long recoveryMillis,
            List<String> wrong,
            Map<Misbehaviour, Long> acts) {}

    static Stream<Arguments> cells() {
        return Stream.of(false, true)
                .flatMap(pipelined -> Stream.of(4, 5, 6, 7, 10).map(replicas -> Arguments.of(pipelined, replicas)));
    }

    @BeforeAll
    static void head() {
        System.out.printf(
                "%-10s %3s %2s %6s %10s %11s %9s %6s %8s %16s %10s%n",
                "variant",
                "n",
                "f",
                "runs",
                "byzantine",
                "messages",
                "commits",
                "forks",
                "accusing",
                "accusing correct",
                "slowest ms");
    }

    @ParameterizedTest
    @MethodSource("cells")
    void upToFFaulty_neverForkNorFrameAnybodyAndCommitAfterTheCalm(boolean pipelined, int replicas) {
        List<Run> runs = Parallel.forSeeds(SEEDS, seed -> run(pipelined, replicas, seed));
        Totals totals = runs.stream().map(Run::totals).reduce(Totals.ZERO, Totals::plus);
        long framed = runs.stream()
                .filter(run -> run.wrong.stream().anyMatch(line -> line.startsWith("accused")))
                .count();
        System.out.printf(
                "%-10s %3d %2d %6d %10d %11d %9d %6d %8d %16d %10d%n",
                pipelined ? "pipelined" : "basic",
                replicas,
                (replicas - 1) / 3,
                runs.size(),
                runs.stream().mapToInt(Run::byzantine).sum(),
                totals.sent(),
                totals.commits(),
                totals.forks(),
                runs.stream().filter(Run::accused).count(),
                framed,
                runs.stream().mapToLong(Run::recoveryMillis).max().orElse(0));
        assertThat(runs.stream().flatMap(run -> run.wrong.stream()).limit(5)).isEmpty();
        assertThat(runs).hasSize(SEEDS);
        assertThat(runs.stream().filter(Run::accused).count()).isPositive();
        for (Run run : runs) {
            run.acts.forEach((kind, count) -> ACTS.merge(kind, count, Long::sum));
        }
    }

    private static Run run(boolean pipelined, int replicas, long seed) {
        int faulty = (replicas - 1) / 3;
        int count = Adversary.count(faulty, seed);
        Set<Integer> members = Adversary.members(replicas, count, seed);
        Behaviour behaviour = Adversary.behaviour(seed);
        HotStuff2Simulation description = Adversary.troubled(pipelined, replicas, seed)
                .loss(seed % 2 * 0.05)
                .isolations(1, Duration.ofSeconds(1))
                .crashes(faulty - count, Duration.ofMillis(500));
        members.forEach(member -> description.byzantine(member, behaviour));
        SimulatedNetwork network = description.start();
        network.runFor(Adversary.CALM);
        NetworkObserver observer = network.observer();
        long target = observer.highestHeight() + MORE_BLOCKS;
        boolean recovered = network.runUntil(() -> observer.lowestHeight() >= target, PATIENCE);
        List<String> wrong = new ArrayList<>();
        if (!recovered || !observer.isClean()) {
            wrong.add((recovered ? "unclean: " : "stuck: ") + network);
        }
        Set<Integer> accused = new TreeSet<>(observer.accused());
        for (int i = 0; i < replicas; i++) {
            if (!members.contains(i)) {
                accused.addAll(network.accusedBy(i));
                if (!network.safety(i).violations().isEmpty()) {
                    wrong.add("violations of " + i + ", Byzantine " + members + ": "
                            + network.safety(i).violations() + " in " + network);
                }
            }
        }
        Set<Integer> framed = new TreeSet<>(accused);
        framed.removeAll(members);
        if (!framed.isEmpty()) {
            wrong.add("accused " + framed + ", Byzantine " + members + ": "
                    + observer.safety().evidence() + network);
        }
        return new Run(
                network.totals(),
                count,
                !accused.isEmpty(),
                network.elapsed().minus(Adversary.CALM).toMillis(),
                wrong,
                acts(network, members));
    }

    private static Map<Misbehaviour, Long> acts(SimulatedNetwork network, Set<Integer> members) {
        Map<Misbehaviour, Long> acts = new EnumMap<>(Misbehaviour.class);
        for (Misbehaviour kind : Misbehaviour.values()) {
            members.forEach(member -> acts.merge(kind, network.acts(member, kind), Long::sum));
        }
        return acts;
    }

    @AfterAll
    static void foot() {
        System.out.println("acts: " + ACTS);
        for (Misbehaviour kind : Misbehaviour.values()) {
            assertThat(ACTS.getOrDefault(kind, 0L)).as("acts of %s", kind).isPositive();
        }
        System.out.println(SEEDS + " seeds for each cell; messages take up to 12 delta before the calm at 60 delta");
    }
}

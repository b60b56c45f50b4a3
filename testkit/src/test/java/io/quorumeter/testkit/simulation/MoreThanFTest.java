package io.quorumeter.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.consensus.safety.ClusterObserver;
import io.quorumeter.consensus.safety.ObservationDigest;
import io.quorumeter.testkit.byzantine.Behaviour;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** More are Byzantine than the protocol bears: then the chain can fork, but not without proof against them, and only against them. */
class MoreThanFTest {
    private static final int SEEDS = Integer.getInteger("quorumeter.seeds", 200);

    /** {@code merged} is how many members the digests of the correct replicas convict together. */
    private record Run(boolean forked, int accusedMembers, int merged, Set<Integer> framed, String network) {}

    @ParameterizedTest
    @CsvSource({
        "false, 4, 2, 15",
        "false, 7, 3, 5",
        "false, 7, 4, 30",
        "true, 4, 2, 0",
        "true, 7, 3, 3",
        "true, 7, 4, 15"
    })
    void forkByMoreThanF_isHeldAgainstThemAndNobodyElse(
            boolean pipelined, int replicas, int byzantine, int leastForks) {
        List<Run> runs = Parallel.forSeeds(SEEDS, seed -> run(pipelined, replicas, byzantine, seed));
        List<Run> forked = runs.stream().filter(Run::forked).toList();
        int faulty = (replicas - 1) / 3;
        int enough = pipelined ? 1 : faulty + 1;
        System.out.printf(
                "%s, %d of %d Byzantine: %d of %d runs forked; in those at least %d members accused, f + 1 or more in "
                        + "%d; by merged digests of"
                        + " the correct ones in %d%n",
                pipelined ? "pipelined" : "basic",
                byzantine,
                replicas,
                forked.size(),
                runs.size(),
                forked.stream().mapToInt(Run::accusedMembers).min().orElse(0),
                forked.stream().filter(run -> run.accusedMembers > faulty).count(),
                forked.stream().filter(run -> run.merged > faulty).count());
        assertThat(runs.stream().filter(run -> !run.framed.isEmpty())).isEmpty();
        assertThat(forked.stream().filter(run -> run.accusedMembers < enough)).isEmpty();
        assertThat(forked.size()).isGreaterThanOrEqualTo(leastForks);
    }

    private static Run run(boolean pipelined, int replicas, int byzantine, long seed) {
        Set<Integer> members = Adversary.members(replicas, byzantine, seed);
        HotStuff2Simulation description = Adversary.troubled(pipelined, replicas, seed);
        members.forEach(member -> description.byzantine(member, Behaviour.fork()));
        SimulatedNetwork network = description.start();
        network.runFor(Adversary.CALM.plus(Duration.ofSeconds(3)));
        Set<Integer> observed = network.observer().accused();
        Set<Integer> merged = merged(network, replicas, members);
        Set<Integer> framed = new TreeSet<>(observed);
        framed.addAll(merged);
        framed.removeAll(members);
        observed.retainAll(members);
        merged.retainAll(members);
        return new Run(
                network.observer().forks() > 0,
                observed.size(),
                merged.size(),
                framed,
                framed + " of " + members + " by " + network.observer().safety().evidence() + " in " + network);
    }

    /** Whom the correct replicas convict when they lay together what each of them saw. */
    private static Set<Integer> merged(SimulatedNetwork network, int replicas, Set<Integer> members) {
        List<ObservationDigest> digests = IntStream.range(0, replicas)
                .filter(replica -> !members.contains(replica))
                .mapToObj(replica -> network.safety(replica).digest())
                .toList();
        return new ClusterObserver(network.protocol()).merge(digests).accused();
    }
}

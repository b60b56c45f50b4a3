package io.quorumeter.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.Finding;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.ProtocolAnomaly;
import io.quorumeter.consensus.safety.ClusterObserver;
import io.quorumeter.consensus.safety.Evidence;
import io.quorumeter.consensus.safety.ObservationDigest;
import io.quorumeter.consensus.safety.SafetyMonitor;
import io.quorumeter.consensus.safety.SkipReason;
import io.quorumeter.testkit.byzantine.Behaviour;
import io.quorumeter.testkit.byzantine.Misbehaviour;
import io.quorumeter.testkit.hotstuff2.Mutant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The monitor on simulated replicas: silent about correct ones, whatever the network does to them, and never about a broken one. */
class SafetyMonitorTest {
    private static final Duration CALM = Duration.ofSeconds(5);

    /**
     * How a behaviour shows to correct replicas that compare notes: in how many of 30 runs at least, by what evidence and by what
     * anomaly.
     */
    private record Shows(int runs, Set<? extends Finding> evidence, Set<ProtocolAnomaly> anomalies) {}

    private static final Shows NOT_AT_ALL = new Shows(0, Set.of(), Set.of());

    /** The others look like a slow network to those who see messages only: what is not sent, late or repeated accuses nobody. */
    private static final Map<Misbehaviour, Shows> SHOWS = Map.of(
            Misbehaviour.EQUIVOCATE, new Shows(30, Set.of(ByzantineAct.DOUBLE_PROPOSAL), Set.of()),
            Misbehaviour.DOUBLE_VOTE, new Shows(30, Set.of(ByzantineAct.DOUBLE_VOTE), Set.of()),
            Misbehaviour.DOUBLE_VOTE2, new Shows(14, Set.of(ByzantineAct.DOUBLE_VOTE2), Set.of()),
            Misbehaviour.CONCEAL_LOCK, new Shows(25, Set.of(ByzantineAct.LOCK_CONCEALMENT), Set.of()),
            Misbehaviour.VOTE_BELOW_LOCK, new Shows(1, Set.of(ByzantineAct.LOCK_VIOLATION), Set.of()),
            Misbehaviour.WRONG_LEADER, new Shows(0, Set.of(), Set.of(ProtocolAnomaly.WRONG_LEADER)),
            Misbehaviour.INVALID_CERTIFICATE,
                    new Shows(
                            30,
                            Set.of(ByzantineAct.INVALID_CERTIFICATE_PROPOSED, ByzantineAct.DOUBLE_PROPOSAL),
                            Set.of(ProtocolAnomaly.INVALID_SIGNATURE)),
            Misbehaviour.UNDER_QUORUM_CERTIFICATE,
                    new Shows(30, Set.of(ByzantineAct.INVALID_CERTIFICATE_PROPOSED), Set.of(ProtocolAnomaly.MALFORMED)),
            Misbehaviour.FLOOD,
                    new Shows(0, Set.of(), Set.of(ProtocolAnomaly.INVALID_SIGNATURE, ProtocolAnomaly.UNKNOWN_SIGNER)));

    /** A network whose replicas each have a monitor. */
    private record Watched(SimulatedNetwork network, Protocol protocol, List<SafetyMonitor> monitors) {
        static Watched start(HotStuff2Simulation description, Protocol protocol) {
            List<SafetyMonitor> monitors = new ArrayList<>();
            SimulatedNetwork network = description
                    .events(replica -> {
                        SafetyMonitor monitor = SafetyMonitor.of(protocol.ownIndex(replica));
                        monitors.add(monitor);
                        HotStuff2Events events = HotStuff2Events.none();
                        events.listen(monitor);
                        return events;
                    })
                    .start();
            return new Watched(network, protocol, monitors);
        }

        /** What the monitors of correct replicas found, each for itself and together. */
        List<Evidence> findings(Set<Integer> byzantine) {
            List<Evidence> found = new ArrayList<>();
            List<ObservationDigest> digests = new ArrayList<>();
            for (int replica = 0; replica < monitors.size(); replica++) {
                if (!byzantine.contains(replica)) {
                    SafetyMonitor monitor = monitors.get(replica);
                    found.addAll(monitor.violations());
                    found.addAll(monitor.evidence());
                    digests.add(ObservationDigest.decode(monitor.digest().encode()));
                }
            }
            ClusterObserver cluster = new ClusterObserver(protocol).merge(digests);
            found.addAll(cluster.violations());
            found.addAll(cluster.evidence());
            return found;
        }

        boolean finds(Mutant mutant) {
            return monitors.stream().anyMatch(monitor -> MutantFindings.found(mutant, monitor));
        }
    }

    private static Protocol protocol(boolean pipelined, int replicas) {
        return (pipelined ? Protocol.pipelined() : Protocol.basic()).replicas(replicas);
    }

    private static HotStuff2Simulation troubled(boolean pipelined, int replicas, long seed) {
        HotStuff2Simulation description =
                pipelined ? HotStuff2Simulation.pipelined(replicas) : HotStuff2Simulation.basic(replicas);
        return description
                .seed(seed)
                .calmAfter(CALM)
                .delayBeforeCalm(Latency.uniform(Duration.ofMillis(5), Duration.ofMillis(60))
                        .orElse(0.1, Latency.uniform(Duration.ofMillis(100), Duration.ofMillis(600))))
                .loss(0.02)
                .duplication(0.05)
                .isolations(2, Duration.ofMillis(1_200))
                .crashes(seed % 3 == 0 ? 2 : 0, Duration.ofMillis(800))
                .disks(seed % 5 == 0 ? DiskFault.SYNC_FAILS_SOMETIMES : DiskFault.NONE)
                .syncBatch(seed % 2 == 0 ? 4 : 64);
    }

    @ParameterizedTest
    @CsvSource({"false, 4", "false, 7", "true, 4", "true, 7"})
    void correctReplicas_areNotAccused_norDoTheyFindFaultWithThemselves(boolean pipelined, int replicas) {
        long checks = 0;
        long skipped = 0;
        for (long seed = 1; seed <= 60; seed++) {
            Watched watched = Watched.start(troubled(pipelined, replicas, seed), protocol(pipelined, replicas));
            watched.network.runFor(CALM.plusSeconds(3));
            assertThat(watched.findings(Set.of())).as("seed %d", seed).isEmpty();
            for (SafetyMonitor monitor : watched.monitors) {
                checks += monitor.checks();
                assertThat(monitor.untold()).as("seed %d", seed).isEmpty();
                for (SkipReason reason : SkipReason.values()) {
                    skipped += reason == SkipReason.AFTER_RESTART ? 0 : monitor.skipped(reason);
                }
            }
        }
        System.out.println((pipelined ? "pipelined, " : "basic, ") + replicas + " replicas: " + checks + " checks, "
                + skipped + " skipped");
        assertThat(checks).isPositive();
        assertThat((double) skipped / (checks + skipped)).isLessThan(0.05);
    }

    @ParameterizedTest
    @CsvSource({
        "SKIP_LOCK_RULE, false, 4",
        "SKIP_LOCK_RULE, true, 4",
        "KEEP_LOCK_ON_PREPARE, false, 4",
        "KEEP_LOCK_ON_VOTE, true, 4",
        "VOTE2_FOR_PAST_VIEW, false, 4",
        "COMMIT_NON_CONSECUTIVE, true, 4",
        "SKIP_DELTA_WAIT, false, 4",
        "SKIP_DELTA_WAIT, true, 4",
        "QUORUM_2F_PLUS_1, false, 5",
        "QUORUM_2F_PLUS_1, true, 6",
        "FORGET_ON_RESTART, false, 4",
        "FORGET_ON_RESTART, true, 4"
    })
    void brokenReplica_findsItselfInEveryRunInWhichTheFaultActed(Mutant mutant, boolean pipelined, int replicas) {
        int acted = 0;
        List<Long> missed = new ArrayList<>();
        for (long seed = 3; seed <= 180; seed += 3) {
            HotStuff2Simulation description = troubled(pipelined, replicas, seed)
                    .loss(mutant == Mutant.SKIP_LOCK_RULE ? 0.2 : 0.02)
                    .disks(DiskFault.NONE)
                    .mutants(mutant);
            Watched watched = Watched.start(description, protocol(pipelined, replicas));
            watched.network.runFor(CALM);
            if (watched.network.deviations(mutant) > 0) {
                acted++;
                if (!watched.finds(mutant)) {
                    missed.add(seed);
                }
            }
        }
        System.out.println(mutant + (pipelined ? ", pipelined" : ", basic") + ": acted in " + acted
                + " of 60 runs, missed in " + missed);
        assertThat(acted).isPositive();
        assertThat(missed).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void byzantineReplica_isTheOnlyOneThatIsAccused_andOfWhatItDid(Misbehaviour kind) {
        int accused = 0;
        Set<Finding> types = new HashSet<>();
        Set<ProtocolAnomaly> anomalies = EnumSet.noneOf(ProtocolAnomaly.class);
        for (boolean pipelined : new boolean[] {false, true}) {
            for (long seed = 1; seed <= 15; seed++) {
                Watched watched = Watched.start(
                        troubled(pipelined, 7, seed)
                                .byzantine(2, Behaviour.of(kind))
                                .byzantine(3, Behaviour.of(kind)),
                        protocol(pipelined, 7));
                watched.network.runFor(CALM);
                List<Evidence> found = watched.findings(Set.of(2, 3));
                assertThat(found)
                        .as("pipelined %s, seed %d", pipelined, seed)
                        .allMatch(evidence -> evidence.validator() == 2 || evidence.validator() == 3);
                accused += found.isEmpty() ? 0 : 1;
                found.forEach(evidence -> types.add(evidence.type()));
                for (ProtocolAnomaly anomaly : ProtocolAnomaly.values()) {
                    if (watched.monitors.get(0).count(anomaly) > 0) {
                        anomalies.add(anomaly);
                    }
                }
            }
        }
        System.out.println(kind + ": accused in " + accused + " of 30 runs of " + types + ", anomalies " + anomalies);
        Shows shows = SHOWS.getOrDefault(kind, NOT_AT_ALL);
        assertThat(types).isEqualTo(shows.evidence);
        assertThat(types.isEmpty()).isNotEqualTo(kind.isProvable());
        assertThat(accused).isGreaterThanOrEqualTo(shows.runs);
        assertThat(anomalies).containsAll(shows.anomalies);
    }

    @Test
    void diskThatForgets_isFoundOut() {
        int lost = 0;
        List<Long> missed = new ArrayList<>();
        for (long seed = 1; seed <= 40; seed++) {
            HotStuff2Simulation description =
                    troubled(false, 4, seed).crashes(2, Duration.ofMillis(800)).disks(DiskFault.SYNC_DOES_NOTHING);
            Watched watched = Watched.start(description, protocol(false, 4));
            watched.network.runFor(CALM);
            if (watched.network.observer().lostVotes() > 0) {
                lost++;
                if (watched.findings(Set.of()).isEmpty()) {
                    missed.add(seed);
                }
            }
        }
        assertThat(lost).isPositive();
        assertThat(missed).isEmpty();
    }
}

package io.quorumeter.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.HotStuff2Listener;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.safety.ClusterObserver;
import io.quorumeter.consensus.safety.Evidence;
import io.quorumeter.consensus.safety.HighWaterMark;
import io.quorumeter.consensus.safety.SafetyMonitor;
import io.quorumeter.consensus.safety.SafetyOptions;
import io.quorumeter.testkit.hotstuff2.Mutant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replicas that crash and start as another process would: with a fresh monitor, and what the last one left on disk. */
class RestartTest {
    private static final int REPLICAS = 4;
    private static final int FORGETFUL = 1;
    private static final Duration CALM = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    /** The monitors of one replica, one for each start. */
    private static final class Processes {
        private final Protocol protocol;
        private final Path path;
        private final List<SafetyMonitor> monitors = new ArrayList<>();
        private HighWaterMark mark;

        Processes(Protocol protocol, Path path) {
            this.protocol = protocol;
            this.path = path;
            this.mark = open();
        }

        /** Written when the process ends, as if the executor had just kept up. */
        private HighWaterMark open() {
            try {
                return HighWaterMark.open(path, task -> {});
            } catch (IOException failed) {
                throw new UncheckedIOException("no mark", failed);
            }
        }

        HotStuff2Events events() {
            HotStuff2Events events = HotStuff2Events.none();
            events.listen((HotStuff2Listener) Proxy.newProxyInstance(
                    HotStuff2Listener.class.getClassLoader(),
                    new Class<?>[] {HotStuff2Listener.class},
                    (proxy, event, arguments) -> tell(event, arguments)));
            return events;
        }

        private Object tell(Method event, Object[] arguments) throws ReflectiveOperationException {
            if (event.getName().equals("restored")) {
                close();
                mark = open();
                monitors.add(SafetyMonitor.of(protocol, SafetyOptions.standard().highWaterMark(mark)));
            }
            return event.invoke(event.getDeclaringClass() == Object.class ? this : last(), arguments);
        }

        SafetyMonitor last() {
            return monitors.get(monitors.size() - 1);
        }

        void close() {
            try {
                mark.close();
            } catch (IOException failed) {
                throw new UncheckedIOException("mark not written", failed);
            }
        }

        List<Evidence> violations() {
            return monitors.stream()
                    .flatMap(monitor -> monitor.violations().stream())
                    .toList();
        }
    }

    private static HotStuff2Simulation troubled(boolean pipelined, long seed) {
        return (pipelined ? HotStuff2Simulation.pipelined(REPLICAS) : HotStuff2Simulation.basic(REPLICAS))
                .seed(seed)
                .calmAfter(CALM)
                .delayBeforeCalm(Latency.uniform(Duration.ofMillis(5), Duration.ofMillis(60))
                        .orElse(0.1, Latency.uniform(Duration.ofMillis(100), Duration.ofMillis(600))))
                .loss(0.02);
    }

    private List<Processes> run(
            HotStuff2Simulation description, boolean pipelined, long seed, List<SimulatedNetwork> to) {
        List<Processes> replicas = new ArrayList<>();
        Protocol protocol = (pipelined ? Protocol.pipelined() : Protocol.basic()).replicas(REPLICAS);
        SimulatedNetwork network = description
                .events(replica -> {
                    Processes processes = new Processes(
                            protocol.ownIndex(replica), folder.resolve(pipelined + "-" + seed + "-" + replica));
                    replicas.add(processes);
                    return processes.events();
                })
                .start();
        network.runFor(CALM.plusSeconds(1));
        replicas.forEach(Processes::close);
        to.add(network);
        return replicas;
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void correctReplicas_findNoFaultWithThemselves(boolean pipelined) {
        int restarts = 0;
        for (long seed = 1; seed <= 15; seed++) {
            for (Processes replica : run(
                    troubled(pipelined, seed).crashes(3, Duration.ofMillis(800)), pipelined, seed, new ArrayList<>())) {
                restarts += replica.monitors.size() - 1;
                assertThat(replica.violations()).as("seed %d", seed).isEmpty();
                assertThat(replica.monitors)
                        .as("seed %d", seed)
                        .allMatch(monitor -> monitor.untold().isEmpty());
            }
        }
        assertThat(restarts).isGreaterThan(15);
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void replicaThatForgets_isFoundByTheMonitorOfTheNextProcess_andByComparingNotes(boolean pipelined) {
        int acted = 0;
        int compared = 0;
        for (long seed = 1; seed <= 30; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            HotStuff2Simulation description = troubled(pipelined, seed).mutant(FORGETFUL, Mutant.FORGET_ON_RESTART);
            for (long crash = 300; crash < 4_000; crash += 700) {
                Duration down = Duration.ofMillis(crash + random.nextLong(500));
                description.crash(FORGETFUL, down).restart(FORGETFUL, down.plusMillis(1 + random.nextLong(50)));
            }
            List<SimulatedNetwork> network = new ArrayList<>();
            List<Processes> replicas = run(description, pipelined, seed, network);
            if (network.get(0).deviations(Mutant.FORGET_ON_RESTART) > 0) {
                acted++;
                assertThat(replicas.get(FORGETFUL).violations())
                        .as("seed %d", seed)
                        .isNotEmpty();
            }
            ClusterObserver cluster = new ClusterObserver(replicas.get(0).protocol);
            replicas.forEach(replica -> cluster.merge(
                    replica.monitors.stream().map(SafetyMonitor::digest).toList()));
            assertThat(cluster.accused()).as("seed %d", seed).isSubsetOf(FORGETFUL);
            compared += cluster.count(ByzantineAct.DOUBLE_VOTE) > 0 ? 1 : 0;
        }
        System.out.println((pipelined ? "pipelined" : "basic") + ": forgot in " + acted
                + " of 30 runs, double votes shown by comparing notes in " + compared);
        assertThat(acted).isPositive();
        assertThat(compared).isPositive();
    }

    @Test
    void diskThatLosesWhatItConfirmed_isFoundByTheMonitorOfTheNextProcess() {
        int lost = 0;
        for (long seed = 1; seed <= 15; seed++) {
            List<SimulatedNetwork> network = new ArrayList<>();
            List<Processes> replicas = run(
                    troubled(false, seed).crashes(3, Duration.ofMillis(800)).disks(DiskFault.SYNC_DOES_NOTHING),
                    false,
                    seed,
                    network);
            if (network.get(0).observer().lostVotes() > 0) {
                lost++;
                assertThat(replicas)
                        .as("seed %d", seed)
                        .anyMatch(replica -> !replica.violations().isEmpty());
            }
        }
        assertThat(lost).isPositive();
    }
}

package io.quorumeter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quorumeter.consensus.safety.ObservationDigest;
import io.quorumeter.testkit.byzantine.Behaviour;
import io.quorumeter.testkit.simulation.HotStuff2Simulation;
import io.quorumeter.testkit.simulation.SimulatedNetwork;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusterWatchTest {

    private static final List<String> KEYS = List.of("key0", "key1", "key2", "key3");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Queue<String> told = new ConcurrentLinkedQueue<>();

    private ClusterWatch watch() {
        return new ClusterWatch(KEYS, (replica, line) -> {
            assertThat(replica).isEqualTo(AlertListener.CLUSTER);
            told.add(line);
        });
    }

    private static List<ObservationDigest> digests(SimulatedNetwork network) {
        return IntStream.range(0, 4)
                .mapToObj(replica -> ObservationDigest.decode(
                        network.safety(replica).digest().encode()))
                .toList();
    }

    @Test
    void equivocation_isSeenOnlyTogether_toldOnce_andOverAfterAQuietTime() {
        SimulatedNetwork network = HotStuff2Simulation.basic(4)
                .byzantine(3, Behaviour.equivocate().inViews(0, 100))
                .start();
        try (ClusterWatch watch = watch()) {
            for (int second = 1; second <= 10; second++) {
                network.runFor(Duration.ofSeconds(1));
                watch.look(digests(network), START.plusSeconds(second));
            }
            assertThat(network.accusedBy(0)).isEmpty();
            await().untilAsserted(() -> assertThat(told)
                    .filteredOn(line -> line.contains("double_proposal"))
                    .singleElement()
                    .asString()
                    .startsWith("FIRING warning HotStuff2ByzantineEvidence"
                            + "{key=\"key3\",type=\"double_proposal\",validator=\"3\"}: ")
                    .contains("validator 3 (key key3"));
            assertThat(told).allSatisfy(line -> assertThat(line).contains("validator=\"3\""));

            watch.look(digests(network), START.plus(ClusterWatch.QUIET).plusSeconds(11));
            await().untilAsserted(() -> assertThat(told)
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("RESOLVED HotStuff2ByzantineEvidence{key=\"key3\",type=\"double_proposal\"")));
        }
    }

    @Test
    void honestReplicas_giveNothingToTell() {
        SimulatedNetwork network = HotStuff2Simulation.basic(4).start();
        try (ClusterWatch watch = watch()) {
            for (int second = 1; second <= 5; second++) {
                network.runFor(Duration.ofSeconds(1));
                watch.look(digests(network), START.plusSeconds(second));
            }
        }
        assertThat(told).isEmpty();
    }
}

package io.quorumeter.testkit.simulation;

import static io.quorumeter.testkit.simulation.SimulationAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quorumeter.testkit.byzantine.Behaviour;
import io.quorumeter.testkit.byzantine.Misbehaviour;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SimulationAssertionsTest {
    @Test
    void equivocatingLeader_isAccusedAloneWhileTheOthersAgree() {
        SimulatedNetwork network = HotStuff2Simulation.basic(10)
                .seed(42)
                .byzantine(3, Behaviour.equivocate())
                .delay(Latency.lognormal(Duration.ofMillis(20), 0.3))
                .partition(Duration.ofSeconds(5), Duration.ofSeconds(20), 0, 1, 2)
                .start();
        network.runUntilCommitted(200);
        assertThat(network).replicasAgree().committed(200).misbehaved(3, Misbehaviour.EQUIVOCATE);
        assertThat(network.observer()).accuses(3).accusesNoOther();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(network.observer()).accusesNobody())
                .withMessageContaining("so are [3]")
                .withMessageContaining("DOUBLE_PROPOSAL by 3 in view");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(network.observer()).accuses(3).accusesNobody())
                .withMessageContaining("so are [3]");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(network.observer()).accuses(3, 4))
                .withMessageContaining("Expected replica 4 to be accused, but accused are [3]");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(network).misbehaved(3, Misbehaviour.FLOOD))
                .withMessageContaining("replica 3 to FLOOD")
                .withMessageContaining("seed 42");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(network).committed(1_000_000))
                .withMessageContaining("height 1000000");
    }

    @Test
    void fork_isToldWithTheSeed() {
        SimulatedNetwork network = LongStream.rangeClosed(1, 100)
                .mapToObj(SimulationAssertionsTest::byFourOfSeven)
                .filter(run -> run.observer().forks() > 0)
                .findFirst()
                .orElseThrow();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(network).replicasAgree())
                .withMessageContaining("different blocks were committed")
                .withMessageContaining("seed ");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(network.observer()).isClean())
                .withMessageContaining("forks");
    }

    private static SimulatedNetwork byFourOfSeven(long seed) {
        HotStuff2Simulation description = Adversary.troubled(false, 7, seed);
        for (int member = 0; member < 4; member++) {
            description.byzantine(member, Behaviour.fork());
        }
        SimulatedNetwork network = description.start();
        network.runFor(Adversary.CALM);
        return network;
    }
}

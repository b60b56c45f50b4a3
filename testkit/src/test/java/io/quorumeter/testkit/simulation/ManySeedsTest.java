package io.quorumeter.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The acceptance of the replica: up to f crash and restart at any time while the network misbehaves. */
class ManySeedsTest {
    private static final int SEEDS = 1_000;
    private static final Duration CALM = Duration.ofSeconds(6);

    private static HotStuff2Simulation trouble(int replicas, long seed) {
        return HotStuff2Simulation.basic(replicas)
                .seed(seed)
                .delayBeforeCalm(Latency.uniform(Duration.ofMillis(5), Duration.ofMillis(60))
                        .orElse(0.1, Latency.uniform(Duration.ofMillis(100), Duration.ofMillis(600))))
                .loss(0.1)
                .duplication(0.05)
                .isolations(1, Duration.ofMillis(1_200))
                .crashes((replicas - 1) / 3, Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 7, 10})
    void network_withUpToFReplicasCrashing_neverForksAndCommitsAfterTheCalm(int replicas) {
        Sweep.Result result = Sweep.run(SEEDS, CALM, seed -> trouble(replicas, seed));
        System.out.println(replicas + " replicas: " + result.summary());
        assertThat(result.unclean()).isEmpty();
        assertThat(result.stuck()).isEmpty();
        assertThat(result.runs()).isEqualTo(SEEDS);
        assertThat(result.totals().forks()).isZero();
        assertThat(result.totals().crashes())
                .isGreaterThan(SEEDS)
                .isEqualTo(result.totals().restarts());
        assertThat(result.totals().dropped()).isGreaterThan(SEEDS);
        assertThat(result.totals().duplicated()).isGreaterThan(SEEDS);
        assertThat(result.totals().commits()).isGreaterThan((long) SEEDS * replicas * 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 7})
    void network_inWhichAllMayBeDownAtOnce_neverForksAndCommitsAfterTheCalm(int replicas) {
        Sweep.Result result =
                Sweep.run(200, CALM, seed -> trouble(replicas, seed).crashes(replicas, Duration.ofSeconds(1)));
        System.out.println(replicas + " replicas, all may be down: " + result.summary());
        assertThat(result.unclean()).isEmpty();
        assertThat(result.stuck()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 6, 13})
    void network_ofAnySize_neverForksAndCommitsAfterTheCalm(int replicas) {
        Sweep.Result result = Sweep.run(60, CALM, seed -> trouble(replicas, seed));
        assertThat(result.unclean()).isEmpty();
        assertThat(result.stuck()).isEmpty();
    }
}

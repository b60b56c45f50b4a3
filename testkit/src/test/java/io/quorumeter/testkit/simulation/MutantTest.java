package io.quorumeter.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.consensus.safety.SafetyMonitor;
import io.quorumeter.testkit.hotstuff2.Mutant;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A check that cannot fail proves nothing: each rule left out is found by the same schedules that a correct network passes. */
class MutantTest {
    private static final int SEEDS = 1_000;
    private static final Duration CALM = Duration.ofSeconds(5);

    /** Of thousands of replicas that never raise their lock each says so once. */
    private static final Logger MONITORS = Logger.getLogger(SafetyMonitor.class.getName());

    @BeforeAll
    static void logNothing() {
        MONITORS.setLevel(Level.OFF);
    }

    @AfterAll
    static void logAgain() {
        MONITORS.setLevel(null);
    }

    /** Nobody fails; two replicas at a time are not heard, do not hear, or neither, just long enough to time out. */
    private static HotStuff2Simulation adversary(long seed) {
        return HotStuff2Simulation.basic(4)
                .seed(seed)
                .delayBeforeCalm(Latency.uniform(Duration.ofMillis(5), Duration.ofMillis(60))
                        .orElse(0.1, Latency.uniform(Duration.ofMillis(100), Duration.ofMillis(600))))
                .duplication(0.05)
                .isolations(2, Duration.ofMillis(1_200));
    }

    @Test
    void correctReplicas_underTheseSchedules_neverFork() {
        Sweep.Result result = Sweep.run(SEEDS, CALM, MutantTest::adversary);
        System.out.println("correct: " + result.summary());
        assertThat(result.unclean()).isEmpty();
        assertThat(result.stuck()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"SKIP_LOCK_RULE", "KEEP_LOCK_ON_PREPARE", "VOTE2_FOR_PAST_VIEW"})
    void ruleLeftOut_isFoundAsAFork(Mutant mutant) {
        Sweep.Result result = Sweep.run(SEEDS, CALM, MutantTest::adversary, mutant);
        System.out.println(mutant + ": forked in " + result.forkedRuns() + " of " + SEEDS + " runs, deviated in "
                + result.deviatingRuns());
        assertThat(result.forkedRuns()).isGreaterThanOrEqualTo(3);
        assertThat(result.forkedWithoutDeviation()).isZero();
        assertThat(result.doubleVotes() + result.lostVotes() + result.lostCommits())
                .isZero();
    }
}

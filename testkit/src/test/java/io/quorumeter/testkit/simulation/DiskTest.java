package io.quorumeter.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DiskTest {
    private static final int SEEDS = 200;
    private static final Duration CALM = Duration.ofSeconds(4);

    private static HotStuff2Simulation crashing(long seed, DiskFault fault, int atOnce) {
        return HotStuff2Simulation.basic(4)
                .seed(seed)
                .delayBeforeCalm(Latency.uniform(Duration.ofMillis(5), Duration.ofMillis(100)))
                .crashes(atOnce, Duration.ofMillis(500))
                .disks(fault);
    }

    @Test
    void crashes_onDisksThatSync_loseNoVoteAndNoCommit() {
        Sweep.Result result = Sweep.run(SEEDS, CALM, seed -> crashing(seed, DiskFault.NONE, 4));
        assertThat(result.unclean()).isEmpty();
        assertThat(result.stuck()).isEmpty();
        assertThat(result.totals().crashes()).isGreaterThan(SEEDS);
    }

    @Test
    void crashes_onDisksWhoseSyncDoesNothing_areFoundByTheObserver() {
        Sweep.Result few = Sweep.run(SEEDS, CALM, seed -> crashing(seed, DiskFault.SYNC_DOES_NOTHING, 1));
        assertThat(few.lostVotes()).isPositive();
        assertThat(few.lostCommits()).isPositive();
        assertThat(few.doubleVotes()).isPositive();
        assertThat(few.backwardVotes()).isPositive();
        Sweep.Result all = Sweep.run(SEEDS, CALM, seed -> crashing(seed, DiskFault.SYNC_DOES_NOTHING, 4));
        System.out.println("sync does nothing: " + few.doubleVotes() + " double votes and " + few.forkedRuns()
                + " forked runs with one crash at a time, " + all.forkedRuns() + " forked runs with up to four");
        assertThat(all.forkedRuns()).isPositive();
    }

    @Test
    void crashes_onDisksThatFailAndSaySo_loseNothingThatLeft() {
        Sweep.Result result = Sweep.run(SEEDS, CALM, seed -> crashing(seed, DiskFault.SYNC_FAILS_SOMETIMES, 2));
        assertThat(result.unclean()).isEmpty();
        assertThat(result.stuck()).isEmpty();
    }
}

package io.quorumeter.benchmarks.overhead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OverheadTest {
    @Test
    void of_pairsThatAgree_hasNoWidth() {
        Overhead overhead = Overhead.of(List.of(new Pair(1_000, 1_020, 10), new Pair(500, 510, 5)));
        assertThat(overhead.ratio().share()).isCloseTo(0.02, within(1e-12));
        assertThat(overhead.ratio().low()).isCloseTo(0.02, within(1e-12));
        assertThat(overhead.ratio().high()).isCloseTo(0.02, within(1e-12));
        assertThat(overhead.nanosPerMessage()).isEqualTo(100);
    }

    @Test
    void of_noise_hasTheWidthThatTheoryGives() {
        SplittableRandom random = new SplittableRandom(7);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            pairs.add(new Pair(1_000_000, 1_030_000 + (random.nextBoolean() ? 100_000 : -100_000), 1));
        }
        Overhead overhead = Overhead.of(pairs);
        double halfWidth = 1.96 * 0.1 / Math.sqrt(400);
        assertThat(overhead.ratio().high() - overhead.ratio().share()).isCloseTo(halfWidth, within(0.1 * halfWidth));
        assertThat(overhead.ratio().share() - overhead.ratio().low()).isCloseTo(halfWidth, within(0.1 * halfWidth));
    }

    @Test
    void line_judgesTheUpperEnd() {
        Overhead overhead = new Overhead(new PairedRatio(0.001, -0.001, 0.004), 1_500, 30);
        assertThat(overhead.line("n", 0.005))
                .isEqualTo("overhead on consensus, n | ours 0.10 %, 95 % from -0.10 to 0.40 % of 1.50 us a message,"
                        + " 30 pairs | bar 0.50 % | pass");
        assertThat(overhead.line("n", 0.003)).endsWith(" | short");
        assertThat(new Overhead(new PairedRatio(0.5, 0.4, 0.6), 1_000, 30).line("n", Double.NaN))
                .isEqualTo("overhead on consensus, n | ours 500 ns a message, 95 % from 400 to 600, beside 1000 ns,"
                        + " 30 pairs | reported");
    }

    @Test
    void next_withRealSignatures_doesTheSameWorkTwiceAndCountsIt() {
        PairedRuns runs = new PairedRuns(4, OverheadRun.signatures(4), 1);
        runs.warmUp(2, 12);
        assertThat(runs.areCounted()).isTrue();
        long messages = 0;
        for (int i = 0; i < 4; i++) {
            Pair pair = runs.next();
            messages += pair.messages();
            assertThat(pair.offNanos()).isPositive();
            assertThat(pair.onNanos()).isPositive();
        }
        assertThat(messages).isBetween(4 * 6L, 4 * 24L);
        assertThat(runs.areCounted()).isTrue();
    }
}

package io.quorumeter.benchmarks.overhead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.benchmarks.overhead.ThroughputRun.Rates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThroughputRunTest {
    private static final String SUMMARY =
            "In 10.1 s: 1,450 blocks (143.6/s), 39,549 transactions (3,916/s), commit latency p50 34 ms, p99 1,210 ms\n";

    @Test
    void transactionsPerSecond_areReadFromTheLineAtTheEnd() throws Exception {
        String printed = """
                    9s  view     379  height     378     1,729 tx/s  commit p50 27 ms, p99 54 ms   time-outs 0

                %sAll 4 replicas committed the same chain: 1,450 blocks, read back from disk and compared block by block.
                """.formatted(SUMMARY);
        assertThat(DemoSummary.transactionsPerSecond(printed)).isEqualTo(3_916);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "FORK: heights differ.\n",
                "In 10.1 s: 0 blocks (0.0/s), 0 transactions (0/s), commit latency none\n",
                SUMMARY + SUMMARY
            })
    void transactionsPerSecond_thatAreNotThere_areNoFigure(String printed) {
        assertThatThrownBy(() -> DemoSummary.transactionsPerSecond(printed)).isInstanceOf(IOException.class);
    }

    /** A network that commits up to so many transactions a second, and a tenth less with metrics. */
    private static final class Fake implements ThroughputRun.Network {
        private final double most;
        private final List<Integer> loads = new ArrayList<>();

        Fake(double most) {
            this.most = most;
        }

        @Override
        public double commits(boolean metrics, int rate) {
            loads.add(rate);
            return Math.min(rate, metrics ? 0.9 * most : most);
        }
    }

    private static List<Rates> pairs(ThroughputRun.Network network) throws Exception {
        return ThroughputRun.pairs(network, new SplittableRandom(1));
    }

    @Test
    void load_ofWhichNotNearlyAllIsCommitted_isThatOfAllPairs() throws Exception {
        Fake network = new Fake(12_000);
        assertThat(pairs(network))
                .hasSize(ThroughputRun.PAIRS)
                .allSatisfy(pair -> assertThat(pair).isEqualTo(new Rates(12_000, 10_800)));
        assertThat(network.loads).hasSize(2 * ThroughputRun.PAIRS).containsOnly(ThroughputRun.FIRST_RATE);
    }

    @Test
    void load_ofWhichNearlyAllIsCommitted_isRaised_untilItIsNot() throws Exception {
        Fake network = new Fake(50_000);
        assertThat(pairs(network))
                .hasSize(ThroughputRun.PAIRS)
                .allSatisfy(pair -> assertThat(pair).isEqualTo(new Rates(50_000, 45_000)));
        assertThat(network.loads).startsWith(20_000, 30_000, 45_000, 67_500).endsWith(67_500);
    }

    @Test
    void load_thatALaterRunCommitsNearlyAllOf_isRaised_andThePairsStartAgain() throws Exception {
        Fake network = new Fake(12_000);
        List<Rates> pairs = pairs((metrics, rate) -> {
            double committed = network.commits(metrics, rate);
            return network.loads.size() == 10 ? 0.95 * rate : committed;
        });
        assertThat(pairs).hasSize(ThroughputRun.PAIRS);
        assertThat(network.loads.subList(10, network.loads.size()))
                .hasSize(2 * ThroughputRun.PAIRS)
                .containsOnly(30_000);
    }

    @Test
    void load_thatIsTheHighest_andCommitted_isNoFigure() {
        Fake network = new Fake(Double.MAX_VALUE);
        assertThatThrownBy(() -> pairs(network))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("1,000,000 of 1,000,000");
        assertThat(network.loads).hasSize(11).isSorted().endsWith(ThroughputRun.MOST_RATE);
    }

    @Test
    void line_isThatOfTheOthers_withoutABar() {
        assertThat(ThroughputRun.line(List.of(new Rates(4_000, 3_900), new Rates(8_000, 7_800))))
                .isEqualTo("throughput of the TCP demo with metrics, against without | ours -2.50 %, 95 % from -2.50 to"
                        + " -2.50 % of 6,000 transactions/s, 2 pairs | bar none | reported");
    }
}

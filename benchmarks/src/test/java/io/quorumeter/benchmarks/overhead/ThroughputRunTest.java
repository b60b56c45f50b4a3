package io.quorumeter.benchmarks.overhead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.benchmarks.overhead.ThroughputRun.Rates;
import java.io.IOException;
import java.util.List;
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

    @Test
    void line_isThatOfTheOthers_withoutABar() {
        assertThat(ThroughputRun.line(List.of(new Rates(4_000, 3_900), new Rates(8_000, 7_800))))
                .isEqualTo("throughput of the TCP demo with metrics, against without | ours -2.50 %, 95 % from -2.50 to"
                        + " -2.50 % of 6,000 transactions/s, 2 pairs | bar none | reported");
    }
}

package io.quorumeter.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.benchmarks.report.Figure;
import io.quorumeter.benchmarks.report.Figures;
import java.util.List;
import org.junit.jupiter.api.Test;

class RawResultsTest {
    private static final String RESULT = """
            [{"jvm": "/a/java", "benchmark": "a.Thing.%s", "threads": 1, "params": {"scraped": "false"},
              "primaryMetric": {"score": 2.5, "scoreError": 0.5, "scorePercentiles": {"0.0": 2.25},
                "scoreUnit": "ns/op", "rawData": [[2.75]]},
              "secondaryMetrics": {
                "gc.count": {"score": 4.0, "rawData": [[1.5]]},
                "gc.alloc.rate.norm": {"score": 16.0, "scorePercentiles": {"0.0": 15.0}, "scoreUnit": "B/op", "rawData": [[17.0]]}}}]
            """;

    @Test
    void results_keepScoresErrorsAndIterations_andLoseTheRest() {
        String kept = RawResults.of(List.of(RESULT.formatted("one"), RESULT.formatted("two")));

        assertThat(kept.lines()).hasSize(4);
        assertThat(kept)
                .contains("2.5", "0.5", "2.75", "16.0")
                .doesNotContain("2.25", "15.0", "17.0", "gc.count", "/a/java");
    }

    @Test
    void results_stillAnswer() {
        Figures measured = new Figures();
        measured.addRound(RawResults.of(List.of(RESULT.formatted("one"), RESULT.formatted("two"))));

        assertThat(measured.median(Figure.nanos("Thing.one", 1))).isEqualTo(2.5);
        assertThat(measured.median(Figure.allocation("Thing.two", 1))).isEqualTo(16);
    }
}

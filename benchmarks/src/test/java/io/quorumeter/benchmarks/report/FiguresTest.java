package io.quorumeter.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FiguresTest {
    private final Figures measured = new Figures();

    @Test
    void addRound_readsTimeAndAllocationOfEachBenchmark() {
        measured.addRound("[" + result("a.b.Thing.one", 1, "false", "2.5", "ns/op") + ","
                + result("a.b.Thing.one", 2, "true", "3", "us/op") + "]");

        Figure alone = Figure.nanos("Thing.one", 1);
        Figure scraped = Figure.nanos("Thing.one", 2).whileScraped();
        assertThat(measured.median(alone)).isEqualTo(2.5);
        assertThat(measured.median(alone.allocated())).isEqualTo(16);
        assertThat(measured.median(scraped)).isEqualTo(3000);
    }

    @Test
    void addRound_whatIsNoTime_isRefused() {
        String throughput = result("a.b.Thing.one", 1, "false", "2.5", "ops/s");

        assertThatThrownBy(() -> measured.addRound("[" + throughput + "]"))
                .isInstanceOf(MissingFigureException.class)
                .hasMessageContaining("Thing.one");
    }

    @Test
    void addRound_withoutAScore_isRefused() {
        String failed = result("a.b.Thing.one", 1, "false", "\"NaN\"", "ns/op");

        assertThatThrownBy(() -> measured.addRound("[" + failed + "]")).isInstanceOf(MissingFigureException.class);
    }

    @Test
    void median_ofAnEvenNumber_isTheMiddleOfTheTwoInTheMiddle() {
        Figure figure = Figure.size("thing");
        for (double value : new double[] {9, 1, 2, 4}) {
            measured.add(figure, value);
        }

        assertThat(measured.median(figure)).isEqualTo(3);
    }

    @Test
    void ratio_isTakenRoundByRound() {
        Figure one = Figure.size("one");
        Figure other = Figure.size("other");
        double[][] rounds = {{10, 1}, {10, 10}, {10, 5}};
        for (double[] round : rounds) {
            measured.add(one, round[0]);
            measured.add(other, round[1]);
        }

        assertThat(measured.ratio(one, other)).isEqualTo(2);
    }

    private static String result(String benchmark, int threads, String scraped, String score, String unit) {
        return """
                {"benchmark": "%s", "mode": "avgt", "threads": %d, "params": {"scraped": "%s"},
                 "primaryMetric": {"score": %s, "scoreUnit": "%s"},
                 "secondaryMetrics": {"gc.alloc.rate.norm": {"score": 16.0, "scoreUnit": "B/op"}}}
                """.formatted(benchmark, threads, scraped, score, unit);
    }
}

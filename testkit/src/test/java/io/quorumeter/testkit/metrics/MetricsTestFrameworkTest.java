package io.quorumeter.testkit.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.core.PrometheusText;
import io.quorumeter.export.MetricsExporter;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTestFrameworkTest {
    private final MetricsTestFramework tests = MetricsTestFramework.create();

    @Test
    void scenarios_shareOneCollector() {
        tests.run((metrics, clock) -> metrics.incrementCounter("steps_total"))
                .run((metrics, clock) -> clock.advance(Duration.ofSeconds(1)))
                .run((metrics, clock) -> metrics.incrementCounter("steps_total"));
        MetricsAssertions.assertThat(tests.collector()).counter("steps_total").isEqualTo(2);
        assertThat(tests.collector().calls().get(1).at()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void highThroughput_losesNothing_andIsShownAsTheRateItHas() {
        MetricsTestFramework.ThroughputReport report =
                tests.testHighThroughputMetrics(20_000, Duration.ofMillis(15_005));
        assertThat(report.recorded()).isEqualTo(300_100);
        assertThat(report.admitted()).isEqualTo(300_100);
        assertThat(report.committed()).isEqualTo(300_100);
        assertThat(report.confirmed()).isEqualTo(300_100);
        assertThat(report.lost()).isZero();
        assertThat(report.shownPerSecond()).isBetween(18_000.0, 22_000.0);
        assertThatThrownBy(() -> tests.testHighThroughputMetrics(0, Duration.ofSeconds(1)))
                .hasMessageContaining("transactionsPerSecond");
    }

    @Test
    void lost_isWhereMostAreMissing() {
        assertThat(new MetricsTestFramework.ThroughputReport(10, 10, 7, 9, 1).lost())
                .isEqualTo(3);
    }

    @Test
    void largeNetwork_staysWithinItsLimits() {
        MetricsTestFramework.LargeNetworkReport report = tests.testLargeScaleNetworkMetrics(1_200);
        assertThat(report.series()).isBetween(6_000, 9_900);
        assertThat(report.memoryBytes()).isBetween(100_000L, 16L << 20);
        assertThat(report.dropped()).isPositive();
    }

    @Test
    void distributions_areAccurate() {
        double[] values = new Random(3).doubles(20_000, 1, 1e6).toArray();
        MetricsTestFramework.AccuracyReport report = tests.testMetricsAccuracy(values);
        assertThat(report.countError()).isZero();
        assertThat(report.worstRelativeError()).isLessThan(0.01);
    }

    @Test
    void prometheusExport_isReadBackByAnotherParser() {
        tests.run((metrics, clock) -> {
            metrics.incrementCounter("votes_total", "phase", "vote");
            metrics.incrementCounter("votes_total", "phase", "a \"b\" \\ {c}, d=\"e\"\n");
            metrics.histogram("batch_transactions").create().record(400);
            metrics.gauge("height").create().set(7);
        });
        for (MetricsExporter exporter : List.of(new PrometheusText(), new PrometheusText().openMetrics())) {
            assertThat(tests.testPrometheusExport(exporter)).contains("votes_total{phase=\"vote\"} 1");
        }
        assertThatThrownBy(() -> tests.testPrometheusExport(new Fixed("nothing\n")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Line 1 of the exposition is no sample: nothing");
        assertThatThrownBy(() ->
                        tests.testPrometheusExport(new Fixed("votes_total 1\nheight 7\nbatch_transactions_count 1\n")))
                .hasMessageContaining("shows 1.0 of votes_total, not 2.0");
        assertThatThrownBy(() -> tests.testPrometheusExport(new Fixed("height 7")))
                .hasMessageContaining("no end");
    }

    @Test
    void dashboard_needsATitleAndAPanelForWhatMoved() {
        tests.run((metrics, clock) -> metrics.incrementCounter("votes_total", "phase", "vote"));
        String model = """
                {"title": "HotStuff-2 \\u0041", "refresh": 1.5e1, "panels": [
                  {"type": "row", "title": "Votes", "panels": [
                    {"type": "timeseries", "title": "Rate", "targets": [{"expr": "rate(%s[1m])", "hide": false}]}]}]}
                """;
        assertThat(tests.testGrafanaDashboardGeneration(new Fixed(String.format(model, "votes_total"))))
                .startsWith("{\"title\"");
        assertThatThrownBy(() -> tests.testGrafanaDashboardGeneration(new Fixed(String.format(model, "other_total"))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("No panel of the dashboard asks for [votes_total]");
        assertThatThrownBy(() -> tests.testGrafanaDashboardGeneration(new Fixed("{\"panels\": []}")))
                .hasMessageContaining("the title of the dashboard");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1,]",
                "{\"a\" 1}",
                "01",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\n\"",
                "tru",
                "[1] 2",
                "{\"a\":1,}",
                "-"
            })
    void whatIsNoJson_isNoDashboard(String text) {
        assertThatThrownBy(() -> tests.testGrafanaDashboardGeneration(new Fixed(text)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("The JSON is wrong at character");
    }

    @Test
    void overhead_isThatOfReplicasThatAgree() {
        MetricsTestFramework.BenchmarkResults results = tests.benchmarkMetricsCollectionOverhead(4, 20);
        assertThat(results.messages()).isGreaterThan(20 * 4);
        assertThat(results.nanosPerMessageWithout()).isPositive();
        assertThat(results.overheadNanos()).isEqualTo(results.nanosPerMessage() - results.nanosPerMessageWithout());
        assertThatIllegalArgumentException().isThrownBy(() -> tests.benchmarkMetricsCollectionOverhead(4, 0));
        assertThat(new MetricsTestFramework.BenchmarkResults(10, 1_010, 1_000).overheadPercent())
                .isEqualTo(1);
    }

    @Test
    void scenario_isMadeOfStepsPausesAndChecks() {
        MetricsTestFramework.Scenario enter = (metrics, clock) -> metrics.incrementCounter("views_total");
        MetricsTestFramework.Scenario timeout =
                (metrics, clock) -> clock.schedule(Duration.ofMillis(900), () -> metrics.setGauge("timed_out", 1));
        MetricsTestFramework.Scenario scenario = enter.repeated(5, Duration.ofMillis(200))
                .then(timeout)
                .then(MetricsTestFramework.Scenario.expect(
                        ExpectedMetric.of("views_total").equalTo(5)))
                .then(MetricsTestFramework.Scenario.pause(Duration.ofSeconds(1)))
                .then(MetricsTestFramework.Scenario.expect(
                        ExpectedMetric.of("timed_out").equalTo(1)));
        tests.run(scenario);
        assertThat(Duration.ofNanos(tests.collector().clock().nanos())).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        assertThatThrownBy(() -> tests.run(scenario))
                .as("ten views by then")
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("views_total");
    }

    /** Exports the same text always. */
    private record Fixed(String text) implements MetricsExporter {
        @Override
        public String formatName() {
            return "fixed";
        }

        @Override
        public String contentType() {
            return "text/plain";
        }

        @Override
        public void export(MetricsSnapshot snapshot, OutputStream out) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}

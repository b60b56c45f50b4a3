package io.quorumeter.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.SdkVersion;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.monitoring.MonitoringSystem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueryCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private MonitoringSystem monitoring;

    @BeforeEach
    void start() throws IOException {
        MetricsCollector metrics = Quorumeter.newCollector();
        metrics.counter("work_total").by("peer").of("a,b").increment(3);
        metrics.counter("work_total").by("peer").of("c").increment(40);
        monitoring = MonitoringSystem.create(0)
                .metrics(metrics)
                .interval(Duration.ofMillis(20))
                .start();
        Awaitility.await().until(() -> monitoring.history().statistics().series() > 0);
    }

    @AfterEach
    void stop() {
        monitoring.close();
    }

    private int run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        if (args.length > 1) {
            all.addAll(List.of("--url", monitoring.uri().toString()));
        }
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(new String[0]));
    }

    @Test
    void instant_asATable_hasALineForEachSeries() {
        assertThat(run("query", "work_total > 0")).as(err.toString()).isZero();
        assertThat(out.toString().lines())
                .containsExactly("work_total{peer=\"a,b\"}  3", "work_total{peer=\"c\"}    40");
    }

    @Test
    void instant_asCsv_quotesWhatHasCommas() {
        assertThat(run("query", "work_total > 0", "--format", "csv")).isZero();
        assertThat(out.toString().lines().map(line -> line.replaceAll("\\d{4}-[^,]*Z", "T")))
                .containsExactly("__name__,peer,time,value", "work_total,\"a,b\",T,3", "work_total,c,T,40");
    }

    @Test
    void scalar_isJustTheNumber_andJsonTheAnswer() {
        assertThat(run("query", "1 + 1", "--time", "4")).isZero();
        assertThat(out.toString().strip()).isEqualTo("2");
        assertThat(run("query", "1 + 1", "--time", "4", "--format", "json")).isZero();
        assertThat(out.toString())
                .contains("{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[4,\"2\"]}}");
    }

    @Test
    void range_hasTimesBelowEachSeries() {
        Awaitility.await()
                .until(() -> monitoring.history().statistics().newestMillis()
                                - monitoring.history().statistics().oldestMillis()
                        > 1_500);
        assertThat(run("query", "work_total{peer=\"c\"}", "--range", "1s", "--step", "500ms"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString().lines().findFirst()).hasValue("work_total{peer=\"c\"}");
        assertThat(out.toString().lines().skip(1)).isNotEmpty().allMatch(line -> line.matches("  \\S+Z  40"));
    }

    @Test
    void nothingFound_isSaid() {
        assertThat(run("query", "nothing")).isZero();
        assertThat(out.toString().strip()).isEqualTo("(no series)");
    }

    @Test
    void wrongExpression_isReportedWithItsPlace_andEndsWithOne() {
        assertThat(run("query", "sum(work_total")).isEqualTo(1);
        assertThat(err.toString()).contains("quorumeter: ", "1:15", "parse error");
    }

    @Test
    void nobodyThere_isReportedWithTheAddress() {
        monitoring.close();
        assertThat(run("query", "up")).isEqualTo(1);
        assertThat(err.toString()).contains("nothing answers at " + monitoring.uri());
    }

    @Test
    void wrongArguments_endWithTwo_andSayWhatIsRight() {
        assertThat(run("query", "up", "--range", "soon")).isEqualTo(2);
        assertThat(run("query", "up", "--step", "1s")).isEqualTo(2);
        assertThat(run("query", "up", "--time", "noon")).isEqualTo(2);
        assertThat(run("query", "up", "--format", "xml")).isEqualTo(2);
        assertThat(run("query")).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(5).allMatch(line -> line.startsWith("quorumeter: "));
        assertThat(err.toString()).contains("30s, 5m or 1h30m", "goes with --range", "2026-01-31T12:00:00Z");
    }

    @Test
    void version_isPrinted() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString().strip()).isEqualTo("quorumeter " + SdkVersion.VERSION);
    }

    @Test
    void help_namesEveryOption() {
        assertThat(run("query", "--help")).isZero();
        assertThat(out.toString()).contains("--url", "--range", "--step", "--format", "--token-file", "Exit codes");
    }
}

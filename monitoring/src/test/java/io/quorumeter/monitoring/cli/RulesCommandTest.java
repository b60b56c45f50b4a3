package io.quorumeter.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.alerting.rule.RuleFile;
import io.quorumeter.promql.model.Semantics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code rules} writes is read again, here and by Debian's {@code promtool}. */
@Tag("servers")
class RulesCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int run(String... args) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private RuleFile read() throws Exception {
        Process promtool = new ProcessBuilder("promtool", "check", "rules", write("rules.yml", out.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile())
                .start();
        assertThat(promtool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(promtool.exitValue())
                .as(Files.readString(folder.resolve("said.txt")))
                .isZero();
        return RuleFile.parse("rules.yml", out.toString(), Semantics.V3);
    }

    @Test
    void export_configuredThresholds_areInAFileThatIsReadBack() throws Exception {
        String config = write("m.yaml", "alerting: {thresholds: {max_network_latency: 123ms}}\n");
        assertThat(run("rules", "export", "--config", config))
                .as(err.toString())
                .isZero();
        RuleFile rules = read();

        assertThat(rules.size()).isGreaterThan(60);
        assertThat(out.toString()).contains("0.123").contains("[1m]");
        RuleFile again = RuleFile.parse("rules.yml", rules.text(), Semantics.V3);
        assertThat(again.text()).isEqualTo(rules.text());
        out.getBuffer().setLength(0);
        assertThat(run("rules", "export", "--interval", "1m")).isZero();
        assertThat(out.toString()).contains("[4m]").doesNotContain("0.123").doesNotContain("[1m]");
    }

    @Test
    void importing_dashboard_takesQueriesAndNamesTheOthers() throws Exception {
        String dashboard = write("d.json", """
                {"title": "Node", "panels": [
                  {"title": "Blocks / s", "type": "timeseries", "datasource": {"type": "prometheus"}, "targets": [
                    {"refId": "A", "expr": "sum(rate(blocks_total{job=\\"$job\\", path!=\\"x\\"}[$__rate_interval]))"},
                    {"refId": "B", "expr": "rate(x_total{job=~\\"${job:regex}\\", host=\\"a$\\"}[${__interval}])"}]},
                  {"title": "Row", "type": "row", "panels": [
                    {"title": "Up", "targets": [
                      {"refId": "A", "expr": "sum by ($group) (up)"},
                      {"refId": "B", "expr": "up >"},
                      {"refId": "C", "rawSql": "select 1"},
                      {"refId": "D", "expr": "up{job!=\\"$job\\"}"},
                      {"refId": "E", "expr": "up"}]},
                    {"title": "up", "targets": [{"refId": "E", "expr": "1 - up"}]},
                    {"title": "Notes", "type": "text"}]}],
                 "templating": {"list": [{"name": "job"}]}}
                """);
        assertThat(run("rules", "import", dashboard)).isEqualTo(1);

        assertThat(read().groups().get(0).rules())
                .extracting(rule -> rule.name() + " = " + rule.text())
                .containsExactly(
                        "dashboard:blocks_s:a = sum(rate(blocks_total{job=~\".*\", path!=\"x\"}[5m]))",
                        "dashboard:blocks_s:b = rate(x_total{job=~\".*\", host=\"a$\"}[1m])",
                        "dashboard:up:e = up",
                        "dashboard:up:e_ = 1 - up");
        assertThat(err.toString().lines())
                .hasSize(4)
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains("d.json:7: query A of 'Up': nothing is known for the variable $group"),
                        line -> assertThat(line).contains(":8: query B of 'Up': "),
                        line -> assertThat(line).endsWith(":9: query C of 'Up': has no PromQL expression"),
                        line -> assertThat(line).endsWith("variable $job"));
    }

    @Test
    void exitCodes_followWhatWasDone() throws IOException {
        assertThat(run(
                        "rules",
                        "import",
                        write("good.json", "{\"rows\": [{\"panels\": [{\"targets\": [{\"expr\": \"up\"}]}]}]}")))
                .isZero();
        assertThat(run("rules", "import", write("wrong.json", "{\"panels\": [")))
                .isEqualTo(1);
        assertThat(run("rules", "import", folder.resolve("none").toString())).isEqualTo(1);
        assertThat(run("rules", "export", "--config", write("wrong.yaml", "alert: {a: 1}")))
                .isEqualTo(1);
        assertThat(run("rules", "import")).isEqualTo(2);
        assertThat(run("rules", "export", "--interval", "x")).isEqualTo(2);
        assertThat(run("rules")).isEqualTo(2);
    }
}

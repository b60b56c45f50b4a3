package io.quorumeter.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.alerting.alert.AlertManager;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.monitoring.MonitoringSystem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertsCommandTest {
    private static final String RULES = """
            groups:
            - name: g
              rules:
              - {alert: Waits, expr: level > 0, for: 1h}
              - alert: Fires
                expr: level > 0
                labels: {severity: info}
                annotations: {summary: "level is {{ $value }}"}
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int run(MonitoringSystem monitoring, String... more) {
        out.getBuffer().setLength(0);
        String[] args = {
            "alerts", "--url", monitoring.uri().toString(), "--format", more.length == 0 ? "table" : more[0]
        };
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    @Test
    void alerts_asATableAndAsJson_showsThoseThatFireFirst() throws IOException {
        MetricsCollector metrics = Quorumeter.newCollector();
        metrics.gauge("level").create().set(3);
        try (AlertManager alerts = AlertManager.on(metrics)
                        .withoutDefaultRules()
                        .rules(Files.writeString(folder.resolve("rules.yml"), RULES))
                        .start();
                MonitoringSystem monitoring = MonitoringSystem.create(0)
                        .metrics(metrics)
                        .interval(Duration.ofMillis(20))
                        .alerts(alerts)
                        .start()) {
            Awaitility.await()
                    .until(() -> run(monitoring) == 0 && !out.toString().isEmpty());
            assertThat(out.toString().lines().map(line -> line.replaceAll("\\d{4}-\\S+Z", "T")))
                    .containsExactly(
                            "firing  T  Fires{severity=\"info\"}",
                            "    summary: level is 3",
                            "    id: " + alerts.activeAlerts().get(0).id(),
                            "pending  T  Waits{}");
            assertThat(run(monitoring, "json")).isZero();
            assertThat(out.toString()).startsWith("{\"status\":\"success\"");
        }
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void alerts_noServer_exitCodeIs1() {
        int code = Main.run(
                new PrintWriter(out, true), new PrintWriter(err, true), "alerts", "--url", "http://127.0.0.1:1");

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("nothing answers at http://127.0.0.1:1");
    }

    @Test
    void alerts_fileWithoutAToken_saysSoAndNothingOfWhatIsInIt() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "secret one\nsecret two");

        assertThat(Main.run(
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        "alerts",
                        "--token-file",
                        file.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("has no token").doesNotContain("secret");
    }

    @Test
    void alerts_addressWithoutAScheme_exitCodeIs2() {
        assertThat(Main.run(
                        new PrintWriter(out, true), new PrintWriter(err, true), "alerts", "--url", "localhost:9464"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("'localhost:9464' is no address of a server");
    }
}

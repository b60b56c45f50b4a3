package io.quorumeter.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.alerting.alert.Alert;
import io.quorumeter.alerting.alert.AlertManager;
import io.quorumeter.alerting.alert.Severity;
import io.quorumeter.alerting.route.RoutingFile;
import io.quorumeter.alerting.route.Silence;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.monitoring.MonitoringSystem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The commands that change alerts of a node. */
class SilenceCommandTest {
    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private AlertManager alerts;
    private MonitoringSystem monitoring;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        alerts = AlertManager.on(metrics)
                .withoutDefaultRules()
                .routes(RoutingFile.standard())
                .handler("default", alert -> {})
                .data(folder.resolve("data"))
                .start();
        monitoring = MonitoringSystem.create(0).metrics(metrics).alerts(alerts).start();
    }

    @AfterEach
    void close() {
        monitoring.close();
        alerts.close();
    }

    private int run(String... command) {
        List<String> args = new ArrayList<>(List.of(command));
        args.addAll(List.of("--url", monitoring.uri().toString()));
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args.toArray(String[]::new));
    }

    private String printed() {
        return out.toString().strip();
    }

    @Test
    void silence_addedListedAndExpired_isThereAndOver() {
        String token = folder.resolve("data/token").toString();
        assertThat(run("silence", "list")).isZero();
        assertThat(printed()).isEqualTo("(no silences)");
        assertThat(run(
                        "silence",
                        "add",
                        "peer=~1|2",
                        "a!=b",
                        "--for",
                        "2h",
                        "--comment",
                        "disk",
                        "--token-file",
                        token))
                .isZero();
        String id = printed();
        Silence silence = alerts.silences().all().get(0);
        assertThat(silence.id()).isEqualTo(id);
        assertThat(Duration.between(silence.startsAt(), silence.endsAt()))
                .isCloseTo(Duration.ofHours(2), Duration.ofMinutes(1));

        run("silence", "list");
        assertThat(printed())
                .startsWith(id + "  active  until ")
                .contains("{peer=~\"1|2\", a!=\"b\"}")
                .endsWith(System.getProperty("user.name") + ": disk");
        run("silence", "list", "-o", "json");
        assertThat(new JsonMapper().readTree(printed()).at("/0/id").asString()).isEqualTo(id);

        assertThat(run("silence", "expire", id, "--token-file", token)).isZero();
        run("silence", "list");
        assertThat(printed()).isEqualTo("(no silences)");
    }

    @Test
    void maintenance_silencesEverything_andIsShownWithAlerts() {
        alerts.sendAlert(Alert.firing("Odd", Severity.WARNING, "odd", Instant.now()));
        String token = folder.resolve("data/token").toString();
        assertThat(run("maintenance", "--for", "10m", "--comment", "new disk", "--token-file", token))
                .isZero();
        assertThat(alerts.silences().ofEverything()).isPresent();
        run("alerts");
        assertThat(printed()).contains("maintenance: new disk, until ");
    }

    @Test
    void ack_alertThatFires_isNoted() {
        Alert odd = Alert.firing("Odd", Severity.WARNING, "odd", Instant.now());
        alerts.sendAlert(odd);
        String token = folder.resolve("data/token").toString();
        assertThat(run("ack", odd.id(), "--token-file", token)).isZero();
        assertThat(printed()).isEqualTo("acknowledged");
        assertThat(alerts.acknowledged()).containsKey(odd.id());
        assertThat(run("ack", "0", "--token-file", token)).isEqualTo(1);
        assertThat(err.toString()).contains("no alert with the id '0' fires");
    }

    @Test
    void change_withoutTheToken_exitCodeIs1AndSaysWhereItIs() {
        assertThat(run("maintenance", "--for", "1m")).isEqualTo(1);
        assertThat(err.toString()).contains(folder.resolve("data/token").toString());
    }

    @Test
    void wrongArguments_exitCodeIs2() {
        assertThat(run("silence", "add", "peer", "--for", "1h")).isEqualTo(2);
        assertThat(run("silence", "add", "peer=1", "--for", "soon")).isEqualTo(2);
        assertThat(run("ack")).isEqualTo(2);
    }
}

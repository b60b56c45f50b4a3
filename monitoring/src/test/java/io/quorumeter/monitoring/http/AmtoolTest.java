package io.quorumeter.monitoring.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.alerting.alert.AlertManager;
import io.quorumeter.alerting.route.RoutingFile;
import io.quorumeter.alerting.route.Silence;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.monitoring.MonitoringSystem;
import io.quorumeter.promql.model.Labels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's amtool (apt-get install prometheus-alertmanager) takes the node for an Alertmanager. */
@Tag("servers")
class AmtoolTest {
    private final MetricsCollector metrics = Quorumeter.newCollector();
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
        Files.writeString(
                folder.resolve("http.yml"),
                "authorization: {type: Bearer, credentials_file: %s}".formatted(folder.resolve("data/token")));
    }

    @AfterEach
    void close() {
        monitoring.close();
        alerts.close();
    }

    private String amtool(String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "amtool",
                "--alertmanager.url=" + monitoring.uri(),
                "--http.config.file=" + folder.resolve("http.yml"),
                "silence"));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        return printed.strip();
    }

    @Test
    void silence_addedQueriedAndExpiredByAmtool_isThereAndOver() throws Exception {
        String id = amtool("add", "--author=ops", "--comment=new disk", "--duration=1h", "alertname=Full", "peer=~1|2");
        Silence silence = alerts.silences().all().get(0);
        assertThat(silence.id()).isEqualTo(id);
        assertThat(silence.comment()).isEqualTo("new disk");
        assertThat(alerts.silences().isSilenced(Labels.of("alertname", "Full", "peer", "2")))
                .isTrue();
        assertThat(amtool("query")).contains(id, "new disk", "alertname=\"Full\" peer=~\"1|2\"");
        assertThat(amtool("query", "alertname=Full")).contains(id);
        assertThat(amtool("query", "alertname=Other")).doesNotContain(id);
        assertThat(amtool("update", "--duration=2h", id)).contains(id);

        amtool("expire", id);
        assertThat(amtool("query")).doesNotContain(id);
        assertThat(amtool("query", "--expired")).contains(id);
        assertThat(alerts.silences().state(alerts.silences().all().get(0))).isEqualTo(Silence.State.EXPIRED);
    }
}

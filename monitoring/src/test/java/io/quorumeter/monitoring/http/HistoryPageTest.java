package io.quorumeter.monitoring.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.alerting.alert.Alert;
import io.quorumeter.alerting.alert.AlertManager;
import io.quorumeter.alerting.alert.Severity;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.monitoring.MonitoringSystem;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HistoryPageTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    private static JsonNode get(MonitoringSystem monitoring, String path) throws IOException {
        try (var in = monitoring.uri().resolve(path).toURL().openStream()) {
            return MAPPER.readTree(in.readAllBytes()).path("data");
        }
    }

    @Test
    void history_alertsThatAreOver_areListedLastOneFirstWithTheirTimes() throws IOException {
        MetricsCollector metrics = Quorumeter.newCollector();
        try (AlertManager alerts =
                        AlertManager.on(metrics).withoutDefaultRules().start();
                MonitoringSystem monitoring = MonitoringSystem.create(0)
                        .metrics(metrics)
                        .alerts(alerts)
                        .start()) {
            for (String name : new String[] {"First", "Second", "Fires"}) {
                alerts.sendAlert(Alert.firing(name, Severity.WARNING, name, Instant.now()));
            }
            for (String name : new String[] {"First", "Second"}) {
                alerts.resolveAlert(Alert.firing(name, Severity.WARNING, name, Instant.EPOCH)
                        .id());
            }

            JsonNode all = get(monitoring, "/api/v1/alerts/history");
            assertThat(all.path("alerts")
                            .valueStream()
                            .map(one -> one.at("/labels/alertname").asString("")))
                    .containsExactly("Second", "First");
            assertThat(all.at("/alerts/0/resolvedAt").asString("")).endsWith("Z");
            assertThat(all.path("timesToResolve")
                            .valueStream()
                            .map(one -> one.path("alertname").asString("")
                                    + one.path("count").asInt(0)))
                    .containsExactly("First1", "Second1");
            assertThat(get(monitoring, "/api/v1/alerts/history?limit=1")
                            .path("alerts")
                            .size())
                    .isEqualTo(1);
        }
    }
}

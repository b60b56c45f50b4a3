package io.quorumeter.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.Gauge;
import io.quorumeter.Labels;
import io.quorumeter.MetricsCollector;
import io.quorumeter.alerting.alert.Alert;
import io.quorumeter.alerting.alert.AlertManager;
import io.quorumeter.alerting.alert.Severity;
import io.quorumeter.alerting.file.FileException;
import io.quorumeter.core.Quorumeter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RulesTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final MetricsCollector metrics =
            Quorumeter.collector().constantLabels(Labels.of("chain", "test")).create();
    private final Gauge level = metrics.gauge("level").create();
    private final List<Alert> passed = new CopyOnWriteArrayList<>();
    private final AlertManager manager = AlertManager.on(metrics)
            .withoutDefaultRules()
            .handler("test", passed::add)
            .start();
    private MonitoringSystem monitoring;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.yml"), """
                groups:
                - name: levels
                  limit: 5
                  rules:
                  - {record: level:twice, expr: 2 * level, labels: {unit: m}}
                  - alert: Low
                    expr: level < 5
                    for: 20ms
                    labels: {severity: warning}
                    annotations: {summary: "{{ $externalLabels.chain }}: level is {{ $value }}"}
                - name: broken
                  interval: 15s
                  rules:
                  - {record: nothing, expr: "label_replace(level, 'a', '$1', 'chain', '(') or level"}
                """);
        level.set(1);
        monitoring = MonitoringSystem.create(0)
                .metrics(metrics)
                .interval(Duration.ofMillis(20))
                .rules(rules)
                .alerts(manager)
                .start();
    }

    @AfterEach
    void stop() {
        monitoring.close();
        manager.close();
    }

    private JsonNode get(String path) {
        URI uri = monitoring.uri().resolve("/api/v1/" + path);
        try {
            String body = CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
            return new JsonMapper().readTree(body);
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void alert_ofARuleFile_isInTheApiAndInHistoryUntilItIsOver() {
        Awaitility.await()
                .until(() ->
                        get("alerts").at("/data/alerts/0/state").asString("").equals("firing"));
        JsonNode alert = get("alerts").at("/data/alerts/0");
        assertThat(alert.path("labels").toString())
                .isEqualTo("{\"alertname\":\"Low\",\"chain\":\"test\",\"severity\":\"warning\"}");
        assertThat(alert.at("/annotations/summary").asString()).isEqualTo("test: level is 1");
        assertThat(alert.path("value").asString()).isEqualTo("1");
        assertThat(Instant.parse(alert.path("activeAt").asString())).isBefore(Instant.now());
        assertThat(get("query?query=ALERTS%7Balertstate=%22firing%22%7D")
                        .at("/data/result/0/value/1")
                        .asString())
                .isEqualTo("1");

        level.set(9);
        Awaitility.await().until(() -> get("alerts").at("/data/alerts").isEmpty());
        assertThat(get("query?query=ALERTS").at("/data/result")).isEmpty();
        Awaitility.await().until(() -> passed.size() == 2);
        assertThat(passed).extracting(Alert::name).containsExactly("Low", "Low");
        assertThat(passed).extracting(Alert::isFiring).containsExactly(true, false);
    }

    @Test
    void evaluation_atEachTick_isTimed() {
        double before = metrics.snapshot().total("quorumeter_alert_evaluation_seconds");
        Awaitility.await().until(() -> metrics.snapshot().total("quorumeter_alert_evaluation_seconds") >= before + 5);
    }

    @Test
    void alert_ofTheManagerItself_isInTheApiOnce() {
        Awaitility.await().until(() -> passed.size() == 1);
        manager.sendAlert(Alert.firing("OutOfInk", Severity.INFO, "the printer is out of ink", Instant.now()));

        JsonNode alerts = get("alerts").at("/data/alerts");
        assertThat(alerts).hasSize(2);
        assertThat(alerts.at("/1/labels").toString()).isEqualTo("{\"alertname\":\"OutOfInk\",\"severity\":\"info\"}");
        assertThat(alerts.at("/1/annotations").toString())
                .isEqualTo("{\"summary\":\"the printer is out of ink\",\"id\":\""
                        + manager.activeAlerts()
                                .get(manager.activeAlerts().size() - 1)
                                .id() + "\"}");
        assertThat(alerts.at("/1/value").asString()).isEqualTo("NaN");
    }

    @Test
    void recordedSeries_isAsked() {
        Awaitility.await()
                .until(() -> get("query?query=level:twice").at("/data/result").size() == 1);
        assertThat(get("query?query=level:twice").at("/data/result/0/metric").toString())
                .isEqualTo("{\"__name__\":\"level:twice\",\"chain\":\"test\",\"unit\":\"m\"}");
    }

    @Test
    void rules_showEachGroupWithTheStateOfItsRules() {
        Awaitility.await()
                .until(() -> get("rules")
                        .at("/data/groups/0/rules/1/state")
                        .asString("")
                        .equals("firing"));
        JsonNode groups = get("rules").at("/data/groups");
        assertThat(groups.at("/0/name").asString()).isEqualTo("levels");
        assertThat(groups.at("/0/interval").asDouble()).isEqualTo(0.02);
        assertThat(groups.at("/0/limit").asInt()).isEqualTo(5);
        assertThat(groups.at("/0/rules/0/type").asString()).isEqualTo("recording");
        assertThat(groups.at("/0/rules/0/health").asString()).isEqualTo("ok");
        assertThat(groups.at("/0/rules/1/query").asString()).isEqualTo("level < 5");
        assertThat(groups.at("/0/rules/1/alerts/0/state").asString()).isEqualTo("firing");
        assertThat(groups.at("/1/interval").asDouble()).isEqualTo(15);
        assertThat(groups.at("/1/rules/0/health").asString()).isEqualTo("err");
        assertThat(groups.at("/1/rules/0/lastError").asString()).contains("regular");
    }

    @Test
    void rules_areFiltered() {
        assertThat(get("rules?type=record").at("/data/groups/0/rules")).hasSize(1);
        assertThat(get("rules?type=alert").at("/data/groups")).hasSize(1);
        assertThat(get("rules?rule_name[]=Low")
                        .at("/data/groups/0/rules/0/name")
                        .asString())
                .isEqualTo("Low");
        assertThat(get("rules?rule_group[]=broken").at("/data/groups")).hasSize(1);
        assertThat(get("rules?file[]=none").at("/data/groups")).isEmpty();
        assertThat(get("rules?exclude_alerts=true&rule_name[]=Low").at("/data/groups/0/rules/0/alerts"))
                .isEmpty();
        assertThat(get("rules?type=x").path("errorType").asString()).isEqualTo("bad_data");
    }

    @Test
    void rules_wrongOrMissingFile_isRefusedBeforeAnythingStarts() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.yml"), "groups: [{name: a, rules: [{record: a}]}]");

        assertThatThrownBy(() -> MonitoringSystem.create(0).rules(wrong))
                .isInstanceOf(FileException.class)
                .hasMessageContaining("wrong.yml:1:");
        assertThatThrownBy(() -> MonitoringSystem.create(0).rules(folder.resolve("none.yml")))
                .isInstanceOf(NoSuchFileException.class);
    }
}

package io.quorumeter.monitoring.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.MetricsCollector;
import io.quorumeter.alerting.alert.Alert;
import io.quorumeter.alerting.alert.AlertManager;
import io.quorumeter.alerting.alert.AlertManagerBuilder;
import io.quorumeter.alerting.alert.Severity;
import io.quorumeter.alerting.route.RoutingFile;
import io.quorumeter.alerting.route.Silence;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.exporters.http.HttpAccess;
import io.quorumeter.monitoring.MonitoringSystem;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AlertPagesTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String OTHER_TOKEN = "0123456789abcdef0123456789abcdef";

    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final AlertManagerBuilder builder = AlertManager.on(metrics)
            .withoutDefaultRules()
            .routes(RoutingFile.standard())
            .handler("default", alert -> {});
    private AlertManager alerts;
    private MonitoringSystem monitoring;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        alerts = builder.data(folder.resolve("alerts")).start();
        monitoring = MonitoringSystem.create(0).metrics(metrics).alerts(alerts).start();
    }

    private String token() throws IOException {
        return Files.readString(folder.resolve("alerts/token")).strip();
    }

    @AfterEach
    void close() {
        monitoring.close();
        alerts.close();
    }

    private HttpResponse<String> send(String method, String path, String body, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(monitoring.uri().resolve(path))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private static String silence(String id, String value, Instant start, Instant end) {
        return """
                {"id": "%s", "matchers": [{"name": "peer", "value": "%s", "isRegex": true, "isEqual": true}],
                 "startsAt": "%s", "endsAt": "%s", "createdBy": "ops", "comment": "upgrade"}
                """.formatted(id, value, start, end);
    }

    @Test
    void silences_addedListedChangedAndEnded_asAlertmanagersAre() throws IOException {
        Instant start = Instant.now().plusSeconds(600);
        HttpResponse<String> added =
                send("POST", "/api/v2/silences", silence("", "1|2", start, start.plusSeconds(60)), token());
        assertThat(added.statusCode()).isEqualTo(200);
        String id = json(added).path("silenceID").stringValue();
        send("POST", "/api/v2/silences", silence(id, "1|2", start, start.plusSeconds(120)), token());

        JsonNode all = json(send("GET", "/api/v2/silences", "", ""));
        assertThat(all).hasSize(1);
        JsonNode one = json(send("GET", "/api/v2/silence/" + id, "", ""));
        assertThat(one).isEqualTo(all.get(0));
        assertThat(one.at("/status/state").stringValue()).isEqualTo("pending");
        assertThat(one.path("endsAt").stringValue())
                .isEqualTo(start.plusSeconds(120).toString());
        assertThat(one.path("matchers").toString())
                .isEqualTo("[{\"name\":\"peer\",\"value\":\"1|2\",\"isRegex\":true,\"isEqual\":true}]");
        assertThat(json(send("GET", "/api/v2/silences?filter=peer%3D%223%22", "", "")))
                .isEmpty();

        assertThat(send("DELETE", "/api/v2/silence/" + id, "", token()).statusCode())
                .isEqualTo(200);
        assertThat(json(send("GET", "/api/v2/silence/" + id, "", ""))
                        .at("/status/state")
                        .stringValue())
                .isEqualTo("expired");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return new JsonMapper().readTree(answer.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}",
                "{\"matchers\": 1}",
                "{\"matchers\": [{\"name\": \"a\"}]}",
                "{\"matchers\": [{\"name\": \"a\", \"value\": \"(\", \"isRegex\": true}], \"startsAt\": \"2026-01-01T00:00:00Z\"}",
                "{\"matchers\": [{\"name\": \"a\", \"value\": \"b\"}], \"startsAt\": \"today\", \"endsAt\": \"later\"}",
                "{\"matchers\": [{\"name\": \"a\", \"value\": \"b\"}], \"startsAt\": \"2026-01-01T00:00:00Z\","
                        + " \"endsAt\": \"2026-01-02T00:00:00Z\"}",
            })
    void silences_wrongBody_isRefusedWithTheReason(String body) throws IOException {
        HttpResponse<String> answer = send("POST", "/api/v2/silences", body, token());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).isString()).isTrue();
        assertThat(alerts.silences().all()).isEmpty();
    }

    @Test
    void changes_withoutTheToken_areRefusedAndSayWhereItIs() throws IOException {
        String body = silence("", "1", Instant.now(), Instant.now().plusSeconds(60));
        for (String token : List.of("", OTHER_TOKEN)) {
            for (List<String> request : List.of(
                    List.of("POST", "/api/v2/silences", body),
                    List.of("DELETE", "/api/v2/silence/1", ""),
                    List.of("POST", "/api/v1/acknowledge", "{\"id\": \"1\"}"))) {
                HttpResponse<String> answer = send(request.get(0), request.get(1), request.get(2), token);
                assertThat(answer.statusCode()).as("%s", request).isEqualTo(403);
                assertThat(answer.body())
                        .contains(folder.resolve("alerts/token").toString())
                        .doesNotContain(token());
            }
        }
        assertThat(alerts.silences().all()).isEmpty();
    }

    @Test
    void changes_withoutAFolder_areRefusedUnlessATokenIsSet() throws IOException {
        monitoring.close();
        alerts.close();
        alerts = AlertManager.on(metrics).withoutDefaultRules().start();
        monitoring = MonitoringSystem.create(0).metrics(metrics).alerts(alerts).start();
        assertThat(send("POST", "/api/v1/acknowledge", "{\"id\": \"1\"}", OTHER_TOKEN)
                        .body())
                .contains("has no data folder with a token");
        assertThat(send("GET", "/api/v2/silences", "", "").body()).isEqualTo("[]");
        monitoring.close();

        HttpAccess none = HttpAccess.local();
        MonitoringSystem.Builder builder = MonitoringSystem.create(0);
        assertThatThrownBy(() -> builder.changes(none)).isInstanceOf(IllegalArgumentException.class);
        monitoring = builder.metrics(metrics)
                .alerts(alerts)
                .changes(none.token(OTHER_TOKEN))
                .start();
        assertThat(send("POST", "/api/v1/acknowledge", "{\"id\": \"1\"}", OTHER_TOKEN)
                        .statusCode())
                .isEqualTo(404);
        String silence = silence("", "1", Instant.now(), Instant.now().plusSeconds(60));
        assertThat(send("POST", "/api/v2/silences", silence, OTHER_TOKEN).body())
                .contains("say routes(");
    }

    @Test
    void acknowledge_alertThatFires_isShown() throws IOException {
        alerts.sendAlert(Alert.firing("Odd", Severity.WARNING, "odd", Instant.now()));
        JsonNode shown = json(send("GET", "/api/v1/alerts", "", "")).at("/data/alerts/0");
        String id = shown.at("/annotations/id").stringValue();
        HttpResponse<String> answer = send("POST", "/api/v1/acknowledge", "{\"id\": \"" + id + "\"}", token());
        assertThat(answer.body()).isEqualTo("{\"status\":\"success\",\"data\":{\"result\":\"noted\"}}");
        assertThat(json(send("GET", "/api/v1/alerts", "", ""))
                        .at("/data/alerts/0/annotations/acknowledged")
                        .stringValue())
                .isEqualTo(String.valueOf(alerts.acknowledged().get(id)));
    }

    @Test
    void silenceOfEverything_isShownWithAlertsAndHealth() throws IOException {
        alerts.sendAlert(Alert.firing("Odd", Severity.WARNING, "odd", Instant.now()));
        Instant now = Instant.now();
        alerts.silences().set(new Silence("", Silence.MAINTENANCE, now, now.plusSeconds(60), "ops", "new disk"));
        String text = "new disk, until " + now.plusSeconds(60) + ", by ops";
        assertThat(json(send("GET", "/api/v1/alerts", "", ""))
                        .at("/data/alerts/0/annotations/maintenance")
                        .stringValue())
                .isEqualTo(text);
        Awaitility.await()
                .untilAsserted(() -> assertThat(json(send("GET", "/health", "", ""))
                                .path("maintenance")
                                .asString(""))
                        .isEqualTo(text));
    }
}

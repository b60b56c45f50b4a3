package io.quorumeter.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.quorumeter.Gauge;
import io.quorumeter.alerting.alert.Alert;
import io.quorumeter.alerting.file.FileException;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.health.Health;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a configuration says is what a monitoring system does. */
class ConfiguredTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private MonitoringSystem start(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("monitoring.yaml"), text);
        return MonitoringSystem.create(0).config(file).start();
    }

    private HttpResponse<String> get(MonitoringSystem system, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(system.uri().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void rulesChannelsAndData_areThere() throws Exception {
        try (MonitoringSystem system = start("""
                metrics: {collection_interval: 50ms, series_limit: 3}
                history: {retention: 10m}
                alerting:
                  data: kept
                  default_rules: false
                  channels: {file: {path: alerts.txt}}
                  rules: [{name: Level, condition: "test_level > 50%", severity: critical, channels: [file]}]
                """)) {
            Gauge level = system.metrics().gauge("test_level").create();
            level.set(0.6);
            await().untilAsserted(() -> assertThat(system.alerts().activeAlerts())
                    .extracting(Alert::name)
                    .containsExactly("Level"));
            await().untilAsserted(() ->
                    assertThat(folder.resolve("alerts.txt")).content().contains("Level"));
            assertThat(folder.resolve("kept").resolve("token")).exists();
            assertThat(get(system, "/api/v1/status/runtimeinfo").body()).contains("10m");
            assertThat(system.alerts().rules()).hasSize(1);
        }
    }

    @Test
    void pages_areWhereTheConfigurationHasThem() throws Exception {
        try (MonitoringSystem system = start("""
                metrics: {prometheus_enabled: false}
                health: {endpoint: /state}
                query: {samples: 1}
                """)) {
            assertThat(get(system, "/metrics").statusCode()).isEqualTo(404);
            assertThat(get(system, "/health").statusCode()).isEqualTo(404);
            assertThat(get(system, "/state").statusCode()).isNotEqualTo(404);
            assertThat(get(system, "/live").statusCode()).isNotEqualTo(404);
            assertThat(get(system, "/api/v1/query?query=count(%7B__name__%3D~%22.%2B%22%7D)")
                            .body())
                    .contains("query_max_samples");
        }
        try (MonitoringSystem system = start("health: {enabled: false}\n")) {
            assertThat(get(system, "/health").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void reportsOfHealth_areWrittenAndSent() throws Exception {
        BlockingQueue<String> sent = new LinkedBlockingQueue<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            sent.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        Files.writeString(folder.resolve("token"), "secret\n");
        String report = "health: {report: {file: health.txt, format: text, interval: 20ms, token_file: token,"
                + " url: 'http://127.0.0.1:" + receiver.getAddress().getPort() + "/'}}\n";
        try (MonitoringSystem system = start(report)) {
            system.health().register("database", () -> Health.critical("no connection"));
            await().untilAsserted(() -> assertThat(folder.resolve("health.txt"))
                    .content()
                    .startsWith("critical, score 0.30")
                    .contains("critical: database: no connection, since "));
            await().until(() -> sent.stream().anyMatch(one -> one.startsWith("Bearer secret critical, score 0.30")));
        } finally {
            receiver.stop(0);
        }
    }

    @Test
    void otherNodes_areRead() throws Exception {
        try (MonitoringSystem node = MonitoringSystem.create(0)
                        .metrics(Quorumeter.newCollector())
                        .interval(Duration.ofMillis(50))
                        .start();
                MonitoringSystem watcher = start("scrape: {targets: '%s', interval: 50ms}\n"
                        .formatted(node.uri().getAuthority()))) {
            await().untilAsserted(() ->
                    assertThat(get(watcher, "/api/v1/query?query=up").body()).contains("\"1\""));
        }
    }

    @Test
    void whatIsSetInCode_cannotBeSetByTheFile() throws Exception {
        Path file = Files.writeString(folder.resolve("a.yaml"), "metrics: {series_limit: 5}\n");
        assertThatThrownBy(() -> MonitoringSystem.create(0)
                        .metrics(Quorumeter.newCollector())
                        .config(file)
                        .start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("metrics(collector)");
        Path rules = Files.writeString(folder.resolve("b.yaml"), "alerting: {rule_files: [rules.yml]}\n");
        Files.writeString(folder.resolve("rules.yml"), "groups: [{name: a, rules: [{alert: A, expr: '1 +'}]}]\n");
        assertThatThrownBy(() -> MonitoringSystem.create(0).config(rules).start())
                .isInstanceOf(FileException.class)
                .hasMessageContaining("rules.yml");
    }
}

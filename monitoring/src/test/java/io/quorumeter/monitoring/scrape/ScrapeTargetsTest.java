package io.quorumeter.monitoring.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.quorumeter.Gauge;
import io.quorumeter.Labels;
import io.quorumeter.MetricsCollector;
import io.quorumeter.alerting.alert.Alert;
import io.quorumeter.alerting.alert.AlertManager;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.health.HealthLevel;
import io.quorumeter.monitoring.MonitoringSystem;
import io.quorumeter.promql.model.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ScrapeTargetsTest {
    private static final Duration TICK = Duration.ofMillis(50);

    private static String value(MonitoringSystem system, String expression) {
        Value answer = system.promql().instant(expression, Instant.now()).value();
        return ((Value.Vector) answer)
                .samples().stream()
                        .map(one -> one.labels().get("instance") + "=" + one.value())
                        .sorted()
                        .toList()
                        .toString();
    }

    @Test
    void nodes_areReadAtEveryTick_andOneThatStops_isDown() throws Exception {
        MetricsCollector first = Quorumeter.collector()
                .constantLabels(Labels.of("chain", "x", "instance", "one"))
                .create();
        Gauge height = first.gauge("height").create();
        height.set(7);
        MetricsCollector second =
                Quorumeter.collector().constantLabels(Labels.of("chain", "x")).create();
        second.gauge("height").create().set(8);
        List<Alert> told = new CopyOnWriteArrayList<>();
        MetricsCollector own = Quorumeter.newCollector();
        MonitoringSystem one =
                MonitoringSystem.create(0).metrics(first).interval(TICK).start();
        try (MonitoringSystem two = MonitoringSystem.create(0)
                        .metrics(second)
                        .interval(TICK)
                        .start();
                AlertManager alerts = AlertManager.on(own)
                        .withoutDefaultRules()
                        .handler("test", told::add)
                        .start();
                MonitoringSystem watcher = MonitoringSystem.create(0)
                        .metrics(own)
                        .interval(TICK)
                        .alerts(alerts)
                        .scrape(List.of(
                                ScrapeTarget.of(one.uri().toString(), Duration.ofSeconds(5)),
                                ScrapeTarget.of(two.uri().getAuthority(), Duration.ofSeconds(5))))
                        .start()) {
            String authority = two.uri().getAuthority();
            alerts.addRules(
                    io.quorumeter.alerting.rule.RuleFile.parse("r", """
                    groups:
                    - name: g
                      rules:
                      - {alert: Behind, expr: max(height) - min(height) > 2, labels: {severity: critical}}
                      - {alert: Down, expr: up == 0}
                    """, io.quorumeter.promql.model.Semantics.V3)
                            .groups());
            Awaitility.await().until(() -> value(watcher, "height").equals("[" + authority + "=8.0, one=7.0]"));
            assertThat(value(watcher, "sum by (chain) (height)")).isEqualTo("[=15.0]");
            height.set(1);
            Awaitility.await()
                    .until(() -> told.stream().anyMatch(alert -> alert.name().equals("Behind")));

            String port = one.uri().getAuthority();
            one.close();
            Awaitility.await().until(() -> value(watcher, "up == 0").equals("[" + port + "=0.0]"));
            assertThat(value(watcher, "height")).isEqualTo("[" + authority + "=8.0]");
            Awaitility.await()
                    .until(() -> told.stream().anyMatch(alert -> alert.name().equals("Down")));
            URI targets = watcher.uri().resolve("/api/v1/targets");
            assertThat(HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(targets).build(), BodyHandlers.ofString())
                            .body())
                    .contains("\"lastError\":\"nothing answers there\"", "\"health\":\"down\"", authority);
        }
    }

    private static HttpServer server(String page, int status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            byte[] body = page.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    @Test
    void answersThatAreNoMetrics_haveAReason() throws Exception {
        HttpServer broken = server("good 1\nbad\n", 200);
        HttpServer missing = server("", 404);
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                ScrapeTargets targets = new ScrapeTargets(
                        List.of(
                                ScrapeTarget.of(
                                        "127.0.0.1:" + broken.getAddress().getPort(), Duration.ofSeconds(5)),
                                ScrapeTarget.of(
                                        "127.0.0.1:" + missing.getAddress().getPort(), Duration.ofSeconds(5)),
                                ScrapeTarget.of("127.0.0.1:" + silent.getLocalPort(), Duration.ofMillis(200))),
                        InstantSource.system(),
                        System::nanoTime)) {
            assertThat(targets.tick(1)).isEmpty();
            Awaitility.await()
                    .until(() ->
                            targets.status().stream().noneMatch(one -> one.at().equals(Instant.EPOCH)));
            assertThat(targets.status())
                    .extracting(ScrapeTargets.Status::error)
                    .containsExactly(
                            "line 2: there is no value",
                            "it answered with status 404",
                            "it did not answer within 200 ms");
            assertThat(targets.tick(2))
                    .filteredOn(one -> one.labels().get("__name__").equals("up"))
                    .hasSize(3)
                    .allMatch(one -> one.value() == 0);
            assertThat(targets.health().findings())
                    .singleElement()
                    .satisfies(found -> assertThat(found.severity()).isEqualTo(HealthLevel.CRITICAL));
        } finally {
            broken.stop(0);
            missing.stop(0);
        }
    }

    @Test
    void addresses_areMadeWhole_orRefused() {
        assertThat(ScrapeTarget.of("10.0.0.1:9464", TICK).uri()).hasToString("http://10.0.0.1:9464/metrics");
        assertThat(ScrapeTarget.of("https://node/m", TICK).uri()).hasToString("https://node/m");
        assertThat(ScrapeTarget.of("node:1", TICK).labels()).containsEntry("instance", "node:1");
        for (String wrong : List.of("ftp://node/x", "http://", "a b")) {
            assertThatThrownBy(() -> ScrapeTarget.of(wrong, TICK)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}

package io.quorumeter.examples.use;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.exporters.PrometheusExporter;
import io.quorumeter.exporters.ScrapeAnswer;
import io.quorumeter.exporters.http.HttpAccess;
import io.quorumeter.exporters.http.HttpEndpoint;
import io.quorumeter.exporters.http.HttpLimits;
import io.quorumeter.monitoring.MonitoringSystem;
import io.quorumeter.promql.PromQl;
import io.quorumeter.promql.model.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scrape endpoint in one line, and what it takes to open it or to serve more. */
class SeeItTest {
    private static final int ANY_PORT = 0;

    @Test
    void endpoint_showsTheCollector() throws Exception {
        MetricsCollector metrics = Quorumeter.newCollector();
        metrics.counter("requests_total").create().increment();
        try (var endpoint = new PrometheusExporter(ANY_PORT, "hotstuff2")
                .registerMetrics(metrics)
                .startServer()) {
            assertThat(endpoint).hasToString("http://127.0.0.1:" + endpoint.port() + "/metrics");
            String page = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(endpoint.uri()).build(), BodyHandlers.ofString())
                    .body();
            assertThat(page).contains("requests_total 1\n");
        }
    }

    @Test
    void monitoring_answersFromHistory() throws Exception {
        MetricsCollector metrics = Quorumeter.newCollector();
        metrics.counter("requests_total").create().increment();
        try (var monitoring = MonitoringSystem.create(ANY_PORT)
                .metrics(metrics)
                .interval(Duration.ofMillis(20))
                .start()) {
            Awaitility.await().until(() -> monitoring.history().statistics().series() > 0);
            PromQl promql = PromQl.over(monitoring.history()); // any SeriesSource
            assertThat(promql.instant("sum(requests_total)", Instant.now()).value())
                    .isInstanceOfSatisfying(
                            Value.Vector.class,
                            vector ->
                                    assertThat(vector.samples().get(0).value()).isEqualTo(1));
        }
    }

    @Test
    void endpoint_forOtherMachines_wantsItsToken(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("scrape.token"), "correct-horse-battery\n");
        HttpAccess access = HttpAccess.local().tokenFile(file).hosts("validator-7.example");
        try (var endpoint = new PrometheusExporter(ANY_PORT, "hotstuff2")
                .registerMetrics(Quorumeter.newCollector())
                .bindTo(InetAddress.getByName("0.0.0.0"))
                .access(access)
                .startServer()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.uri());
            assertThat(status(request.build())).isEqualTo(401);
            assertThat(status(request.header("Authorization", "Bearer correct-horse-battery")
                            .build()))
                    .isEqualTo(200);
        }
    }

    @Test
    void pages_areMountedBesideTheMetrics_orAnsweredByTheNodesOwnServer() throws Exception {
        PrometheusExporter exporter =
                new PrometheusExporter(ANY_PORT, "hotstuff2").registerMetrics(Quorumeter.newCollector());
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), ANY_PORT);
        try (HttpEndpoint endpoint = HttpEndpoint.start(
                address,
                HttpAccess.local(),
                HttpLimits.DEFAULT,
                Map.of("/metrics", exporter.handler(), "/status/", exchange -> exchange.respond(200, "up")))) {
            for (String page : List.of("/metrics", "/status/all")) {
                assertThat(status(HttpRequest.newBuilder(endpoint.uri().resolve(page))
                                .build()))
                        .isEqualTo(200);
            }
        }
        ScrapeAnswer answer = exporter.respond(Map.of("Accept", List.of("text/plain")), "name[]=quorumeter_series");
        assertThat(new String(answer.body(), UTF_8)).contains("# TYPE quorumeter_series gauge\n");
    }

    private static int status(HttpRequest request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }
}

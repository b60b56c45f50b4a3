package io.quorumeter.examples.use;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.exporters.PrometheusExporter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** A scrape endpoint in one line. */
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
}

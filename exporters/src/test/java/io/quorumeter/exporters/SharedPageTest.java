package io.quorumeter.exporters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.quorumeter.Labels;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricsCollector;
import io.quorumeter.core.MetricsConfig;
import io.quorumeter.core.Quorumeter;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Several collectors on one page, families by name, and answers for a server of the node's own. */
class SharedPageTest {
    private final MetricsCollector one = collector("one");
    private final MetricsCollector two = collector("two");
    private final PrometheusExporter exporter =
            new PrometheusExporter(0, "chain").registerMetrics(one).registerMetrics(two);

    @Test
    void endpoint_ofTwoCollectors_servesBoth_andCountsInTheFirst() throws Exception {
        one.counter("hotstuff2_blocks_total").create().increment(3);
        two.counter("hotstuff2_blocks_total").create().increment(4);
        try (ScrapeEndpoint endpoint = exporter.startServer()) {
            assertThat(get(endpoint.uri()).body())
                    .contains("\nchain_blocks_total{instance=\"one\"} 3\nchain_blocks_total{instance=\"two\"} 4\n");
            assertThat(exporter.scrapeMetrics())
                    .contains("quorumeter_scrapes_total{instance=\"one\",exporter=\"prometheus\",result=\"ok\"} 1\n")
                    .doesNotContain("quorumeter_scrapes_total{instance=\"two\"");
        }
    }

    @Test
    void collector_thatContradictsAnother_isRefused_orNamedByTheScrapeWhenThatComesLater() throws Exception {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> exporter.registerMetrics(collector("two")))
                .isInstanceOf(MetricDeclarationException.class)
                .withMessageContaining("collector 2 ")
                .withMessageContaining("collector 3 ");
        try (ScrapeEndpoint endpoint = exporter.startServer()) {
            assertThat(get(endpoint.uri()).statusCode()).isEqualTo(200);
            one.gauge("depth").help("Blocks that wait").create();
            two.gauge("depth").help("Messages that wait").create();
            HttpResponse<String> answer = get(endpoint.uri());
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).startsWith("family 'depth' has the help 'Blocks that wait' in collector 1 ");
        }
    }

    @Test
    void names_chooseFamilies() throws Exception {
        one.counter("hotstuff2_blocks_total").create();
        one.gauge("depth").create();
        try (ScrapeEndpoint endpoint = exporter.startServer()) {
            assertThat(get(URI.create(endpoint.uri() + "?name%5B%5D=depth&name%5B%5D=chain_blocks_total"))
                            .body())
                    .isEqualTo("""
                            # TYPE depth gauge
                            depth{instance="one"} 0
                            # TYPE chain_blocks_total counter
                            chain_blocks_total{instance="one"} 0
                            """);
            assertThat(get(URI.create(endpoint.uri() + "?name%5B%5D=none_of_these"))
                            .body())
                    .isEmpty();
        }
    }

    @Test
    void respond_answersAServerOfTheNodes_asTheEndpointWould() throws Exception {
        one.gauge("depth").create().set(7);
        ScrapeAnswer plain = exporter.respond(Map.of(), "name%5B%5D=depth");
        assertThat(plain.status()).isEqualTo(200);
        assertThat(plain.headers())
                .containsEntry("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .containsEntry("Vary", "Accept, Accept-Encoding")
                .doesNotContainKey("Content-Encoding");
        assertThat(text(plain.body())).isEqualTo("# TYPE depth gauge\ndepth{instance=\"one\"} 7\n");

        ScrapeAnswer packed = exporter.respond(
                Map.of("accept", List.of("application/openmetrics-text"), "ACCEPT-ENCODING", List.of("br", "gzip")),
                null);
        assertThat(packed.headers())
                .containsEntry("Content-Type", "application/openmetrics-text; version=1.0.0; charset=utf-8")
                .containsEntry("Content-Encoding", "gzip");
        byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes();
        assertThat(text(unpacked)).contains("depth{instance=\"one\"} 7\n").endsWith("# EOF\n");
    }

    @Test
    void respond_isCutShort_byTheExportersLimitOrTheScrapers() {
        CountDownLatch release = new CountDownLatch(1);
        PrometheusExporter hanging = new PrometheusExporter(0, "")
                .registerMetrics(new HangingCollector(one, release))
                .timeLimit(Duration.ofMillis(3));
        assertThat(text(hanging.respond(Map.of(), null).body())).isEqualTo("no snapshot within 3 ms\n");
        Map<String, List<String>> hurried = Map.of("X-Prometheus-Scrape-Timeout-Seconds", List.of("0.002"));
        ScrapeAnswer answer = hanging.respond(hurried, "");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(text(answer.body())).isEqualTo("no snapshot within 2 ms\n");
        release.countDown();
        assertThat(hanging.timeLimit(Duration.ofSeconds(10))
                        .respond(Map.of(), null)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void respond_withoutMetrics_saysSo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new PrometheusExporter(0, "").respond(Map.of(), null))
                .withMessageContaining("registerMetrics(");
    }

    private static MetricsCollector collector(String instance) {
        return Quorumeter.newCollector(MetricsConfig.defaults().withConstantLabels(Labels.of("instance", instance)));
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}

package io.quorumeter.exporters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.exporters.http.HttpAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusExporterTest {
    private final MetricsCollector metrics = Quorumeter.newCollector();

    @Test
    void scrape_ofARunningEndpoint_showsWhatWasRecorded() throws Exception {
        metrics.counter("hotstuff2_blocks_total").create().increment(3);
        try (ScrapeEndpoint endpoint = start()) {
            HttpResponse<String> first = get(endpoint.uri(), "GET");
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(first.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
            assertThat(first.body())
                    .contains("\nhotstuff2_blocks_total 3\n")
                    .contains("quorumeter_scrapes_total{exporter=\"prometheus\",result=\"ok\"} 0\n");

            assertThat(get(endpoint.uri(), "GET").body())
                    .contains("quorumeter_scrapes_total{exporter=\"prometheus\",result=\"ok\"} 1\n")
                    .contains("quorumeter_scrape_seconds_count{exporter=\"prometheus\"} 1\n");
        }
    }

    @Test
    void request_forAnythingElse_isRefusedAndNotCounted() throws Exception {
        try (ScrapeEndpoint endpoint = start()) {
            assertThat(get(endpoint.uri().resolve("/metrics/../etc"), "GET").statusCode())
                    .isEqualTo(404);
            assertThat(get(endpoint.uri(), "POST").statusCode()).isEqualTo(405);
            assertThat(get(endpoint.uri(), "HEAD").statusCode()).isEqualTo(200);
            assertThat(metrics.snapshot().total("quorumeter_scrapes_total")).isEqualTo(1);
        }
    }

    @Test
    void scrape_whileACallbackFails_showsTheLastGoodValueAndItsTime() throws Exception {
        int[] calls = {0};
        metrics.gauge("pool_size").observe(() -> {
            if (calls[0]++ > 0) {
                throw new IllegalStateException("closed");
            }
            return 7;
        });
        try (ScrapeEndpoint endpoint = start()) {
            get(endpoint.uri(), "GET");
            assertThat(get(endpoint.uri(), "GET").body()).containsPattern("\npool_size 7 \\d{13}\n");
            assertThat(get(endpoint.uri(), "GET").body())
                    .containsPattern(
                            "quorumeter_callback_failures_total\\{metric=\"pool_size\",reason=\"exception\"} [12]\n");
        }
    }

    @Test
    void exporter_withoutMetrics_saysSoInsteadOfServingNone() {
        PrometheusExporter nobodys = new PrometheusExporter(0, "");
        assertThatIllegalStateException().isThrownBy(nobodys::startServer).withMessageContaining("registerMetrics(");
        assertThatIllegalStateException().isThrownBy(nobodys::scrapeMetrics).withMessageContaining("registerMetrics(");
    }

    @Test
    void exporter_ofACollectorThatIsSwitchedOff_servesAnEmptyPage() throws Exception {
        PrometheusExporter off = new PrometheusExporter(0, "").registerMetrics(MetricsCollector.noop());
        try (ScrapeEndpoint endpoint = off.startServer()) {
            HttpResponse<String> answer = get(endpoint.uri(), "GET");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void startServer_onATakenPort_saysWhichPort() throws Exception {
        try (ScrapeEndpoint endpoint = start()) {
            PrometheusExporter second = new PrometheusExporter(endpoint.port(), "").registerMetrics(metrics);
            assertThatIOException()
                    .isThrownBy(second::startServer)
                    .withMessageContaining(":" + endpoint.port())
                    .withMessageContaining("choose another port");
        }
    }

    @Test
    void startServer_onAnAddressOfAnotherMachine_saysThat() throws Exception {
        InetAddress elsewhere = InetAddress.getByName("203.0.113.7");
        assertThatIOException()
                .isThrownBy(() -> new PrometheusExporter(0, "")
                        .registerMetrics(metrics)
                        .access(HttpAccess.local().token("0123456789abcdef"))
                        .bindTo(elsewhere)
                        .startServer())
                .withMessageContaining("203.0.113.7")
                .withMessageContaining("this machine has no such address")
                .withMessageNotContaining("another port");
    }

    @Test
    void startServer_forOtherMachinesThatItDoesNotKnow_isRefused() throws Exception {
        PrometheusExporter open =
                new PrometheusExporter(0, "").registerMetrics(metrics).bindTo(InetAddress.getByName("0.0.0.0"));
        assertThatIllegalArgumentException().isThrownBy(open::startServer).withMessageContaining("set a token");
        try (ScrapeEndpoint endpoint =
                open.access(HttpAccess.local().token("0123456789abcdef")).startServer()) {
            assertThat(get(endpoint.uri(), "GET").statusCode()).isEqualTo(401);
        }
    }

    @Test
    @SuppressWarnings("NullAway") // what is tested
    void nothing_isRefusedByName() {
        PrometheusExporter exporter = new PrometheusExporter(0, "");
        assertThatNullPointerException().isThrownBy(() -> exporter.bindTo(null)).withMessage("listenOn");
        assertThatNullPointerException()
                .isThrownBy(() -> exporter.registerMetrics(null))
                .withMessage("collector");
        assertThatNullPointerException().isThrownBy(() -> exporter.access(null)).withMessage("allowed");
        assertThatNullPointerException()
                .isThrownBy(() -> exporter.timeLimit(null))
                .withMessage("time limit");
        assertThatNullPointerException()
                .isThrownBy(() -> new PrometheusExporter(0, null))
                .withMessage("prefix");
    }

    @Test
    void startServer_twice_saysSoAndWhere() throws Exception {
        PrometheusExporter exporter = new PrometheusExporter(0, "").registerMetrics(metrics);
        ScrapeEndpoint first = exporter.startServer();
        assertThatIllegalStateException()
                .isThrownBy(exporter::startServer)
                .withMessageContaining("was started already")
                .withMessageContaining(first.uri().toString());
        first.close();
        exporter.startServer().close();
    }

    @Test
    void endpoint_keepsNoProgramFromEnding() throws Exception {
        try (ScrapeEndpoint endpoint = start()) {
            get(endpoint.uri(), "GET");
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().startsWith("HTTP-Dispatcher")
                            || thread.getName().startsWith("quorumeter"))
                    .isNotEmpty()
                    .allMatch(Thread::isDaemon);
        }
    }

    @Test
    void close_freesThePort() throws Exception {
        ScrapeEndpoint first = start();
        int port = first.port();
        first.close();
        first.close();
        try (ScrapeEndpoint again =
                new PrometheusExporter(port, "").registerMetrics(metrics).startServer()) {
            assertThat(again.port()).isEqualTo(port);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65536})
    void port_outOfRange_isRefused(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PrometheusExporter(port, ""))
                .withMessageContaining(Integer.toString(port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"my-chain", "9x", "chain_", "a b", "{"})
    void prefix_thatIsNoBeginningOfAName_isRefused(String prefix) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PrometheusExporter(0, prefix))
                .withMessageContaining(prefix);
    }

    @Test
    void prefix_replacesTheCataloguesAndLeavesOtherNames() {
        metrics.counter("hotstuff2_blocks_total").create();
        metrics.counter("mempool_evictions_total").create();
        assertThat(new PrometheusExporter(0, "mychain").registerMetrics(metrics).scrapeMetrics())
                .contains("\nmychain_blocks_total 0\n")
                .contains("\nmempool_evictions_total 0\n")
                .contains("\nquorumeter_series ");
    }

    private ScrapeEndpoint start() throws IOException {
        return new PrometheusExporter(0, "hotstuff2").registerMetrics(metrics).startServer();
    }

    private static HttpResponse<String> get(URI uri, String method) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(40))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}

package io.quorumeter.exporters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quorumeter.MetricsCollector;
import io.quorumeter.core.PrometheusText;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.core.TextBuffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What a scraper is answered that says what it wants and how long it waits. */
class ScrapeAnswersTest {
    private static final String PROMETHEUS_ACCEPTS =
            "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
                    + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

    private final MetricsCollector metrics = Quorumeter.newCollector();

    @Test
    void openMetrics_isServedWhenAskedFor() throws Exception {
        metrics.counter("blocks_total").create().increment(3);
        try (ScrapeEndpoint endpoint = start(metrics)) {
            HttpResponse<byte[]> answer = get(endpoint.uri(), "GET", "Accept", PROMETHEUS_ACCEPTS);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValue("application/openmetrics-text; version=1.0.0; charset=utf-8");
            assertThat(answer.headers().firstValue("Vary")).hasValue("Accept, Accept-Encoding");
            assertThat(text(answer))
                    .contains("# TYPE blocks counter\nblocks_total 3\n")
                    .endsWith("# EOF\n");

            HttpResponse<byte[]> plain = get(endpoint.uri(), "GET", "Accept", "*/*");
            assertThat(plain.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
            assertThat(text(plain)).contains("# TYPE blocks_total counter\n").doesNotContain("# EOF");
        }
    }

    @Test
    void gzip_isServedWhenAskedFor() throws Exception {
        for (int i = 0; i < 500; i++) {
            metrics.counter("blocks_total").with("peer", "peer" + i).create().increment(i);
        }
        try (ScrapeEndpoint endpoint = start(metrics)) {
            for (int round = 0; round < 3; round++) {
                HttpResponse<byte[]> answer = get(endpoint.uri(), "GET", "Accept-Encoding", "gzip");
                assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
                byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
                assertThat(new String(unpacked, StandardCharsets.UTF_8))
                        .contains("blocks_total{peer=\"peer499\"} 499\n")
                        .contains("quorumeter_scrapes_total{exporter=\"prometheus\",result=\"ok\"} " + 2 * round);
                assertThat(answer.body().length).isLessThan(unpacked.length / 4);
                HttpResponse<byte[]> plain = get(endpoint.uri(), "GET", "Accept-Encoding", "gzip;q=0");
                assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
                assertThat(metrics.snapshot().total("quorumeter_exposition_bytes"))
                        .isEqualTo(plain.body().length);
            }
        }
    }

    @Test
    void hostileLabelValues_comeThroughInBothFormats_compressedOrNot() throws Exception {
        for (String value : List.of(
                "a\"} 9\nb_total 1",
                "\\",
                "\r\n# EOF\n",
                "a\u0000b",
                "\uD83D\uDE00",
                "half \uD83D",
                "x".repeat(1 << 20))) {
            metrics.incrementCounter("hostile_total", "value", value);
        }
        metrics.incrementCounter("hostile_total", "value", "last");
        PrometheusText writer = new PrometheusText();
        String plain = hostile(metrics.read(
                snapshot -> writer.write(snapshot, new TextBuffer()).toString()));
        String open = hostile(metrics.read(snapshot ->
                writer.openMetrics().write(snapshot, new TextBuffer()).toString()));
        assertThat(plain.lines()).hasSize(8);
        assertThat(open.lines()).hasSize(16);
        try (ScrapeEndpoint endpoint = start(metrics)) {
            for (String accept : List.of("text/plain", "application/openmetrics-text")) {
                String expected = accept.equals("text/plain") ? plain : open;
                HttpResponse<byte[]> answer = get(endpoint.uri(), "GET", "Accept", accept);
                assertThat(hostile(text(answer))).isEqualTo(expected);
                HttpResponse<byte[]> packed = get(endpoint.uri(), "GET", "Accept", accept, "Accept-Encoding", "gzip");
                byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes();
                assertThat(hostile(new String(unpacked, StandardCharsets.UTF_8)))
                        .isEqualTo(expected);
            }
        }
    }

    private static String hostile(String exposition) {
        return exposition.lines().filter(line -> line.startsWith("hostile_")).collect(Collectors.joining("\n"));
    }

    @Test
    void head_hasTheHeadersOfGetAndNoBody() throws Exception {
        metrics.counter("blocks_total").create();
        try (ScrapeEndpoint endpoint = start(metrics)) {
            HttpResponse<byte[]> head = get(endpoint.uri(), "HEAD", "Accept", PROMETHEUS_ACCEPTS);
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/openmetrics");
            assertThat(head.headers().firstValueAsLong("Content-Length").orElseThrow())
                    .isPositive();
            HttpResponse<byte[]> nowhere = get(endpoint.uri().resolve("/x"), "HEAD", "Accept", "*/*");
            assertThat(nowhere.statusCode()).isEqualTo(404);
            assertThat(nowhere.headers().firstValueAsLong("Content-Length").orElseThrow())
                    .isPositive();
        }
    }

    @Test
    void scrapesThatTakeTooLong_areGivenUpAndCounted_andOthersAreRefusedWhileTheyHang() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        HangingCollector hanging = new HangingCollector(metrics, release);
        try (ScrapeEndpoint endpoint = new PrometheusExporter(0, "")
                .registerMetrics(hanging)
                .timeLimit(Duration.ofMillis(1))
                .startServer()) {
            for (int i = 0; i < 8; i++) {
                HttpResponse<byte[]> answer = get(endpoint.uri(), "GET", "Accept", "*/*");
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(text(answer)).isEqualTo("no snapshot within 1 ms\n");
            }
            assertThat(text(get(endpoint.uri(), "GET", "Accept", "*/*")))
                    .isEqualTo("earlier scrapes have not ended yet\n");
            assertThat(scrapes("timeout")).isEqualTo(8);
            assertThat(scrapes("busy")).isEqualTo(1);
        } finally {
            release.countDown();
        }
    }

    @Test
    void scraperThatWaitsLess_isAnsweredByThen() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (ScrapeEndpoint endpoint = start(new HangingCollector(metrics, release))) {
            String header = "X-Prometheus-Scrape-Timeout-Seconds";
            assertThat(text(get(endpoint.uri(), "GET", header, "0.002"))).isEqualTo("no snapshot within 2 ms\n");
            release.countDown();
            assertThat(get(endpoint.uri(), "GET", header, "nonsense").statusCode())
                    .isEqualTo(200);
        } finally {
            release.countDown();
        }
    }

    @Test
    void scrapeThatFails_isAnsweredAndCounted() throws Exception {
        try (ScrapeEndpoint endpoint = start(new HangingCollector(metrics, null))) {
            HttpResponse<byte[]> answer = get(endpoint.uri(), "GET", "Accept", "*/*");
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(text(answer)).isEqualTo("the metrics could not be written\n");
            assertThat(scrapes("error")).isEqualTo(1);
        }
    }

    @Test
    void endpoint_listensWhereItIsTold() throws Exception {
        InetAddress other = InetAddress.getByName("127.0.0.2");
        try (ScrapeEndpoint endpoint = new PrometheusExporter(0, "")
                .registerMetrics(metrics)
                .bindTo(other)
                .startServer()) {
            assertThat(endpoint.uri().getHost()).isEqualTo("127.0.0.2");
            assertThat(get(endpoint.uri(), "GET", "Accept", "*/*").statusCode()).isEqualTo(200);
            int port = endpoint.port();
            assertThatIOException().isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());
        }
    }

    @Test
    void timeLimit_thatIsNone_isRefused() {
        PrometheusExporter exporter = new PrometheusExporter(0, "");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> exporter.timeLimit(Duration.ZERO))
                .withMessageContaining("PT0S");
    }

    private double scrapes(String result) {
        return metrics.snapshot()
                .value("quorumeter_scrapes_total", "exporter", "prometheus", "result", result)
                .orElseThrow();
    }

    private static ScrapeEndpoint start(MetricsCollector collector) throws IOException {
        return new PrometheusExporter(0, "").registerMetrics(collector).startServer();
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static HttpResponse<byte[]> get(URI uri, String method, String... headers)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(40))
                .headers(headers)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    }
}

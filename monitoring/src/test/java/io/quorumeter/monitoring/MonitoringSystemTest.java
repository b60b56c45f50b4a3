package io.quorumeter.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.Counter;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.SdkVersion;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.exporters.http.HttpAccess;
import io.quorumeter.promql.limit.MemoryBudget;
import io.quorumeter.promql.limit.QueryGate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Proxy;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MonitoringSystemTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final Counter work = metrics.counter("work_total").help("Work done").create();
    private MonitoringSystem monitoring;

    @BeforeEach
    void start() throws IOException {
        work.increment(3);
        monitoring = MonitoringSystem.create(0)
                .metrics(metrics)
                .interval(Duration.ofMillis(20))
                .start();
        Awaitility.await().until(() -> monitoring.history().statistics().series() > 0);
    }

    @AfterEach
    void stop() {
        monitoring.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(monitoring.uri().resolve(path)).build(), BodyHandlers.ofString());
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        JsonNode body = JSON.readTree(answer.body());
        return body.path("data").isMissingNode() ? body : body.path("data");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void query_byGetAndPost_answersFromHistory() throws Exception {
        JsonNode data = json("/api/v1/query?query=work_total");
        assertThat(data.path("resultType").asString()).isEqualTo("vector");
        assertThat(data.path("result").get(0).path("metric").path("__name__").asString())
                .isEqualTo("work_total");
        assertThat(data.path("result").get(0).path("value").get(1).asString()).isEqualTo("3");
        HttpRequest form = HttpRequest.newBuilder(monitoring.uri().resolve("/api/v1/query"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("query=" + encoded("1+1") + "&time=4"))
                .build();
        assertThat(CLIENT.send(form, BodyHandlers.ofString()).body())
                .isEqualTo("{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[4,\"2\"]}}");
    }

    @Test
    void range_hasAValueForEachStep() throws Exception {
        Awaitility.await()
                .until(() -> monitoring.history().statistics().newestMillis()
                                - monitoring.history().statistics().oldestMillis()
                        > 300);
        long now = monitoring.history().statistics().newestMillis();
        JsonNode values = json("/api/v1/query_range?query=work_total&start=" + (now - 200) / 1e3 + "&end=" + now / 1e3
                        + "&step=0.1")
                .path("result")
                .get(0)
                .path("values");
        assertThat(values.size()).isEqualTo(3);
        assertThat(values.get(2).get(1).asString()).isEqualTo("3");
    }

    @Test
    void labels_series_andMetadata_describeWhatIsThere() throws Exception {
        assertThat(json("/api/v1/label/__name__/values").toString()).contains("\"work_total\"");
        assertThat(json("/api/v1/label/__name__/values?limit=1").size()).isEqualTo(1);
        assertThat(json("/api/v1/labels?match[]=" + encoded("{__name__=\"work_total\"}"))
                        .toString())
                .isEqualTo("[\"__name__\"]");
        assertThat(json("/api/v1/series?match[]=work_total")
                        .get(0)
                        .path("__name__")
                        .asString())
                .isEqualTo("work_total");
        JsonNode family =
                json("/api/v1/metadata?metric=work_total").path("work_total").get(0);
        assertThat(family.path("type").asString()).isEqualTo("counter");
        assertThat(family.path("help").asString()).isEqualTo("Work done");
        assertThat(json("/api/v1/targets")
                        .path("activeTargets")
                        .get(0)
                        .path("health")
                        .asString())
                .isEqualTo("up");
        assertThat(json("/api/v1/status/buildinfo").path("version").asString()).isEqualTo("3.0.0");
        assertThat(json("/api/v1/status/runtimeinfo").path("storageRetention").asString())
                .isEqualTo("2h");
        assertThat(json("/api/v1/status/tsdb")
                        .path("headStats")
                        .path("numSeries")
                        .asInt())
                .isGreaterThan(10);
        assertThat(json("/api/v1/query_exemplars?query=work_total").size()).isZero();
        assertThat(json("/api/v1/format_query?query=" + encoded("sum( work_total )"))
                        .asString())
                .isEqualTo("sum(work_total)");
        assertThat(json("/info").path("version").asString()).isEqualTo(SdkVersion.VERSION);
        assertThat(json("/info").path("uptime_seconds").asDouble()).isPositive();
        assertThat(Instant.parse(json("/info").path("start_time").asString())).isBefore(Instant.now());
    }

    @Test
    void wrongRequests_areErrorsAsPrometheusHasThem() throws Exception {
        List<List<Object>> wrong = List.of(
                List.of("/api/v1/query?query=" + encoded("sum("), 400, "bad_data"),
                List.of("/api/v1/query", 400, "bad_data"),
                List.of("/api/v1/query?query=up&time=yesterday", 400, "bad_data"),
                List.of("/api/v1/query?query=up&limit=-1", 400, "bad_data"),
                List.of("/api/v1/query?query=up&timeout=0", 400, "bad_data"),
                List.of("/api/v1/query_range?query=up&start=2&end=1&step=1", 400, "bad_data"),
                List.of("/api/v1/query_range?query=up&start=1&end=2&step=0", 400, "bad_data"),
                List.of("/api/v1/query_range?query=up&start=0&end=1e9&step=1", 400, "bad_data"),
                List.of("/api/v1/query?query=up&time=1e999999999", 400, "bad_data"),
                List.of("/api/v1/query?query=up&time=1e-20000000", 400, "bad_data"),
                List.of("/api/v1/query?query=up&lookback_delta=4000000000", 400, "bad_data"),
                List.of("/api/v1/labels?start=%2B999999999-01-01T00:00:00Z", 400, "bad_data"),
                List.of("/api/v1/series", 400, "bad_data"),
                List.of("/api/v1/series?match[]=" + encoded("rate(x[1m])"), 400, "bad_data"),
                List.of(
                        "/api/v1/query?query="
                                + encoded("label_replace({__name__=~\".+\"},\"__name__\",\"a\",\"\",\"\")"),
                        422,
                        "execution"));
        for (List<Object> one : wrong) {
            HttpResponse<String> answer = get((String) one.get(0));
            assertThat(answer.statusCode()).as("%s: %s", one, answer.body()).isEqualTo(one.get(1));
            JsonNode body = JSON.readTree(answer.body());
            assertThat(body.path("status").asString()).isEqualTo("error");
            assertThat(body.path("errorType").asString()).isEqualTo(one.get(2));
            assertThat(body.path("error").asString()).isNotEmpty();
        }
        assertThat(get("/api/v1/alertmanagers").statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/label/values").statusCode()).isEqualTo(404);
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void stream_sendsEveryTick_andToOneThatComesBackWhatItMissed() throws Exception {
        List<String> first = events("/api/v1/stream?expr=work_total&expr=" + encoded("1/0"), "", 12);
        assertThat(first)
                .anyMatch(
                        line -> line.startsWith("data: {\"expr\":\"work_total\",\"data\":{\"resultType\":\"vector\""));
        assertThat(first).anyMatch(line -> line.contains("\"+Inf\""));
        assertThat(first).contains("event: tick", "event: value");
        assertThat(get("/api/v1/stream").statusCode()).isEqualTo(400);
        assertThat(get("/api/v1/stream?expr=" + encoded("sum(")).statusCode()).isEqualTo(400);
        assertThat(events("/api/v1/stream?expr=work_total", "5", 4).get(0)).startsWith("id: ");
    }

    private List<String> events(String path, String lastId, int lines) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(monitoring.uri().resolve(path));
        if (!lastId.isEmpty()) {
            request.header("Last-Event-ID", lastId);
        }
        HttpResponse<InputStream> answer = CLIENT.send(request.build(), BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        List<String> read = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (int i = 0; i < lines; i++) {
                read.add(reader.readLine());
            }
        }
        return read;
    }

    @Test
    void metrics_areServedBesideTheApi() throws Exception {
        assertThat(get("/metrics").body()).contains("work_total 3");
    }

    @Test
    void close_marksSeriesAndFreesThePort() throws Exception {
        URI uri = monitoring.uri();
        assertThatThrownBy(() ->
                        MonitoringSystem.create(uri.getPort()).metrics(metrics).start())
                .isInstanceOf(BindException.class)
                .hasMessageContaining(String.valueOf(uri.getPort()));
        monitoring.close();
        monitoring.close();
        MonitoringSystem another =
                MonitoringSystem.create(uri.getPort()).metrics(metrics).start();
        another.close();
        assertThat(monitoring
                        .promql()
                        .instant("work_total", Instant.now())
                        .value()
                        .toString())
                .contains("samples=[]");
    }

    @Test
    void start_thatFails_leavesNothingBehind(@TempDir Path folder) throws Exception {
        monitoring.close();
        MetricsCollector clashing = Quorumeter.newCollector();
        clashing.histogram("process_open_fds").help("Of the host's own").create();
        Path nonsense = Files.writeString(folder.resolve("nonsense.pem"), "nonsense");
        Set<Thread> before = threads();
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
            assertThatThrownBy(MonitoringSystem.create(port).metrics(metrics)::start)
                    .isInstanceOf(BindException.class);
        }
        assertThatThrownBy(MonitoringSystem.create(port)
                        .metrics(metrics)
                        .access(HttpAccess.local().tls(nonsense, nonsense))::start)
                .isInstanceOf(IOException.class);
        assertThatThrownBy(MonitoringSystem.create(port).metrics(clashing)::start)
                .isInstanceOf(MetricDeclarationException.class);

        Awaitility.await().untilAsserted(() -> assertThat(before).containsAll(threads()));
        MonitoringSystem.create(port).metrics(metrics).start().close();
    }

    /** All threads of the library but those that collectors start, which live as long as these. */
    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("quorumeter-(?!callbacks|background).*"))
                .collect(Collectors.toSet());
    }

    @Test
    void tick_thatFails_isLeftOut_andTheNextOnesGoOn() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        MetricsCollector failing = (MetricsCollector) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MetricsCollector.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("read") && reads.incrementAndGet() % 2 == 0) {
                        throw new IllegalStateException("every other tick");
                    }
                    return method.invoke(metrics, arguments);
                });
        try (MonitoringSystem gaps = MonitoringSystem.create(0)
                .metrics(failing)
                .interval(Duration.ofMillis(20))
                .start()) {
            Awaitility.await().until(() -> gaps.history().statistics().samples() > 1_000);
            assertThat(reads.get()).isGreaterThan(2);
        }
    }

    @Test
    void start_withoutMetrics_isRefused() {
        assertThatThrownBy(() -> MonitoringSystem.create(0).start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("metrics(collector)");
    }

    @Test
    void limits_ofQueriesAndEndpoint_areThoseThatAreSet() throws Exception {
        stop();
        monitoring = MonitoringSystem.create(0)
                .metrics(Quorumeter.newCollector())
                .queries(new MemoryBudget(1_000), new QueryGate(1, 0))
                .start();
        Awaitility.await().until(() -> monitoring.history().statistics().series() > 0);

        HttpResponse<String> tooMuch =
                get("/api/v1/query?query=" + URLEncoder.encode("{__name__=~\".+\"}", StandardCharsets.UTF_8));
        assertThat(tooMuch.statusCode()).isEqualTo(422);
        assertThat(tooMuch.body()).contains("query_memory");
    }
}

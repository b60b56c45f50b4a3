package io.quorumeter.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Matcher;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What the endpoints of the API answer keeps to a schema; also to that of Prometheus, by hand, with {@code -Dopenapi.file=…}, which a
 * Prometheus server of version 3 offers under {@code /api/v1/openapi.yaml}.
 */
class AnswerSchemaTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private static final String RULES = """
            groups:
            - name: work
              limit: 9
              rules:
              - {record: work:rate, expr: 'rate(work_total[1m])', labels: {per: second}}
              - {alert: Waits, expr: work_total, for: 1h, labels: {severity: info}}
              - {alert: Fires, expr: 'work_total / 0', annotations: {summary: "{{ $value }}"}}
              - {alert: Broken, expr: 'label_replace(work_total, "", "", "", "")'}
            """;

    private static MonitoringSystem monitoring;
    private static Schemas ours;

    @TempDir
    private static Path folder;

    /** A document with schemas, and where in it those of answers are. */
    private record Schemas(JsonNode document) {
        static Schemas ours() throws IOException {
            try (InputStream file = AnswerSchemaTest.class.getResourceAsStream("answers.schema.json")) {
                return new Schemas(JSON.readTree(file));
            }
        }

        void check(String answer, String reference) {
            ObjectNode schema = (ObjectNode) document.deepCopy();
            schema.put("$ref", reference);
            assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(schema)
                            .validate(JSON.readTree(answer)))
                    .as("%s: %s", reference, answer)
                    .isEmpty();
        }

        /** Returns where the schema of an endpoint is, or that of errors. */
        String inOpenApi(String endpoint, String status) {
            JsonNode response =
                    document.path("paths").path("/" + endpoint).path("get").path("responses");
            return response.path(status)
                    .path("content")
                    .path("application/json")
                    .path("schema")
                    .path("$ref")
                    .asString();
        }
    }

    @BeforeAll
    static void start() throws IOException {
        MetricsCollector metrics = Quorumeter.newCollector();
        metrics.counter("work_total").help("Work done").create().increment(3);
        metrics.histogram("size_bytes").help("Sizes").create().record(100);
        ours = Schemas.ours();
        monitoring = MonitoringSystem.create(0)
                .metrics(metrics)
                .interval(Duration.ofMillis(20))
                .rules(Files.writeString(folder.resolve("rules.yml"), RULES))
                .start();
        Awaitility.await()
                .until(() -> !monitoring
                        .history()
                        .select(List.of(Matcher.equal(Labels.NAME, "ALERTS")), 0, Long.MAX_VALUE - 1)
                        .isEmpty());
    }

    @AfterAll
    static void stop() {
        monitoring.close();
    }

    private static Stream<List<String>> requests() {
        long now = System.currentTimeMillis() / 1_000;
        String range = "&start=" + (now - 5) + "&end=" + (now + 5) + "&step=1";
        return Stream.of(
                List.of("query", "query=work_total"),
                List.of("query", "query=work_total&stats=true"),
                List.of("query", "query=" + encoded("{__name__=~\".+\"}") + "&limit=2&stats=all"),
                List.of("query", "query=" + encoded("work_total[5m]")),
                List.of("query", "query=" + encoded("-1/0") + "&time=1.5&stats=1"),
                List.of("query", "query=" + encoded("'text'") + "&stats=true"),
                List.of("query", "query=" + encoded("rate(size_bytes_sum[1m]) * NaN")),
                List.of("query", "query=" + encoded("rate(process_open_fds[1m])")),
                List.of("query_range", "query=work_total" + range),
                List.of("query_range", "query=work_total&stats=all&limit=1" + range),
                List.of("query_range", "query=" + encoded("1e-9") + range),
                List.of("series", "match[]=work_total&match[]=" + encoded("{le=~\".+\"}")),
                List.of("series", "limit=1&match[]=" + encoded("{__name__=~\".+\"}")),
                List.of("labels", ""),
                List.of("labels", "limit=1&match[]=work_total&match[]=size_bytes_bucket"),
                List.of("label/{name}/values", ""),
                List.of("label/{name}/values", "limit=2&match[]=" + encoded("{__name__=~\"s.*\"}")),
                List.of("metadata", ""),
                List.of("metadata", "limit=1"),
                List.of("metadata", "metric=work_total"),
                List.of("query_exemplars", "query=work_total"),
                List.of("targets", ""),
                List.of("targets", "state=active"),
                List.of("status/buildinfo", ""),
                List.of("status/runtimeinfo", ""),
                List.of("status/tsdb", ""),
                List.of("status/tsdb", "limit=1"),
                List.of("rules", ""),
                List.of("rules", "type=alert&rule_name[]=Fires&exclude_alerts=true"),
                List.of("alerts", ""),
                List.of("format_query", "query=" + encoded("sum( work_total )")));
    }

    private static Stream<List<String>> wrongRequests() {
        return Stream.of(
                List.of("query", ""),
                List.of("query", "query=" + encoded("sum(")),
                List.of("query", "query=up&limit=x"),
                List.of("query", "query=" + encoded("label_replace({__name__=~\".+\"},\"__name__\",\"a\",\"\",\"\")")),
                List.of("query_range", "query=up&start=2&end=1&step=1"),
                List.of("query_range", "query=up"),
                List.of("series", ""),
                List.of("labels", "match[]=" + encoded("1")),
                List.of("label/{name}/values", "limit=-1"),
                List.of("metadata", "limit=x"),
                List.of("query_exemplars", ""),
                List.of("status/tsdb", "limit=x"),
                List.of("rules", "type=x"),
                List.of("format_query", "query=" + encoded("sum(")));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void answer_keepsToTheSchema(List<String> request) throws Exception {
        for (HttpResponse<String> answer : byGetAndPost(request)) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            check(answer, request.get(0), request.get(0), "200");
        }
    }

    @ParameterizedTest
    @MethodSource("wrongRequests")
    void error_keepsToTheSchema(List<String> request) throws Exception {
        for (HttpResponse<String> answer : byGetAndPost(request)) {
            assertThat(answer.statusCode()).as(answer.body()).isIn(400, 422);
            check(answer, "error", request.get(0), "default");
        }
    }

    @Test
    void limits_areKept() throws Exception {
        for (HttpResponse<String> answer :
                byGetAndPost(List.of("query", "query=" + encoded("{__name__=~\".+\"}") + "&limit=2"))) {
            JsonNode body = JSON.readTree(answer.body());
            assertThat(body.path("data").path("result").size()).isEqualTo(2);
            assertThat(body.path("warnings").toString()).contains("truncated due to limit");
        }
        for (HttpResponse<String> answer : byGetAndPost(List.of("status/tsdb", "limit=1"))) {
            assertThat(JSON.readTree(answer.body())
                            .path("data")
                            .path("seriesCountByMetricName")
                            .size())
                    .isEqualTo(1);
        }
    }

    @Test
    void stats_areThereOnlyWhenAskedFor() throws Exception {
        for (HttpResponse<String> answer : byGetAndPost(List.of("query", "query=work_total"))) {
            assertThat(answer.body()).doesNotContain("stats");
        }
        for (HttpResponse<String> answer : byGetAndPost(List.of("query", "query=work_total&stats=all"))) {
            JsonNode stats = JSON.readTree(answer.body()).path("data").path("stats");
            assertThat(stats.path("samples").path("peakSamples").asInt()).isPositive();
            JsonNode timings = stats.path("timings");
            assertThat(timings.path("evalTotalTime").asDouble()).isPositive();
            assertThat(timings.path("execTotalTime").asDouble())
                    .isGreaterThan(timings.path("evalTotalTime").asDouble());
        }
    }

    private static void check(HttpResponse<String> answer, String schema, String endpoint, String status)
            throws IOException {
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        ours.check(
                answer.body(),
                "#/$defs/" + schema.replace("/", "~1").replace("{", "%7B").replace("}", "%7D"));
        String file = System.getProperty("openapi.file");
        boolean isText =
                answer.body().contains("\"resultType\":\"string\""); // Prometheus' own answers break its schema there
        if (file != null && !isText) {
            Schemas theirs = new Schemas(new YAMLMapper().readTree(Path.of(file)));
            theirs.check(answer.body(), theirs.inOpenApi(endpoint, status));
        }
    }

    private static List<HttpResponse<String>> byGetAndPost(List<String> request) throws Exception {
        String path = "/api/v1/" + request.get(0).replace("{name}", "__name__");
        HttpRequest get = HttpRequest.newBuilder(
                        monitoring.uri().resolve(path + "?" + request.get(1).replace("[]", "%5B%5D")))
                .build();
        HttpRequest post = HttpRequest.newBuilder(monitoring.uri().resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(request.get(1)))
                .build();
        return List.of(CLIENT.send(get, BodyHandlers.ofString()), CLIENT.send(post, BodyHandlers.ofString()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}

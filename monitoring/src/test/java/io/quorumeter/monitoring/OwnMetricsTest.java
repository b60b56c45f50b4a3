package io.quorumeter.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.consensus.SdkVersion;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.history.HeadLimits;
import io.quorumeter.monitoring.own.MonitoringFamilies;
import io.quorumeter.testkit.metrics.Catalogue;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwnMetricsTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final MonitoringSystem monitoring;

    OwnMetricsTest() throws Exception {
        monitoring = MonitoringSystem.create(0)
                .metrics(Quorumeter.newCollector())
                .history(new HeadLimits(Duration.ofHours(1), 1 << 20, 30))
                .interval(Duration.ofMillis(20))
                .start();
        Awaitility.await().until(() -> monitoring.history().statistics().series() > 0);
    }

    @AfterEach
    void stop() {
        monitoring.close();
    }

    @Test
    void families_areThoseOfTheCatalogue() throws Exception {
        String page = get("/metrics");
        assertThat(Catalogue.rows(MonitoringFamilies.class))
                .hasSize(12)
                .allSatisfy(row -> assertThat(page).contains("# TYPE " + row.name() + " "));
        assertThat(page).contains("\nquorumeter_build_info{version=\"" + SdkVersion.VERSION + "\"} 1\n");
    }

    @Test
    void history_isMeasured() throws Exception {
        assertThat(value("history_series")).isEqualTo(30);
        assertThat(value("history_series_refused_total")).isPositive();
        assertThat(value("history_size_bytes")).isBetween(1_000.0, 1e6);
        Awaitility.await().until(() -> value("history_samples_appended_total") > 90);
        assertThat(value("history_append_seconds_count")).isGreaterThanOrEqualTo(3);
        assertThat(value("history_append_seconds_sum")).isPositive();
    }

    @Test
    void requests_areCountedByPathAndAnswer() throws Exception {
        get("/info");
        get("/nothing");
        get("/api/v1/labels");
        get("/api/v1/query?query=1");
        get("/api/v1/query?query=sum(");
        get("/api/v1/query_range?query=1");
        assertThat(value("http_requests_total{path=\"other\",result=\"ok\"}")).isEqualTo(1);
        assertThat(value("http_requests_total{path=\"other\",result=\"invalid\"}"))
                .isEqualTo(1);
        assertThat(value("http_requests_total{path=\"api\",result=\"ok\"}")).isEqualTo(1);
        assertThat(value("http_requests_total{path=\"query\",result=\"ok\"}")).isEqualTo(1);
        assertThat(value("http_requests_total{path=\"query\",result=\"invalid\"}"))
                .isEqualTo(1);
        assertThat(value("http_requests_total{path=\"query_range\",result=\"invalid\"}"))
                .isEqualTo(1);
        assertThat(value("http_requests_total{path=\"metrics\",result=\"ok\"}")).isEqualTo(6);
    }

    @Test
    void queries_areCountedByResult_andTimed() throws Exception {
        get("/api/v1/query?query=1");
        get("/api/v1/series");
        get("/api/v1/query?query=1&timeout=1ms&time=x");
        assertThat(value("queries_total{result=\"ok\"}")).isEqualTo(1);
        assertThat(value("queries_total{result=\"bad_data\"}")).isEqualTo(2);
        assertThat(value("queries_total{result=\"unavailable\"}")).isZero();
        assertThat(value("query_seconds_count")).isEqualTo(3);
    }

    @Test
    void streamClients_areCounted() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(monitoring.uri().resolve("/api/v1/stream?expr=1"))
                .build();
        try (InputStream stream =
                CLIENT.send(request, BodyHandlers.ofInputStream()).body()) {
            Awaitility.await().until(() -> value("stream_clients") == 1);
            assertThat(stream.read()).isPositive();
        }
        Awaitility.await().until(() -> value("stream_clients") == 0);
        assertThat(value("http_requests_total{path=\"stream\",result=\"ok\"}")).isEqualTo(1);
        assertThat(value("stream_events_dropped_total")).isZero();
    }

    @Test
    void streamEvents_thatAreNotRead_areCounted() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        monitoring.uri().resolve("/api/v1/stream?expr=%7B__name__%3D~%22.%2B%22%7D"))
                .build();
        try (InputStream unread =
                CLIENT.send(request, BodyHandlers.ofInputStream()).body()) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> value("stream_events_dropped_total") > 0);
            assertThat(unread).isNotNull();
        }
    }

    private double value(String series) throws Exception {
        String page = get("/metrics");
        Matcher line = Pattern.compile("(?m)^" + Pattern.quote("quorumeter_" + series) + " (\\S+)$")
                .matcher(page);
        assertThat(line.find()).as("%s in %s", series, page).isTrue();
        return Double.parseDouble(line.group(1));
    }

    private String get(String path) throws Exception {
        return CLIENT.send(
                        HttpRequest.newBuilder(monitoring.uri().resolve(path)).build(), BodyHandlers.ofString())
                .body();
    }
}

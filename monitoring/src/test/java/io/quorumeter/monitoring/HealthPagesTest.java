package io.quorumeter.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.Gauge;
import io.quorumeter.MetricsCollector;
import io.quorumeter.alerting.health.HealthJson;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.health.Health;
import io.quorumeter.health.HealthLevel;
import io.quorumeter.promql.limit.MemoryBudget;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Iterator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthPagesTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final Gauge syncing = metrics.gauge("hotstuff2_sync_in_progress").create();
    private final Gauge connected =
            metrics.gauge("hotstuff2_network_connected_power_ratio").create();
    private volatile Health database = Health.ok();
    private MonitoringSystem monitoring;

    @BeforeEach
    void start() throws IOException {
        connected.set(0.75);
        monitoring = MonitoringSystem.create(0)
                .metrics(metrics)
                .interval(Duration.ofMillis(20))
                .start();
        Awaitility.await().until(() -> get("/ready").statusCode() == 200);
    }

    @AfterEach
    void stop() {
        monitoring.close();
    }

    private HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(monitoring.uri().resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void health_showsWhatTheLastRoundOfChecksFound() throws InterruptedException {
        database = Health.failing("no connection").suggest("Start the database.");
        monitoring.health().register("database", () -> database);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> get("/health").statusCode() == 503);

        HttpResponse<String> json = get("/health");
        assertThat(json.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(HealthJson.readReport(json.body()).status().level()).isEqualTo(HealthLevel.FAILING);
        HttpResponse<String> text = get("/health", "Accept", "text/plain");
        assertThat(text.statusCode()).isEqualTo(503);
        assertThat(text.body().lines().map(line -> line.replaceAll("\\d+ s ago|\\d{4}-\\S+Z", "T")))
                .containsExactly(
                        "failing, score 0.00, checked T",
                        "failing: database: no connection, since T. Start the database.");
    }

    @Test
    void health_withoutChecks_saysThatNothingIsChecked() {
        Awaitility.await().until(() -> get("/health").statusCode() == 200);
        assertThat(get("/health", "Accept", "text/plain").body()).startsWith("nothing is checked");
    }

    @Test
    void ready_whileQueriesHaveAllTheirMemory_isKnown() {
        MemoryBudget ofQueries = monitoring.promql().memory();
        ofQueries.take(ofQueries.bytes());
        assertThat(get("/ready").body()).isEqualTo("ready\n");
    }

    @Test
    void live_whileTicksGoOn_isOk() {
        assertThat(get("/live").statusCode()).isEqualTo(200);
        assertThat(get("/live").body()).isEqualTo("live\n");
    }

    @Test
    void ready_replicaThatCatchesUpOrHasNoQuorum_saysWhyNot() {
        syncing.set(1);
        Awaitility.await().until(() -> get("/ready").statusCode() == 503);
        assertThat(get("/ready").body()).isEqualTo("the replica is catching up\n");

        syncing.set(0);
        connected.set(0.5);
        Awaitility.await().until(() -> get("/ready").body().contains("quorum"));
        assertThat(get("/ready").body()).isEqualTo("no quorum of the voting power is connected\n");

        connected.set(0.7501);
        Awaitility.await().until(() -> get("/ready").statusCode() == 200);
    }

    @Test
    void stream_sendsHealthAtOnce_andWhenItChanges() throws Exception {
        monitoring.health().register("database", () -> database);
        Awaitility.await().until(() -> get("/health").body().contains("database"));
        HttpRequest request = HttpRequest.newBuilder(monitoring.uri().resolve("/api/v1/stream?health=on"))
                .build();
        try (Stream<String> lines = CLIENT.send(request, BodyHandlers.ofLines()).body()) {
            Iterator<String> data =
                    lines.filter(line -> line.contains("\"database\"")).iterator();
            assertThat(data.next()).contains("\"level\" : \"healthy\"");
            database = Health.critical("no connection");
            assertThat(data.next()).contains("\"level\" : \"critical\"", "no connection");
        }
    }
}

package io.quorumeter.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.MetricsCollector;
import io.quorumeter.alerting.rule.ShortNames;
import io.quorumeter.consensus.PerformanceMetrics;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.promql.PromQl;
import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.model.Value;
import io.quorumeter.storage.FailureKind;
import io.quorumeter.storage.StorageMetrics;
import io.quorumeter.storage.StorageOperation;
import io.quorumeter.storage.StoreMetrics;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShortNamesTest {
    private static final Pattern FAMILY = Pattern.compile("hotstuff2_\\w+");

    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final StoreMetrics store = new StorageMetrics(metrics).store("blocks");
    private final PerformanceMetrics performance =
            new PerformanceMetrics(metrics, Protocol.basic().replicas(4).ownIndex(0));
    private MonitoringSystem monitoring;

    @BeforeEach
    void start() throws Exception {
        monitoring = MonitoringSystem.create(0)
                .metrics(metrics)
                .interval(Duration.ofMillis(20))
                .shortNames(ShortNames.STANDARD)
                .start();
        Awaitility.await().until(() -> holds("hotstuff2_performance_end_to_end_seconds_count"));
        for (int i = 0; i < 10; i++) {
            store.completed(StorageOperation.READ);
            performance.endToEnd(Duration.ofSeconds(2).toNanos());
        }
        store.failed(StorageOperation.READ, FailureKind.IO);
    }

    @AfterEach
    void stop() {
        monitoring.close();
    }

    private boolean holds(String condition) {
        return !vector(condition).samples().isEmpty();
    }

    private Value.Vector vector(String expression) {
        return (Value.Vector) monitoring
                .promql()
                .instant(
                        expression,
                        Instant.ofEpochMilli(monitoring.history().statistics().newestMillis()))
                .value();
    }

    private int status(String path) throws Exception {
        URI uri = monitoring.uri().resolve(path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream())
                .statusCode();
    }

    @Test
    void conditions_holdOnceTheirCauseIsRecorded() {
        for (String condition : List.of(
                "error_rate > 0.05",
                "error_rate > 5%",
                "avg_response_time > 1000ms",
                "avg(response_time) > 1.9s",
                "response_time_p95 > 1s",
                "disk_usage >= 0%",
                "cpu_usage <= 100% and memory_usage > 0%",
                "error_rate > 0.05 and avg_response_time > 1000ms")) {
            Awaitility.await(condition).until(() -> holds(condition));
        }
        for (String condition :
                List.of("error_rate > 20%", "avg_response_time > 3000ms", "disk_usage > 100%", "disk_usage > 4000%")) {
            assertThat(holds(condition)).as(condition).isFalse();
        }
    }

    @Test
    void api_andStream_understandThem() throws Exception {
        String condition = URLEncoder.encode("disk_usage > 90%", StandardCharsets.UTF_8);
        assertThat(status("/api/v1/query?query=" + condition)).isEqualTo(200);
        assertThat(status("/api/v1/stream?expr=" + condition)).isEqualTo(200);
        assertThat(status("/api/v1/stream?expr=" + condition + "%2B")).isEqualTo(400);
    }

    @Test
    void withoutThem_unitsAreErrors() throws Exception {
        try (var plain =
                MonitoringSystem.create(0).metrics(Quorumeter.newCollector()).start()) {
            PromQl promql = plain.promql();
            assertThatThrownBy(() -> promql.instant("disk_usage > 90%", Instant.EPOCH))
                    .isInstanceOf(PromQlException.class);
        }
    }

    @Test
    void names_areDocumented_andStandForFamiliesThatExist() throws Exception {
        String catalogue = Files.readString(Path.of("../docs/metrics.md"));
        String page = Files.readString(Path.of("../docs/monitoring.md"));
        assertThat(ShortNames.STANDARD).isNotEmpty().allSatisfy((name, expression) -> {
            assertThat(page).contains("| `" + name + "` | `" + expression + "` |");
            assertThat(FAMILY.matcher(expression).results())
                    .isNotEmpty()
                    .allSatisfy(family -> assertThat(catalogue)
                            .contains("`" + family.group().replaceFirst("_(sum|count|bucket)$", "") + "`"));
        });
    }
}

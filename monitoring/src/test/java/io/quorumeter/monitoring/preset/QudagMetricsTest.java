package io.quorumeter.monitoring.preset;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.monitoring.MonitoringSystem;
import io.quorumeter.promql.model.Value;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class QudagMetricsTest {
    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final QudagMetrics qudag = new QudagMetrics(metrics);

    /** Rules are evaluated at the first tick, and every 30 seconds. */
    private MonitoringSystem start() throws IOException {
        return MonitoringSystem.create(0)
                .metrics(metrics)
                .interval(Duration.ofMillis(20))
                .preset(Preset.QUDAG)
                .start();
    }

    private static boolean holds(MonitoringSystem monitoring, String expression) {
        Instant newest = Instant.ofEpochMilli(monitoring.history().statistics().newestMillis());
        Value value = monitoring.promql().instant(expression, newest).value();
        return !((Value.Vector) value).samples().isEmpty();
    }

    @Test
    void helpers_haveQudagsNamesAndLabels_onThePage() throws Exception {
        try (MonitoringSystem monitoring = start()) {
            qudag.recordChunkProcessed("n", "block", 0.7);
            qudag.recordChunkingTime("n", 1024, Duration.ofMillis(1));
            qudag.recordChunkingTime("n", 1025, Duration.ofMillis(1));
            qudag.recordChunkingTime("n", 102_401, Duration.ofMillis(1));
            qudag.recordConnectionPoolHit("n", "peer");
            qudag.recordConnectionPoolMiss("n", "peer", Duration.ofMillis(2));
            qudag.updateActiveConnections("n", "peer", "idle", 3);
            qudag.recordCacheHit("n", "signature");
            qudag.recordCacheMiss("n", "signature");
            qudag.updateCacheMemory("n", "blocks", 4096);
            qudag.recordCacheEviction("n", "blocks", "full");
            qudag.recordTaskCreated("s", "scan", "high");
            qudag.recordTaskCompleted("s", "scan", "ok", Duration.ofSeconds(100));
            qudag.updateAgentUtilization("s", "a", "worker", 0.5);
            qudag.updateQueueDepth("s", "main", "high", 7);
            qudag.recordMessage("n", "vote", "inbound");
            qudag.recordError("n", "dag", "timeout");
            qudag.updateSystemMetrics("n", 50, 100, 0.25);

            HttpRequest scrape =
                    HttpRequest.newBuilder(monitoring.uri().resolve("/metrics")).build();
            String page = HttpClient.newHttpClient()
                    .send(scrape, BodyHandlers.ofString())
                    .body();
            assertThat(page.lines())
                    .contains(
                            "qudag_chunks_processed_total{message_type=\"block\",node_id=\"n\"} 1",
                            "qudag_compression_ratio{compression_type=\"zstd\",node_id=\"n\"} 0.7",
                            "qudag_chunking_duration_seconds_count{message_size_bucket=\"small\",node_id=\"n\"} 1",
                            "qudag_chunking_duration_seconds_count{message_size_bucket=\"medium\",node_id=\"n\"} 1",
                            "qudag_chunking_duration_seconds_count{message_size_bucket=\"xlarge\",node_id=\"n\"} 1",
                            "qudag_connection_pool_hits_total{node_id=\"n\",pool_type=\"peer\"} 1",
                            "qudag_connection_pool_misses_total{node_id=\"n\",pool_type=\"peer\"} 1",
                            "qudag_connection_wait_time_seconds_count{node_id=\"n\",pool_type=\"peer\"} 1",
                            "qudag_active_connections{node_id=\"n\",pool_type=\"peer\",state=\"idle\"} 3",
                            "qudag_validation_cache_hits_total{node_id=\"n\",validation_type=\"signature\"} 1",
                            "qudag_validation_cache_misses_total{node_id=\"n\",validation_type=\"signature\"} 1",
                            "qudag_cache_memory_bytes{cache_type=\"blocks\",node_id=\"n\"} 4096",
                            "qudag_cache_evictions_total{cache_type=\"blocks\",node_id=\"n\",reason=\"full\"} 1",
                            "qudag_swarm_tasks_created_total{priority=\"high\",swarm_id=\"s\",task_type=\"scan\"} 1",
                            "qudag_swarm_tasks_completed_total{status=\"ok\",swarm_id=\"s\",task_type=\"scan\"} 1",
                            "qudag_swarm_task_latency_seconds_bucket{swarm_id=\"s\",task_type=\"scan\",le=\"90.0\"} 0",
                            "qudag_swarm_task_latency_seconds_bucket{swarm_id=\"s\",task_type=\"scan\",le=\"120.0\"} 1",
                            "qudag_agent_utilization_ratio{agent_id=\"a\",agent_type=\"worker\",swarm_id=\"s\"} 0.5",
                            "qudag_swarm_queue_depth{priority=\"high\",queue_type=\"main\",swarm_id=\"s\"} 7",
                            "qudag_message_throughput_total{direction=\"inbound\",message_type=\"vote\",node_id=\"n\"} 1",
                            "qudag_errors_total{component=\"dag\",error_type=\"timeout\",node_id=\"n\"} 1",
                            "qudag_system_memory_bytes{memory_type=\"used\",node_id=\"n\"} 50",
                            "qudag_system_memory_bytes{memory_type=\"total\",node_id=\"n\"} 100",
                            "qudag_cpu_usage_ratio{cpu_core=\"average\",node_id=\"n\"} 0.25");
        }
    }

    @Test
    void rules_seeTheMetrics_andAlertsWait() throws IOException {
        qudag.updateSystemMetrics("n", 95, 100, 0.25);
        try (MonitoringSystem monitoring = start()) {
            qudag.recordTaskCompleted("s", "scan", "ok", Duration.ofMillis(1));
            Awaitility.await()
                    .until(() -> holds(monitoring, "qudag_swarm_task_latency_seconds_count{task_type=\"scan\"}"));
            qudag.recordTaskCompleted("s", "scan", "ok", Duration.ofSeconds(100));

            Awaitility.await()
                    .until(() -> holds(
                            monitoring,
                            "ALERTS{alertname=\"HighMemoryUsage\", alertstate=\"pending\", node_id=\"n\"}"));
            assertThat(holds(monitoring, "ALERTS{alertname=\"HighCPUUsage\"}")).isFalse();
            assertThat(holds(monitoring, "qudag_cpu_usage_percent{node_id=\"n\", cpu_core=\"average\"} == 25"))
                    .isTrue();
            Awaitility.await()
                    .until(() -> holds(
                            monitoring,
                            "histogram_quantile(0.95, rate(qudag_swarm_task_latency_seconds_bucket[5m])) > 60"));
        }
    }
}

package io.quorumeter.monitoring.preset;

import io.quorumeter.Bounds;
import io.quorumeter.Labels;
import io.quorumeter.MetricsCollector;
import java.time.Duration;
import java.util.Objects;

/**
 * QuDAG's metrics under its own names, for the rules of {@link Preset#QUDAG} and the dashboards that QuDAG has. Each call finds its series
 * by its labels, as calls by name of {@link MetricsCollector} do, and never throws. Families have base units, so the processor is recorded as {@code qudag_cpu_usage_ratio}; the
 * preset's rules make {@code qudag_cpu_usage_percent} of it. Past the collector's limits of series further texts
 * share one. Safe from any thread.
 */
public final class QudagMetrics {
    /** From a tenth of a millisecond to two minutes: a quantile of task latencies has to reach the thresholds of 30 and 60 seconds. */
    private static final Bounds SECONDS = Bounds.of(
            0.000_1, 0.000_5, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 20, 30, 45, 60, 90,
            120);

    private static final String OTHER = "other";

    private final MetricsCollector metrics;

    /**
     * Declares the families that have bounds of their own.
     *
     * @param metrics where all families are
     * @throws io.quorumeter.MetricDeclarationException when one is there and contradicts this
     */
    public QudagMetrics(MetricsCollector metrics) {
        this.metrics = Objects.requireNonNull(metrics, "metrics");
        declare("qudag_chunking_duration_seconds", "node_id", "message_size_bucket");
        declare("qudag_connection_wait_time_seconds", "node_id", "pool_type");
        declare("qudag_swarm_task_latency_seconds", "swarm_id", "task_type");
    }

    private void declare(String name, String first, String second) {
        metrics.histogram(name)
                .bounds(SECONDS)
                .with(first, OTHER)
                .with(second, OTHER)
                .create();
    }

    /**
     * Counts a chunk, and sets how far it was compressed.
     *
     * @param node the node
     * @param type the kind of message
     * @param ratio the compressed size by the plain one, 0 to 1
     */
    public void recordChunkProcessed(String node, String type, double ratio) {
        metrics.incrementCounter("qudag_chunks_processed_total", Labels.of("node_id", node, "message_type", type));
        metrics.setGauge("qudag_compression_ratio", ratio, Labels.of("node_id", node, "compression_type", "zstd"));
    }

    /**
     * Records how long a message takes to be cut into chunks.
     *
     * @param node the node
     * @param bytes how long the message is
     * @param took how long that took
     */
    public void recordChunkingTime(String node, long bytes, Duration took) {
        metrics.recordHistogram(
                "qudag_chunking_duration_seconds",
                seconds(took),
                Labels.of("node_id", node, "message_size_bucket", bucket(bytes)));
    }

    /**
     * Counts a request that found a free connection.
     *
     * @param node the node
     * @param pool the kind of pool
     */
    public void recordConnectionPoolHit(String node, String pool) {
        metrics.incrementCounter("qudag_connection_pool_hits_total", Labels.of("node_id", node, "pool_type", pool));
    }

    /**
     * Counts a request that found no free connection.
     *
     * @param node the node
     * @param pool the kind of pool
     * @param waited how long the caller waited
     */
    public void recordConnectionPoolMiss(String node, String pool, Duration waited) {
        metrics.incrementCounter("qudag_connection_pool_misses_total", Labels.of("node_id", node, "pool_type", pool));
        metrics.recordHistogram(
                "qudag_connection_wait_time_seconds", seconds(waited), Labels.of("node_id", node, "pool_type", pool));
    }

    /**
     * Sets how many connections are in a state.
     *
     * @param node the node
     * @param pool the kind of pool
     * @param state such as {@code idle}
     * @param count how many there are
     */
    public void updateActiveConnections(String node, String pool, String state, long count) {
        metrics.setGauge(
                "qudag_active_connections",
                (double) count,
                Labels.of("node_id", node, "pool_type", pool, "state", state));
    }

    /**
     * Counts a validation that was in the cache.
     *
     * @param node the node
     * @param validation what is validated
     */
    public void recordCacheHit(String node, String validation) {
        metrics.incrementCounter(
                "qudag_validation_cache_hits_total", Labels.of("node_id", node, "validation_type", validation));
    }

    /**
     * Counts a validation that was not in the cache.
     *
     * @param node the node
     * @param validation what is validated
     */
    public void recordCacheMiss(String node, String validation) {
        metrics.incrementCounter(
                "qudag_validation_cache_misses_total", Labels.of("node_id", node, "validation_type", validation));
    }

    /**
     * Sets how much memory a cache takes.
     *
     * @param node the node
     * @param cache the kind of cache
     * @param size in bytes
     */
    public void updateCacheMemory(String node, String cache, long size) {
        metrics.setGauge("qudag_cache_memory_bytes", (double) size, Labels.of("node_id", node, "cache_type", cache));
    }

    /**
     * Counts an entry that a cache evicted.
     *
     * @param node the node
     * @param cache the kind of cache
     * @param reason why
     */
    public void recordCacheEviction(String node, String cache, String reason) {
        metrics.incrementCounter(
                "qudag_cache_evictions_total", Labels.of("node_id", node, "cache_type", cache, "reason", reason));
    }

    /**
     * Counts a task that was created.
     *
     * @param swarm the swarm
     * @param task the kind of task
     * @param priority the priority
     */
    public void recordTaskCreated(String swarm, String task, String priority) {
        metrics.incrementCounter(
                "qudag_swarm_tasks_created_total",
                Labels.of("swarm_id", swarm, "task_type", task, "priority", priority));
    }

    /**
     * Counts a task that ended, and records its latency.
     *
     * @param swarm the swarm
     * @param task the kind of task
     * @param status how it ended
     * @param took how long that took
     */
    public void recordTaskCompleted(String swarm, String task, String status, Duration took) {
        metrics.incrementCounter(
                "qudag_swarm_tasks_completed_total", Labels.of("swarm_id", swarm, "task_type", task, "status", status));
        metrics.recordHistogram(
                "qudag_swarm_task_latency_seconds", seconds(took), Labels.of("swarm_id", swarm, "task_type", task));
    }

    /**
     * Sets how busy an agent is.
     *
     * @param swarm the swarm
     * @param agent the agent
     * @param agentType the kind of agent
     * @param share the share of time that it works, 0 to 1
     */
    public void updateAgentUtilization(String swarm, String agent, String agentType, double share) {
        metrics.setGauge(
                "qudag_agent_utilization_ratio",
                share,
                Labels.of("swarm_id", swarm, "agent_id", agent, "agent_type", agentType));
    }

    /**
     * Sets how many tasks wait.
     *
     * @param swarm the swarm
     * @param queue the kind of queue
     * @param priority the priority
     * @param depth how many tasks wait
     */
    public void updateQueueDepth(String swarm, String queue, String priority, long depth) {
        metrics.setGauge(
                "qudag_swarm_queue_depth",
                (double) depth,
                Labels.of("swarm_id", swarm, "queue_type", queue, "priority", priority));
    }

    /**
     * Counts a message.
     *
     * @param node the node
     * @param type the kind of message
     * @param direction such as {@code inbound}
     */
    public void recordMessage(String node, String type, String direction) {
        metrics.incrementCounter(
                "qudag_message_throughput_total",
                Labels.of("node_id", node, "message_type", type, "direction", direction));
    }

    /**
     * Counts an error.
     *
     * @param node the node
     * @param component the part of the node
     * @param error the kind of error
     */
    public void recordError(String node, String component, String error) {
        metrics.incrementCounter(
                "qudag_errors_total", Labels.of("node_id", node, "component", component, "error_type", error));
    }

    /**
     * Sets the use of memory and processor.
     *
     * @param node the node
     * @param used memory in use, in bytes
     * @param total memory that there is, in bytes
     * @param cpu the share of time that the processor is busy, 0 to 1
     */
    public void updateSystemMetrics(String node, long used, long total, double cpu) {
        metrics.setGauge("qudag_system_memory_bytes", (double) used, Labels.of("node_id", node, "memory_type", "used"));
        metrics.setGauge(
                "qudag_system_memory_bytes", (double) total, Labels.of("node_id", node, "memory_type", "total"));
        metrics.setGauge("qudag_cpu_usage_ratio", cpu, Labels.of("node_id", node, "cpu_core", "average"));
    }

    private static String bucket(long bytes) {
        return bytes <= 1 << 10 ? "small" : bytes <= 10 << 10 ? "medium" : bytes <= 100 << 10 ? "large" : "xlarge";
    }

    private static double seconds(Duration time) {
        return time.getSeconds() + time.getNano() / 1e9;
    }
}

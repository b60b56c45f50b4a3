package io.quorumeter.alerting.rule;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Short names for what a node is asked most often, for {@link io.quorumeter.promql.PromQl#withExtensions} and conditions of rules.
 */
public final class ShortNames {
    /** The names of {@code docs/monitoring.md}, each with its expression. */
    public static final Map<String, String> STANDARD = standard();

    private static final String END_TO_END = "hotstuff2_performance_end_to_end_seconds";

    private ShortNames() {}

    private static Map<String, String> standard() {
        Map<String, String> names = new TreeMap<>();
        names.put("error_rate", errorRate());
        names.put("response_time", mean(END_TO_END));
        names.put("avg_response_time", mean(END_TO_END));
        names.put("response_time_p95", quantile("0.95", END_TO_END));
        names.put("commit_latency_p99", quantile("0.99", "hotstuff2_consensus_block_commit_latency_seconds"));
        names.put("cpu_usage", "hotstuff2_performance_cpu_usage_ratio{scope=\"machine\"}");
        names.put("memory_usage", "hotstuff2_performance_memory_usage_ratio{scope=\"machine\"}");
        names.put("disk_usage", "hotstuff2_performance_disk_usage_ratio");
        names.put("network_bandwidth", "sum(hotstuff2_performance_network_bandwidth_bytes_per_second)");
        names.put("transaction_throughput", "hotstuff2_performance_transaction_throughput");
        names.put(
                "message_throughput",
                "sum(rate(hotstuff2_network_messages_sent_total[5m]))"
                        + " + sum(rate(hotstuff2_network_messages_received_total[5m]))");
        names.put("block_throughput", "hotstuff2_performance_block_throughput");
        names.put("consensus_throughput", "hotstuff2_performance_consensus_throughput");
        names.put("consensus_efficiency", "hotstuff2_performance_consensus_efficiency_ratio");
        names.put("network_efficiency", "hotstuff2_network_efficiency_ratio");
        names.put("storage_efficiency", "hotstuff2_storage_efficiency_ratio");
        names.put("peer_count", "sum(hotstuff2_network_peers)");
        return Collections.unmodifiableMap(names);
    }

    private static String errorRate() {
        String storage = "hotstuff2_storage_operations_total";
        String state = "hotstuff2_state_transitions_total";
        return "sum(rate(" + storage + "{result=\"error\"}[5m]) or rate(" + state
                + "{result=\"failed\"}[5m])) / sum(rate(" + storage + "[5m]) or rate(" + state + "[5m]))";
    }

    private static String mean(String timer) {
        return "sum(rate(" + timer + "_sum[5m])) / sum(rate(" + timer + "_count[5m]))";
    }

    private static String quantile(String which, String timer) {
        return "histogram_quantile(" + which + ", sum by (le) (rate(" + timer + "_bucket[5m])))";
    }
}

package io.quorumeter.examples.demo;

import io.quorumeter.MetricsCollector;
import io.quorumeter.examples.demo.ReplicaStatus.Latency;
import io.quorumeter.snapshot.Distribution;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a replica's status out of its metrics. Not thread-safe: it remembers what it read the last time. */
final class StatusReader {

    private final MetricsCollector metrics;
    private @Nullable Distribution before;

    StatusReader(MetricsCollector metrics) {
        this.metrics = metrics;
    }

    /** Reads it, and adds what metrics do not tell. */
    ReplicaStatus read(boolean halted, long misdeeds) {
        MetricsSnapshot snapshot = metrics.snapshot();
        Distribution latency = snapshot.distribution("hotstuff2_consensus_block_commit_latency_seconds")
                .orElse(null);
        ReplicaStatus status = new ReplicaStatus(
                (long) snapshot.total("hotstuff2_consensus_current_view"),
                (long) snapshot.total("hotstuff2_consensus_committed_height"),
                (long) snapshot.total("hotstuff2_consensus_transactions_committed_total"),
                (long) snapshot.total("hotstuff2_consensus_local_timeouts_total"),
                latency == null ? Latency.NONE : since(before, latency),
                latency == null ? Latency.NONE : new Latency(latency.quantile(0.5), latency.quantile(0.99)),
                halted,
                misdeeds);
        before = latency;
        return status;
    }

    /** The latency of what came between two readings: the difference of their buckets. */
    private static Latency since(@Nullable Distribution before, Distribution now) {
        Map<Double, Long> seen = new HashMap<>();
        if (before != null) {
            before.forEachBucket((lower, upper, count) -> seen.put(lower, count));
        }
        long total = now.count() - (before == null ? 0 : before.count());
        return total <= 0
                ? Latency.NONE
                : new Latency(quantile(now, seen, total, 0.5), quantile(now, seen, total, 0.99));
    }

    private static double quantile(Distribution now, Map<Double, Long> seen, long total, double q) {
        long rank = Math.max(1, (long) Math.ceil(q * total));
        double[] found = {Double.NaN};
        long[] passed = {0};
        now.forEachBucket((lower, upper, count) -> {
            passed[0] += count - seen.getOrDefault(lower, 0L);
            if (Double.isNaN(found[0]) && passed[0] >= rank) {
                found[0] = (lower + upper) / 2;
            }
        });
        return found[0];
    }
}

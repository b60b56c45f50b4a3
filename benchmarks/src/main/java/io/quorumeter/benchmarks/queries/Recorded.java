package io.quorumeter.benchmarks.queries;

import io.quorumeter.history.Head;
import io.quorumeter.history.HeadLimits;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Series;
import java.time.Duration;
import java.util.List;

/** Somewhat more than an hour of a small network, a tick a second. */
final class Recorded {
    /** A time at which a block of Prometheus begins, so that it needs only one. */
    static final long START_MILLIS = 1_700_006_400_000L;

    static final long END_MILLIS = START_MILLIS + Duration.ofMinutes(66).toMillis();

    private static final int REPLICAS = 7;

    private Recorded() {}

    static Head hour() {
        Recording recording = new Recording(
                REPLICAS,
                Duration.ofMillis(50),
                "quorumeter_*",
                "hotstuff2_sync_*",
                "hotstuff2_storage_operation*",
                "hotstuff2_consensus_view_change*",
                "hotstuff2_consensus_block_stage*",
                "hotstuff2_consensus_proposal_*",
                "hotstuff2_consensus_vote_*",
                "hotstuff2_network_message_size_bytes");
        Head head = new Head(HeadLimits.DEFAULT);
        for (long millis = START_MILLIS; millis <= END_MILLIS; millis += 1_000) {
            long at = millis;
            recording.run(Duration.ofSeconds(1));
            recording.collector().read(snapshot -> {
                head.append(snapshot, at);
                return null;
            });
        }
        return head;
    }

    static List<Labels> labels(Head head) {
        return head.select(List.of(), START_MILLIS, END_MILLIS).stream()
                .map(Series::labels)
                .toList();
    }
}

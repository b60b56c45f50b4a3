package io.quorumeter.examples.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.quorumeter.snapshot.Distribution;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real replica measures of itself: over loopback, with a store on disk. */
class MeasuredNodeTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void messagesVotesAndWrites_areTimedEachOnce() throws Exception {
        try (TestNetwork network = new TestNetwork(folder).start()) {
            await().atMost(LIMIT).until(() -> total(network.metrics(0), "hotstuff2_consensus_committed_height") >= 5);
            MetricsSnapshot node = network.metrics(0);
            for (String phase : new String[] {"vote", "vote2"}) {
                Distribution processing =
                        distribution(node, "hotstuff2_consensus_vote_processing_seconds", "phase", phase);
                assertThat(processing.count())
                        .as(phase)
                        .isPositive()
                        .isEqualTo(distribution(node, "hotstuff2_network_message_processing_seconds", "type", phase)
                                .count());
                assertThat(processing.count()).isLessThanOrEqualTo((long)
                        node.value("hotstuff2_network_messages_received_total", "type", phase)
                                .orElseThrow());
                assertThat(processing.sum()).isPositive();
            }
            Distribution writes =
                    distribution(node, "hotstuff2_storage_operation_seconds", "operation", "write", "store", "replica");
            assertThat(writes.count())
                    .isPositive()
                    .isCloseTo(
                            (long) node.value(
                                            "hotstuff2_storage_operations_total",
                                            "operation",
                                            "write",
                                            "result",
                                            "ok",
                                            "store",
                                            "replica")
                                    .orElseThrow(),
                            within(1L));
            assertThat(node.value("hotstuff2_storage_written_bytes_total", "store", "replica")
                            .orElseThrow())
                    .isGreaterThan((double) writes.count());
        }
    }

    @Test
    void stagesOfABlock_takeTime_andNoTimeIsRefused() throws Exception {
        try (TestNetwork network = new TestNetwork(folder).start()) {
            await().atMost(LIMIT).until(() -> total(network.metrics(0), "hotstuff2_consensus_committed_height") >= 8);
            MetricsSnapshot node = await().atMost(LIMIT)
                    .until(
                            () -> network.metrics(0),
                            now -> stage(now, "committed").count()
                                    == stage(now, "double_certified").count());
            assertThat(distribution(node, "hotstuff2_consensus_proposal_validation_seconds")
                            .sum())
                    .isPositive();
            assertThat(stage(node, "validated").sum()).isPositive();
            assertThat(stage(node, "voted").sum())
                    .isGreaterThan(stage(node, "validated").sum());
            assertThat(stage(node, "committed").sum())
                    .isGreaterThan(stage(node, "double_certified").sum());
            for (int i = 0; i < TestNetwork.REPLICAS; i++) {
                assertThat(network.metrics(i).family("quorumeter_invalid_observations_total"))
                        .isEmpty();
            }
        }
    }

    private static Distribution stage(MetricsSnapshot node, String stage) {
        return distribution(node, "hotstuff2_consensus_block_stage_seconds", "stage", stage);
    }

    @Test
    void connectionsThatFail_areCounted() throws Exception {
        try (TestNetwork network = new TestNetwork(folder).start()) {
            await().atMost(LIMIT).until(() -> total(network.metrics(0), "hotstuff2_network_peers") >= 6);
            double before = total(network.metrics(0), "hotstuff2_network_connection_failures_total");
            network.crash(3);
            await().atMost(LIMIT)
                    .until(() -> total(network.metrics(0), "hotstuff2_network_connection_failures_total") > before);
        }
    }

    private static Distribution distribution(MetricsSnapshot node, String family, String... labels) {
        return node.distribution(family, labels).orElseThrow();
    }

    private static double total(MetricsSnapshot node, String family) {
        return node.total(family);
    }
}

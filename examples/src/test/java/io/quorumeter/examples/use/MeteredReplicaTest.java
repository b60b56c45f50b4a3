package io.quorumeter.examples.use;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.examples.use.MeteredReplica.Refusal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The whole class of the page on instrumenting. */
class MeteredReplicaTest {
    private static final int ANY_PORT = 0;

    @Test
    void whatTheReplicaReports_isScraped() throws Exception {
        try (MeteredReplica replica = new MeteredReplica(4, 0, ANY_PORT)) {
            int slot = replica.connected("replica-2");
            replica.viewEntered(7, 6, 3);
            replica.voteReceived(slot, 2, 7, new byte[32], 6);
            replica.voteMissed(3);
            replica.transactionRefused(Refusal.POOL_FULL);
            replica.committed(1, new byte[32], new byte[0], 7, 400, 5_000);
            String page = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(replica.endpoint().uri()).build(), BodyHandlers.ofString())
                    .body();
            assertThat(page)
                    .contains("hotstuff2_consensus_current_view 7\n")
                    .contains("hotstuff2_consensus_committed_height 1\n")
                    .contains("hotstuff2_consensus_commit_batch_blocks_sum 1\n")
                    .contains("hotstuff2_consensus_commit_view_gap_sum 0\n")
                    .contains("votes_missing_total{validator=\"3\"} 1\n")
                    .contains("received_total{peer=\"replica-2\"} 1\n")
                    .contains("transactions_refused_total{reason=\"pool_full\"} 1\n")
                    .contains("batch_size_bytes_bucket{le=\"10000.0\"} 1\n");
            replica.disconnected(slot);
        }
    }

    @Test
    void page_showsTheClassAsItIs() throws Exception {
        String source = Files.readString(
                Path.of("src", "test", "java", "io", "quorumeter", "examples", "use", "MeteredReplica.java"));
        String shown = source.substring(source.indexOf("import "));
        assertThat(Files.readString(Path.of("..", "docs", "instrumenting.md"))).contains("```java\n" + shown + "```");
    }
}

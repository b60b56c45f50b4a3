package io.quorumeter.examples.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody on the wire alters what a replica says. */
class TamperedVoteTest {

    private static final int VOTE = 17;
    private static final int VOTE2 = 19;

    @TempDir
    Path temp;

    private static double refused(TestNetwork network, int replica, String phase) {
        return network.metrics(replica)
                .value("hotstuff2_consensus_votes_received_total", "phase", phase, "result", "invalid_signature")
                .orElseThrow();
    }

    /** The signature is the last thing in a vote. */
    private static byte[] flipLastBit(byte[] body) {
        byte[] flipped = body.clone();
        flipped[body.length - 1] ^= 1;
        return flipped;
    }

    private static void assertGoesOn(TestNetwork network) {
        long height = network.height(0);
        await().atMost(Duration.ofSeconds(60)).until(() -> network.height(0) >= height + 10);
    }

    @Test
    void vote_withAFlippedBit_isRefusedAndCounted_andTheOthersCommitWithoutIt() throws Exception {
        try (TestNetwork network = new TestNetwork(temp).start()) {
            assertGoesOn(network);
            assertThat(refused(network, 0, "vote")).isZero();
            assertThat(refused(network, 0, "vote2")).isZero();
            network.filter((from, to, kind, body) ->
                    from == 3 && to == 0 && (kind == VOTE || kind == VOTE2) ? flipLastBit(body) : body);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> refused(network, 0, "vote") > 0 && refused(network, 0, "vote2") > 0);
            assertGoesOn(network);
            assertThat(refused(network, 1, "vote"))
                    .as("replica 1 got them as they were sent")
                    .isZero();
        }
    }

    @Test
    void vote_inTheNameOfAnother_hangsUpOnWhoSentIt() throws Exception {
        try (TestNetwork network = new TestNetwork(temp).start()) {
            assertGoesOn(network);
            // The sender stands behind the byte for the type of the message.
            network.filter((from, to, kind, body) -> {
                if (from == 3 && to == 0 && kind == VOTE) {
                    byte[] forged = body.clone();
                    forged[4] = 2;
                    return forged;
                }
                return body;
            });
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> network.metrics(0)
                                    .value(
                                            "hotstuff2_network_messages_dropped_total",
                                            "direction",
                                            "receive",
                                            "reason",
                                            "malformed")
                                    .orElseThrow()
                            > 0);
            assertGoesOn(network);
        }
    }
}

package io.quorumeter.examples.node;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quorumeter.consensus.VotePhase;
import io.quorumeter.examples.node.WireTap.Passed;
import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.testkit.hotstuff2.MalformedMessageException;
import io.quorumeter.testkit.hotstuff2.Message;
import io.quorumeter.testkit.hotstuff2.MessageCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the metrics say was on the wire, against a log of the wire that shares no code with them. */
class WireReconciliationTest {

    /** The byte of each kind of frame, as a protocol analyser would know it, and how it is counted. */
    private static final Map<Integer, String> TYPES = Map.ofEntries(
            Map.entry(1, "other"),
            Map.entry(2, "other"),
            Map.entry(3, "other"),
            Map.entry(4, "other"),
            Map.entry(5, "heartbeat"),
            Map.entry(6, "heartbeat"),
            Map.entry(7, "mempool"),
            Map.entry(16, "propose"),
            Map.entry(17, "vote"),
            Map.entry(18, "prepare"),
            Map.entry(19, "vote2"),
            Map.entry(20, "status"),
            Map.entry(21, "wish"),
            Map.entry(22, "tc"),
            Map.entry(23, "sync"),
            Map.entry(24, "sync"));

    @TempDir
    Path temp;

    @Test
    void metrics_ofARunWithLoss_equalTheLogOfTheWire() throws Exception {
        try (TestNetwork network = new TestNetwork(temp).start()) {
            await().atMost(Duration.ofSeconds(60)).until(() -> network.height(0) >= 20);
            // Some loss, so that there are time-outs, status messages and repeats among what is counted.
            network.filter((from, to, kind, body) -> kind == 18 && from == 1 ? null : body);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> network.metrics(0).total("hotstuff2_consensus_local_timeouts_total") >= 2);
            // Then nothing arrives any more, so that all that did is accounted for.
            network.filter((from, to, kind, body) -> null);
            for (int i = 0; i < TestNetwork.REPLICAS; i++) {
                int replica = i;
                await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertReconciled(network, replica));
            }
        }
    }

    private static void assertReconciled(TestNetwork network, int replica) {
        MetricsSnapshot metrics = network.metrics(replica);
        List<Passed> log = network.log();
        Predicate<Passed> sent = frame -> frame.from() == replica;
        Predicate<Passed> received = frame -> frame.to() == replica && frame.delivered();
        assertThat(byType(metrics, "messages_sent_total")).isEqualTo(byType(log, sent, frame -> 1));
        assertThat(byType(metrics, "sent_bytes_total")).isEqualTo(byType(log, sent, Passed::bytes));
        assertThat(byType(metrics, "messages_received_total")).isEqualTo(byType(log, received, frame -> 1));
        assertThat(byType(metrics, "received_bytes_total")).isEqualTo(byType(log, received, Passed::bytes));
        for (VotePhase phase : VotePhase.values()) {
            assertVotes(metrics, log, replica, phase);
        }
    }

    /** Each vote that arrived is counted once with some result, and so is each that a leader gave to itself without a wire. */
    private static void assertVotes(MetricsSnapshot metrics, List<Passed> log, int replica, VotePhase phase) {
        int kind = phase == VotePhase.VOTE ? 17 : 19;
        long arrived = log.stream()
                .filter(frame -> frame.kind() == kind && frame.to() == replica && frame.delivered())
                .count();
        long viewsVotedOnTheWire = log.stream()
                .filter(frame -> frame.kind() == kind && frame.from() == replica)
                .mapToLong(WireReconciliationTest::view)
                .distinct()
                .count();
        double cast = sum(metrics, "hotstuff2_consensus_votes_sent_total", phase);
        double toItself = cast - viewsVotedOnTheWire;
        assertThat(sum(metrics, "hotstuff2_consensus_votes_received_total", phase))
                .isEqualTo(arrived + toItself);
    }

    private static long view(Passed vote) {
        try {
            return ((Message.Vote) MessageCodec.decode(vote.body().duplicate())).view();
        } catch (MalformedMessageException e) {
            throw new AssertionError(e);
        }
    }

    private static double sum(MetricsSnapshot metrics, String family, VotePhase phase) {
        String label = phase == VotePhase.VOTE ? "vote" : "vote2";
        var found = metrics.family(family).orElseThrow();
        return IntStream.range(0, found.size())
                .filter(i -> label.equals(found.labels(i).get("phase")))
                .mapToDouble(found::value)
                .sum();
    }

    private static Map<String, Long> byType(MetricsSnapshot metrics, String family) {
        var found = metrics.family("hotstuff2_network_" + family).orElseThrow();
        return IntStream.range(0, found.size())
                .filter(i -> found.value(i) > 0)
                .boxed()
                .collect(groupingBy(
                        i -> String.valueOf(found.labels(i).get("type")), summingLong(i -> (long) found.value(i))));
    }

    private static Map<String, Long> byType(List<Passed> log, Predicate<Passed> which, ToLongFunction<Passed> what) {
        return log.stream()
                .filter(which)
                .collect(groupingBy(frame -> String.valueOf(TYPES.get(frame.kind())), summingLong(what)));
    }
}

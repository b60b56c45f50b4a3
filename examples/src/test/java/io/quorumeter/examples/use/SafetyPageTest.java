package io.quorumeter.examples.use;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.UnixClock;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.consensus.safety.ClusterObserver;
import io.quorumeter.consensus.safety.EvidenceLog;
import io.quorumeter.consensus.safety.ObservationDigest;
import io.quorumeter.consensus.safety.SafetyEvent;
import io.quorumeter.consensus.safety.SafetyOptions;
import io.quorumeter.core.Quorumeter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the page on safety. */
class SafetyPageTest {
    private record Messages(byte mark) {
        byte[] signedBytes(long ref) {
            return new byte[] {mark, mark, (byte) ref};
        }
    }

    private final Protocol protocol = Protocol.basic().replicas(4).ownIndex(0);
    private final MetricsCollector metrics = Quorumeter.newCollector();

    @Test
    void doubleVote_isInTheLog_withWhatWasSigned(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("evidence.log");
        Messages messages = new Messages((byte) 0x5a);
        // shown: evidence
        HotStuff2Events events = HotStuff2Events.on(
                metrics,
                protocol,
                UnixClock.of(metrics),
                SafetyOptions.standard().evidenceSource(messages::signedBytes)); // the bytes behind the references
        EvidenceLog log = EvidenceLog.open(file).countedBy(metrics); // 1,000 records, or open(file, limit)
        metrics.events().subscribe(SafetyEvent.class, log);
        // end
        try (log) {
            vote(events, 1, 1);
            vote(events, 2, 2);
            metrics.flush().join();
            assertThat(log.records()).hasSize(1);
            assertThat(log.toJson()).contains("double_vote", "5a5a01", "5a5a02");
            assertThat(metrics.snapshot().value("hotstuff2_evidence_log_failed_total"))
                    .hasValue(0);
        }
        try (EvidenceLog again = EvidenceLog.open(file)) {
            assertThat(again.records()).hasSize(1);
        }
    }

    @Test
    void votesThatWentToDifferentReplicas_areFoundTogether() {
        byte[] one = seenBy(0, 1).safety().digest().encode();
        byte[] another = seenBy(1, 2).safety().digest().encode();
        // shown: digests
        ClusterObserver cluster = new ClusterObserver(protocol)
                .merge(List.of(ObservationDigest.decode(one), ObservationDigest.decode(another)));
        // end
        assertThat(cluster.accused()).containsExactly(2);
        assertThat(cluster.evidence()).hasSize(1);
        assertThat(cluster.forkedHeights()).isEmpty();
    }

    @Test
    void page_showsThesePrograms() throws IOException {
        Path source = Path.of("src", "test", "java", "io", "quorumeter", "examples", "use", "SafetyPageTest.java");
        String program = Files.readString(source);
        String page = Files.readString(Path.of("..", "docs", "safety.md"));
        for (String part : List.of("evidence", "digests")) {
            int begin = program.indexOf("// shown: " + part);
            String shown =
                    program.substring(program.indexOf('\n', begin) + 1, program.indexOf("        // end", begin));
            assertThat(page).contains(shown.indent(-8));
        }
    }

    private HotStuff2Events seenBy(int replica, long block) {
        HotStuff2Events events = HotStuff2Events.on(Quorumeter.newCollector(), protocol.ownIndex(replica));
        vote(events, block, 0);
        return events;
    }

    /** Validator 2 votes in view 7. */
    private static void vote(HotStuff2Events events, long block, long ref) {
        events.voteReceived(
                7, VotePhase.VOTE, 2, new BlockId(block, 0, 0, 0), 6, Verification.VERIFIED, ref, System.nanoTime());
    }
}

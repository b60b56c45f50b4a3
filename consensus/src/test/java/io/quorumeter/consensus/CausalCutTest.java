package io.quorumeter.consensus;

import static io.quorumeter.consensus.Samples.PROTOCOL;
import static io.quorumeter.consensus.Samples.certificate;
import static io.quorumeter.consensus.Samples.committed;
import static io.quorumeter.consensus.Samples.id;
import static io.quorumeter.consensus.Samples.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A replica, number 2 of 4, as fast as it can, and snapshots of it meanwhile. */
class CausalCutTest {
    private static final int READINGS = 1_500;
    private static final int QUORUM = 3;
    private static final String PREFIX = "hotstuff2_consensus_";

    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final HotStuff2Events events = HotStuff2Events.on(metrics, PROTOCOL);

    @Test
    void snapshot_underFullLoad_neverShowsAnEffectWithoutItsCause() throws Exception {
        assertThat(contradictions(reader -> reader.apply(metrics.snapshot()))).isEmpty();
    }

    @Test
    void read_underFullLoad_neverShowsAnEffectWithoutItsCause() throws Exception {
        assertThat(contradictions(metrics::read)).isEmpty();
    }

    private List<String> contradictions(Function<Function<MetricsSnapshot, List<String>>, List<String>> reading)
            throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService replica = Executors.newSingleThreadExecutor();
        List<String> wrong = new ArrayList<>();
        try {
            Future<?> running = replica.submit(() -> {
                for (long view = 1; !done.get(); view++) {
                    run(view);
                }
            });
            for (int i = 0; i < READINGS && wrong.isEmpty(); i++) {
                wrong.addAll(reading.apply(CausalCutTest::contradictions));
            }
            done.set(true);
            running.get();
            assertThat(number(metrics.snapshot(), "blocks_committed_total", "path", "live"))
                    .isPositive();
        } finally {
            done.set(true);
            replica.shutdownNow();
            assertThat(replica.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
        return wrong;
    }

    /** A view in the order of the protocol: every fourth is led by this replica, every tenth times out. */
    private void run(long view) {
        boolean leads = view % 4 == Samples.OWN;
        boolean timesOut = view % 10 == 9;
        events.viewEntered(view, view - 1, ViewCause.QUORUM_CERTIFICATE, (int) (view % 4), view);
        if (timesOut) {
            events.localTimeout(view, TimeoutPhase.AWAITING_PROPOSAL, view);
            events.certificateFormed(certificate(CertificateKind.TIMEOUT, view, view, view, 0, 1, 2));
            events.viewLeft(view, ViewOutcome.TIMED_OUT, view);
            return;
        }
        if (leads) {
            events.proposalSent(sent(view, view, view));
        } else {
            events.proposalReceived(Samples.received(view, view, view));
            events.proposalAccepted(view, id(view), view);
        }
        for (VotePhase phase : VotePhase.values()) {
            for (int validator = 0; validator < QUORUM - 1; validator++) {
                events.voteReceived(
                        view,
                        phase,
                        validator,
                        id(view),
                        view - 1,
                        VoteResult.ACCEPTED,
                        Verification.VERIFIED,
                        0,
                        view);
            }
            events.voteSent(view, phase, id(view), view - 1, view);
            CertificateKind kind = phase == VotePhase.VOTE ? CertificateKind.QUORUM : CertificateKind.DOUBLE;
            events.certificateFormed(certificate(kind, view, view, view, 0, 1, 2));
        }
        events.blockCommitted(committed(view, view, CommitPath.LIVE, view));
        events.viewLeft(view, ViewOutcome.CERTIFIED, view);
    }

    private static List<String> contradictions(MetricsSnapshot seen) {
        List<String> wrong = new ArrayList<>();
        double commits = number(seen, "blocks_committed_total", "path", "live");
        double proposals =
                number(seen, "blocks_proposed_total") + number(seen, "proposals_received_total", "result", "accepted");
        check(wrong, "commits", commits, "proposals", proposals);
        String[][] ofKind = {{"vote", "quorum"}, {"vote2", "double"}};
        for (String[] phaseAndKind : ofKind) {
            double formed = number(seen, "certificates_total", "kind", phaseAndKind[1], "source", "formed");
            double votes = number(seen, "votes_sent_total", "phase", phaseAndKind[0])
                    + number(seen, "votes_received_total", "phase", phaseAndKind[0], "result", "accepted");
            check(wrong, "certificates' votes", formed * QUORUM, "votes", votes);
            check(wrong, "commits", commits, phaseAndKind[1] + " certificates", formed);
        }
        check(wrong, "latencies", distribution(seen, "block_commit_latency_seconds"), "proposals", proposals);
        check(wrong, "commits", commits, "latencies", distribution(seen, "block_commit_latency_seconds"));
        check(
                wrong,
                "views left",
                seen.total(PREFIX + "view_duration_seconds"),
                "views entered",
                seen.total(PREFIX + "views_entered_total"));
        return wrong;
    }

    private static void check(List<String> wrong, String effect, double effects, String cause, double causes) {
        if (effects > causes) {
            wrong.add(effects + " " + effect + " of " + causes + " " + cause);
        }
    }

    private static double number(MetricsSnapshot seen, String family, String... labels) {
        return seen.value(PREFIX + family, labels).orElseThrow();
    }

    private static double distribution(MetricsSnapshot seen, String family) {
        return seen.distribution(PREFIX + family).orElseThrow().count();
    }
}

package io.quorumeter.examples.use;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.BuiltProposal;
import io.quorumeter.consensus.CertificateEvent;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.CommittedBlock;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.LockCause;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.ProtocolAnomaly;
import io.quorumeter.consensus.ReceivedProposal;
import io.quorumeter.consensus.Restored;
import io.quorumeter.consensus.SentProposal;
import io.quorumeter.consensus.Signers;
import io.quorumeter.consensus.TimeoutPhase;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.consensus.ViewChangeKind;
import io.quorumeter.consensus.ViewOutcome;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.consensus.safety.SkipReason;
import io.quorumeter.testkit.metrics.QuorumeterExtension;
import io.quorumeter.testkit.metrics.TestMetricsCollector;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The calls of one view as the page on bindings lists them: the safety monitor finds nothing, and checks everything. */
@ExtendWith(QuorumeterExtension.class)
class CallsOfAViewTest {
    private static final int OWN = 0;
    private static final int LEADER = 1;

    // the calls of a view, helpers
    static ViewCause cause(long view, ViewCause later) {
        return view == 1 ? ViewCause.GENESIS : later;
    }

    static BlockId id(long number) {
        return BlockId.of(ByteBuffer.allocate(32).putLong(24, number + 1).array());
    }

    static ReceivedProposal proposal(long view, long now) {
        return new ReceivedProposal(
                view, LEADER, id(view), view, id(view - 1), view - 1, id(view - 1), Verification.VERIFIED, 0, now);
    }

    static CertificateEvent.Draft certificate(CertificateKind kind, long view) {
        return CertificateEvent.of(kind, view, id(view), Signers.of(0, 1, 2), 3);
    }

    static CertificateEvent timeoutCertificate(long view, long now) {
        return CertificateEvent.of(CertificateKind.TIMEOUT, view, BlockId.NONE, Signers.of(0, 1, 2), 3)
                .at(now);
    }

    static void votes(HotStuff2Events events, long view, VotePhase phase, long justify, long now) {
        for (int validator = 0; validator < 3; validator++) {
            events.voteReceived(view, phase, validator, id(view), justify, Verification.VERIFIED, 0, now);
        }
    }
    // end

    static final class Basic {
        // the calls of a view, basic
        static void view(HotStuff2Events events, long view, long now) {
            events.viewEntered(view, view - 1, cause(view, ViewCause.DOUBLE_CERTIFICATE), LEADER, now);
            events.proposalReceived(proposal(view, now));
            events.proposalAccepted(view, id(view), now);
            events.safetyStatePersisted(view, view, view - 1, 0); // what the vote depends on is durable
            events.voteSent(view, VotePhase.VOTE, id(view), view - 1, now);
            events.certificateReceived(
                    certificate(CertificateKind.QUORUM, view).over(view - 1).at(now));
            events.lockUpdated(view - 1, view, id(view), LockCause.PREPARE, now);
            events.safetyStatePersisted(view, view, view, 0);
            events.voteSent(view, VotePhase.VOTE2, id(view), view, now);
            events.certificateReceived(certificate(CertificateKind.DOUBLE, view).at(now));
            events.blockCommitted(CommittedBlock.byDoubleCertificate(view, id(view), id(view - 1), view)
                    .at(now));
            events.viewLeft(view, ViewOutcome.CERTIFIED, now);
        }
        // end
    }

    static final class Leader {
        // the calls of a view, leader
        static void view(HotStuff2Events events, long view, long now) {
            events.viewEntered(view, view - 1, cause(view, ViewCause.DOUBLE_CERTIFICATE), OWN, now);
            events.proposalBuilt(BuiltProposal.of(view, id(view), view).at(now));
            events.safetyStatePersisted(view, view, view - 1, 0);
            events.proposalSent(new SentProposal(view, id(view), view, id(view - 1), view - 1, now));
            events.voteSent(view, VotePhase.VOTE, id(view), view - 1, now);
            votes(events, view, VotePhase.VOTE, view - 1, now); // by voteReceived, its own among them
            events.certificateFormed(
                    certificate(CertificateKind.QUORUM, view).over(view - 1).at(now));
            events.lockUpdated(view - 1, view, id(view), LockCause.PREPARE, now);
            events.safetyStatePersisted(view, view, view, 0);
            events.voteSent(view, VotePhase.VOTE2, id(view), view, now);
            votes(events, view, VotePhase.VOTE2, view, now);
            events.certificateFormed(certificate(CertificateKind.DOUBLE, view).at(now));
            events.blockCommitted(CommittedBlock.byDoubleCertificate(view, id(view), id(view - 1), view)
                    .at(now));
            events.viewLeft(view, ViewOutcome.CERTIFIED, now);
        }
        // end
    }

    static final class Timeout {
        // the calls of a view, timeout
        static void view(HotStuff2Events events, long view, long now) {
            events.viewEntered(view, view - 1, ViewCause.DOUBLE_CERTIFICATE, LEADER, now);
            events.localTimeout(view, TimeoutPhase.AWAITING_PROPOSAL, now);
            events.viewChangeSent(ViewChangeKind.WISH, view + 1, now);
            events.certificateReceived(timeoutCertificate(view + 1, now)); // it names the view that may be entered
            events.viewLeft(view, ViewOutcome.TIMED_OUT, now);
            events.viewEntered(view + 1, view, ViewCause.TIMEOUT_CERTIFICATE, LEADER, now);
            events.viewChangeSent(ViewChangeKind.STATUS, view + 1, now); // its lock, to the leader
        }
        // end
    }

    static final class Pipelined {
        // the calls of a view, pipelined
        static void view(HotStuff2Events events, long view, long now) {
            events.viewEntered(view, view - 1, cause(view, ViewCause.QUORUM_CERTIFICATE), LEADER, now);
            events.proposalReceived(proposal(view, now));
            events.proposalAccepted(view, id(view), now);
            if (view > 1) {
                events.lockUpdated(view - 2, view - 1, id(view - 1), LockCause.PROPOSAL, now); // to the justify
            }
            events.safetyStatePersisted(view, view, view - 1, 0);
            events.voteSent(view, VotePhase.VOTE, id(view), view - 1, now);
            events.certificateReceived(
                    certificate(CertificateKind.QUORUM, view).over(view - 1).at(now));
            if (view > 1) {
                events.blockCommitted(CommittedBlock.byTwoChain(view - 1, id(view - 1), id(view - 2), view - 1, view)
                        .at(now));
            }
            events.viewLeft(view, ViewOutcome.CERTIFIED, now);
        }
        // end
    }

    @Test
    void basic_isQuiet(TestMetricsCollector metrics) {
        HotStuff2Events events = metrics.hotStuff2(Protocol.basic().ownIndex(OWN));
        events.restored(Restored.first(id(0)).at(0));
        for (long view = 1; view <= 5; view++) {
            Basic.view(events, view, view);
        }
        assertQuiet(events);
    }

    @Test
    void pipelined_isQuiet(TestMetricsCollector metrics) {
        HotStuff2Events events = metrics.hotStuff2(Protocol.pipelined().ownIndex(OWN));
        events.restored(Restored.first(id(0)).at(0));
        for (long view = 1; view <= 5; view++) {
            Pipelined.view(events, view, view);
        }
        assertQuiet(events);
    }

    @Test
    void leader_isQuiet(TestMetricsCollector metrics) {
        HotStuff2Events events = metrics.hotStuff2(Protocol.basic().ownIndex(OWN));
        events.restored(Restored.first(id(0)).at(0));
        for (long view = 1; view <= 5; view++) {
            Leader.view(events, view, view);
        }
        assertQuiet(events);
    }

    @Test
    void timeout_isQuiet(TestMetricsCollector metrics) {
        HotStuff2Events events = metrics.hotStuff2(Protocol.basic().ownIndex(OWN));
        events.restored(Restored.first(id(0)).at(0));
        Basic.view(events, 1, 1);
        Timeout.view(events, 2, 2);
        assertQuiet(events);
    }

    @Test
    void page_hasTheCallsAsTheyAreCompiled() throws Exception {
        String source = Files.readString(
                Path.of("src", "test", "java", "io", "quorumeter", "examples", "use", "CallsOfAViewTest.java"));
        String page = Files.readString(Path.of("..", "docs", "bindings.md"));
        for (String variant : new String[] {"helpers", "basic", "pipelined", "leader", "timeout"}) {
            int begin = source.indexOf("// the calls of a view, " + variant);
            String calls = source.substring(source.indexOf('\n', begin) + 1, source.indexOf("// end", begin));
            assertThat(page).contains(calls.stripTrailing().stripIndent());
        }
    }

    private static void assertQuiet(HotStuff2Events events) {
        assertThat(events.safety().violations()).isEmpty();
        assertThat(events.safety().evidence()).isEmpty();
        assertThat(events.safety().variantMismatch()).isEmpty();
        assertThat(events.safety().untold()).isEmpty();
        for (ProtocolAnomaly anomaly : ProtocolAnomaly.values()) {
            assertThat(events.safety().count(anomaly)).as(anomaly.name()).isZero();
        }
        for (SkipReason reason : SkipReason.values()) {
            assertThat(events.safety().skipped(reason)).as(reason.name()).isZero();
        }
    }
}

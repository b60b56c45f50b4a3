package io.quorumeter.consensus.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.consensus.ProposalResult;
import io.quorumeter.consensus.ProtocolAnomaly;
import io.quorumeter.consensus.ReceivedProposal;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.ViewCause;
import org.junit.jupiter.api.Test;

class ProposalRulesTest {
    private final Watch watch = Watch.basic();

    @Test
    void twoBlocksInOneView_accuseTheLeader() {
        watch.proposal(1, 9, 9, 9, 8, 8).proposal(1, 9, 9, 9, 8, 8).proposal(1, 9, -9, 9, 8, 8);
        assertThat(watch.found()).containsExactly("DOUBLE_PROPOSAL 1 @9");
    }

    @Test
    void proposalsOfOthers_hideNoneOfTheLeaders() {
        watch.monitor.viewEntered(9, 8, ViewCause.QUORUM_CERTIFICATE, 1, 0);
        watch.proposal(2, 9, 109, 9, 8, 8).proposal(3, 9, 209, 9, 8, 8);
        watch.proposal(1, 9, 9, 9, 8, 8).proposal(1, 9, -9, 9, 8, 8);
        assertThat(watch.found()).containsExactly("DOUBLE_PROPOSAL 1 @9");
    }

    @Test
    void proposalsForWhichThereIsNoRoom_areCountedAsSkipped() {
        watch.proposal(2, 9, 109, 9, 8, 8).proposal(3, 9, 209, 9, 8, 8).proposal(1, 9, 9, 9, 8, 8);
        assertThat(watch.monitor.skipped(SkipReason.OUTSIDE_WINDOW)).isEqualTo(1);
    }

    @Test
    void oneBlockWithTwoJustifies_accusesTheLeader() {
        watch.proposal(1, 9, 9, 9, 8, 8).proposal(1, 9, 9, 9, 8, 7);
        assertThat(watch.found()).containsExactly("DOUBLE_PROPOSAL 1 @9");
    }

    @Test
    void proposalsOfTwoValidators_accuseNobody() {
        watch.proposal(1, 9, 9, 9, 8, 8).proposal(2, 9, -9, 9, 8, 8);
        assertThat(watch.found()).isEmpty();
    }

    @Test
    void unverifiedProposal_accusesNobody() {
        watch.proposal(1, 9, 9, 9, 8, 8);
        watch.monitor.proposalReceived(new ReceivedProposal(
                9, 1, Watch.block(-9), 9, Watch.block(8), 8, Watch.block(8), Verification.UNVERIFIED, 0, 0));
        assertThat(watch.found()).isEmpty();
        assertThat(watch.monitor.skipped(SkipReason.UNVERIFIED_SIGNATURE)).isEqualTo(1);
    }

    @Test
    void invalidCertificateInASignedProposal_accusesTheLeader() {
        rejected(Verification.UNVERIFIED, ProposalResult.INVALID_CERTIFICATE);
        assertThat(watch.found()).isEmpty();
        rejected(Verification.VERIFIED, ProposalResult.INVALID_CERTIFICATE);
        assertThat(watch.found()).containsExactly("INVALID_CERTIFICATE_PROPOSED 1 @9");
    }

    @Test
    void invalidCertificatesInViewsThatNobodyIsIn_areNotRemembered() {
        watch.quorum(9, 9);
        for (long view = 1_000; view < 2_000; view++) {
            watch.monitor.proposalRejected(
                    view, 3, Watch.block(9), Verification.VERIFIED, ProposalResult.INVALID_CERTIFICATE, 0, 0);
        }
        assertThat(watch.found()).isEmpty();
        assertThat(watch.monitor.skipped(SkipReason.OUTSIDE_WINDOW)).isEqualTo(1_000);
    }

    @Test
    void refusals_areAnomaliesByTheirReason() {
        rejected(Verification.UNVERIFIED, ProposalResult.WRONG_LEADER);
        rejected(Verification.UNVERIFIED, ProposalResult.INVALID_SIGNATURE);
        rejected(Verification.VERIFIED, ProposalResult.HEIGHT_MISMATCH);
        rejected(Verification.VERIFIED, ProposalResult.MISSING_PARENT);
        rejected(Verification.VERIFIED, ProposalResult.FUTURE_VIEW);
        assertThat(watch.found()).isEmpty();
        assertThat(anomalies(ProtocolAnomaly.WRONG_LEADER)).isEqualTo(1);
        assertThat(anomalies(ProtocolAnomaly.INVALID_SIGNATURE)).isEqualTo(1);
        assertThat(anomalies(ProtocolAnomaly.MALFORMED)).isEqualTo(1);
        assertThat(anomalies(ProtocolAnomaly.MISSING_PARENT)).isEqualTo(1);
        assertThat(anomalies(ProtocolAnomaly.FUTURE_MESSAGE)).isEqualTo(1);
    }

    @Test
    void partsThatDoNotFit_areMalformed() {
        watch.proposal(1, 9, 9, 9, 8, 8).proposal(2, 10, 10, 11, 9, 9).proposal(3, 11, 11, 11, 10, 11);
        assertThat(anomalies(ProtocolAnomaly.MALFORMED)).isEqualTo(2);
        watch.proposal(0, 12, 12, 10, 9, 9);
        assertThat(anomalies(ProtocolAnomaly.MALFORMED)).isEqualTo(2);
    }

    @Test
    void justifyBelowTheHighestCertificate_isStale() {
        watch.quorum(8, 8).proposal(1, 10, 10, 8, 7, 7);
        assertThat(anomalies(ProtocolAnomaly.STALE_JUSTIFY)).isEqualTo(1);
        watch.proposal(2, 11, 11, 9, 8, 8).quorum(12, 12).proposal(1, 9, 9, 8, 7, 7);
        assertThat(anomalies(ProtocolAnomaly.STALE_JUSTIFY)).isEqualTo(1);
        assertThat(watch.found()).isEmpty();
    }

    private void rejected(Verification verification, ProposalResult reason) {
        watch.monitor.proposalRejected(9, 1, Watch.block(9), verification, reason, 0, 0);
    }

    private long anomalies(ProtocolAnomaly type) {
        return watch.monitor.count(type);
    }
}

package io.quorumeter.consensus;

import static io.quorumeter.consensus.Samples.certificate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.ValidatorSet;
import io.quorumeter.consensus.safety.Evidence;
import io.quorumeter.core.Quorumeter;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ReputationTest {
    private final MetricsCollector collector =
            Quorumeter.collector().level(MetricLevel.DETAILED).nanoTime(() -> 0).create();
    private final ValidatorMetrics validators = new ValidatorMetrics(collector, Samples.PROTOCOL);
    private final Movement metrics = new Movement(collector);

    @Test
    void everybodyBegins_withTheBest() {
        assertThat(validators.reputation(3)).isEqualTo(1);
        assertThat(validators.participation(3)).isEqualTo(1);
        assertThat(validators.reputation(4)).isZero();
        assertThat(validators.reputation(-1)).isZero();
    }

    @Test
    void participation_countsTheLastHundredCertifiedViews() {
        for (long view = 1; view <= 150; view++) {
            validators.viewEntered(view, view - 1, ViewCause.DOUBLE_CERTIFICATE, 0, 0);
            int third = view <= 100 || view > 120 ? 2 : 3;
            validators.certificateReceived(certificate(CertificateKind.QUORUM, view, view, 0, 0, 1, third));
        }
        assertThat(validators.participation(0)).isEqualTo(1);
        assertThat(validators.participation(2)).isEqualTo(0.8);
        assertThat(validators.participation(3)).isEqualTo(0.2);
    }

    @Test
    void trend_comparesTheHalvesOfTheCertifiedViews() {
        assertThat(validators.trend(2)).isZero();
        for (long view = 1; view <= 100; view++) {
            validators.viewEntered(view, view - 1, ViewCause.DOUBLE_CERTIFICATE, 0, 0);
            int third = view <= 50 || view > 90 ? 2 : 3;
            validators.certificateReceived(certificate(CertificateKind.QUORUM, view, view, 0, 0, 1, third));
        }
        assertThat(validators.trend(0)).isZero();
        assertThat(validators.trend(2)).isEqualTo(-0.8);
        assertThat(validators.trend(3)).isEqualTo(0.8);
        assertThat(validators.trend(9)).isZero();
    }

    @Test
    void lateVote_countsAsTakingPart() {
        validators.viewEntered(5, 4, ViewCause.DOUBLE_CERTIFICATE, 0, 0);
        validators.certificateReceived(certificate(CertificateKind.QUORUM, 5, 5, 0, 0, 1, 2));
        assertThat(validators.participation(3)).isZero();
        validators.voteReceived(5, VotePhase.VOTE, 3, Samples.id(5), 4, VoteResult.LATE, Verification.VERIFIED, 0, 0);
        assertThat(validators.participation(3)).isEqualTo(1);
    }

    @Test
    void votesOfFarViews_takeNoPlaces() {
        validators.viewEntered(5, 4, ViewCause.DOUBLE_CERTIFICATE, 0, 0);
        for (long i = 0; i < VoteWindow.VIEWS; i++) {
            validators.recordVote((1L << 50) + i, VotePhase.VOTE, 3, 0);
        }
        validators.certificateReceived(certificate(CertificateKind.QUORUM, 5, 5, 0, 0, 1, 2));
        assertThat(validators.participation(0)).isEqualTo(1);
        assertThat(validators.participation(3)).isZero();
    }

    @Test
    void leaderThatMissesViews_losesReputation() {
        lead(1, 3, ViewOutcome.TIMED_OUT);
        assertThat(validators.reputation(3)).isEqualTo(0.5);
        assertThat(validators.missedLeaderViews(3)).isEqualTo(1);
        lead(2, 3, ViewOutcome.CERTIFIED);
        assertThat(validators.reputation(3)).isCloseTo(2 / 3.0, within(1e-9));
        lead(3, 3, ViewOutcome.OVERTAKEN);
        assertThat(validators.reputation(3)).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(metrics.value("validator_proposer_views_total", "validator", "3", "outcome", "timed_out"))
                .isEqualTo(1);
        assertThat(metrics.value("validator_reputation_ratio", "validator", "3"))
                .isCloseTo(2 / 3.0, within(1e-9));
    }

    @Test
    void evidence_halves() {
        validators.recordEvidence(2);
        validators.recordEvidence(2);
        validators.recordEvidence(9);
        assertThat(validators.reputation(2)).isEqualTo(0.25);
        assertThat(metrics.value("validator_evidence_total", "validator", "2")).isEqualTo(2);
    }

    @Test
    void evidence_countsForItsKey_notForWhoHasTheIndexNow() {
        HotStuff2Events events = HotStuff2Events.on(
                Quorumeter.collector().level(MetricLevel.DETAILED).create(), Samples.PROTOCOL);
        events.validatorSetChanged(set(1, 1, "A", "B", "C", "D"));
        events.viewEntered(9, 8, ViewCause.SYNC, 0, 0);
        events.validatorSetChanged(set(2, 10, "D", "A", "B", "HONEST"));
        events.viewEntered(10, 9, ViewCause.SYNC, 0, 0);
        vote(events, 9, 3, 1);
        vote(events, 9, 3, 2);
        assertThat(events.safety().evidence()).extracting(Evidence::key).containsExactly("D");
        assertThat(events.validators().reputation(3)).isEqualTo(1);
        assertThat(events.validators().reputation(0)).isEqualTo(0.5);

        vote(events, 8, 2, 1);
        vote(events, 8, 2, 2);
        assertThat(events.safety().evidence()).extracting(Evidence::key).containsExactly("D", "C");
        for (int validator = 1; validator < 4; validator++) {
            assertThat(events.validators().reputation(validator)).isEqualTo(1);
        }
    }

    @Test
    void evidenceInTheFirstSet_countsForItsKeyToo() {
        ValidatorSet set = ValidatorSet.ofKeys(List.of("A", "B", "C", "D")).ownIndex(Samples.OWN);
        HotStuff2Events events = HotStuff2Events.on(Quorumeter.newCollector(), Samples.PROTOCOL.validators(set));
        vote(events, 1, 3, 1);
        vote(events, 1, 3, 2);
        assertThat(events.safety().evidence()).extracting(Evidence::key).containsExactly("D");
        assertThat(events.validators().reputation(3)).isEqualTo(0.5);
    }

    @Test
    void evidenceWithoutKey_countsWithinItsEpochOnly() {
        validators.recordEvidence(evidence(0, 2));
        validators.recordEvidence(evidence(1, 3));
        assertThat(validators.reputation(2)).isEqualTo(0.5);
        assertThat(validators.reputation(3)).isEqualTo(1);
        validators.validatorSetChanged(set(1, 0, "A", "B", "C", "D"));
        validators.recordEvidence(evidence(0, 2));
        assertThat(validators.reputation(2)).isEqualTo(1);
    }

    @Test
    void votesOfASetToCome_countForNobodyInThisOne() {
        validators.viewEntered(5, 4, ViewCause.SYNC, 0, 0);
        validators.validatorSetChanged(set(1, 10, "A", "B", "C", "D"));
        validators.validatorSetChanged(set(2, 20, "E", "F"));
        validators.certificateReceived(certificate(CertificateKind.QUORUM, 10, 10, 0, 0, 1, 2));
        assertThat(validators.participation(3)).isEqualTo(1);
        validators.viewEntered(10, 5, ViewCause.SYNC, 0, 0);
        assertThat(metrics.value("validator_epoch")).isEqualTo(1);
        validators.viewEntered(20, 10, ViewCause.SYNC, 0, 0);
        assertThat(metrics.value("validator_epoch")).isEqualTo(2);
        validators.validatorSetChanged(set(2, 20, "E", "F"));
        assertThat(metrics.value("validator_set_updates_total")).isEqualTo(2);
    }

    @Test
    void newEpoch_beginsAnew_andOldVotesCountForNobody() {
        lead(1, 3, ViewOutcome.TIMED_OUT);
        validators.recordEvidence(1);
        ValidatorSet two = ValidatorSet.ofKeys(List.of("aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"));
        validators.validatorSetChanged(
                new ValidatorSetChange(4, 10, two.powers(3, 1).ownIndex(1)));
        assertThat(metrics.value("validator_epoch")).isZero();
        validators.viewEntered(10, 2, ViewCause.SYNC, 0, 0);
        assertThat(metrics.value("validator_epoch")).isEqualTo(4);
        assertThat(metrics.value("validator_set_updates_total")).isEqualTo(1);
        assertThat(metrics.value("validator_power", "validator", "aaaaaaaaaaaa"))
                .isEqualTo(3);
        assertThat(metrics.value("validator_power_ratio")).isEqualTo(0.25);
        assertThat(validators.reputation(1)).isEqualTo(1);
        assertThat(validators.reputation(3)).isZero();

        validators.recordVote(9, VotePhase.VOTE, 0, 0);
        validators.recordVote(10, VotePhase.VOTE, 0, 0);
        assertThat(metrics.value("validator_counted_votes_total", "validator", "aaaaaaaaaaaa", "phase", "vote"))
                .isEqualTo(1);
        assertThat(collector.snapshot().value("hotstuff2_validator_power", "validator", "3"))
                .isEmpty();
    }

    @Test
    void seriesOfEvidence_areThereFromTheStart_andBeginAgainWithTheEpoch() {
        assertThat(evidenceAgainst("1")).hasValue(0);
        validators.recordEvidence(1);
        validators.recordEvidence(1);
        assertThat(evidenceAgainst("1")).hasValue(2);
        validators.validatorSetChanged(set(1, 10, "A", "B", "C", "D"));
        validators.viewEntered(10, 2, ViewCause.SYNC, 0, 0);
        assertThat(evidenceAgainst("1")).isEmpty();
        assertThat(evidenceAgainst("B")).hasValue(0);
        validators.recordEvidence(1);
        assertThat(evidenceAgainst("B")).hasValue(1);
        assertThat(evidenceAgainst("C")).hasValue(0);
        validators.validatorSetChanged(set(2, 20, "A", "B", "C", "D"));
        validators.viewEntered(20, 10, ViewCause.SYNC, 0, 0);
        assertThat(evidenceAgainst("B")).hasValue(0);
    }

    @Test
    void oneSetInTwoEpochs_hasSeriesOfItsOwnInEach_andStaysOpen() {
        ValidatorSet set = ValidatorSet.ofKeys(List.of("A", "B"));
        for (int epoch = 1; epoch <= 2; epoch++) {
            validators.validatorSetChanged(new ValidatorSetChange(epoch, 10L * epoch, set));
            validators.viewEntered(10L * epoch, 2, ViewCause.SYNC, 0, 0);
            assertThat(metrics.value("validator_epoch")).isEqualTo(epoch);
            assertThat(evidenceAgainst("B")).hasValue(0);
            validators.recordEvidence(1);
        }
        validators.restored(Restored.inView(11).at(0));
        assertThat(metrics.value("validator_epoch")).isEqualTo(1);
        assertThat(evidenceAgainst("B")).hasValue(0);
        assertThat(set.isClosed()).isFalse();
    }

    private OptionalDouble evidenceAgainst(String validator) {
        return collector.snapshot().value("hotstuff2_validator_evidence_total", "validator", validator);
    }

    @Test
    void status_followsTheSet_unlessTold() {
        assertThat(metrics.value("validator_status", "status", "active")).isEqualTo(1);
        validators.status(ValidatorStatus.JAILED);
        assertThat(metrics.value("validator_status", "status", "active")).isZero();
        assertThat(metrics.value("validator_status", "status", "jailed")).isEqualTo(1);
    }

    private static ValidatorSetChange set(long epoch, long firstView, String... keys) {
        return new ValidatorSetChange(epoch, firstView, ValidatorSet.ofKeys(List.of(keys)));
    }

    private static Evidence evidence(long epoch, int validator) {
        return new Evidence(ByzantineAct.DOUBLE_VOTE, 1, validator, "", epoch, List.of(), 0, 0, "");
    }

    private static void vote(HotStuff2Events events, long view, int validator, long block) {
        events.voteReceived(view, VotePhase.VOTE, validator, Samples.id(block), view - 1, Verification.VERIFIED, 0, 0);
    }

    private void lead(long view, int leader, ViewOutcome outcome) {
        validators.viewEntered(view, view - 1, ViewCause.DOUBLE_CERTIFICATE, leader, 0);
        validators.viewLeft(view, outcome, 1);
    }
}

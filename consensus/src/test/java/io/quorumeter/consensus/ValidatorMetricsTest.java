package io.quorumeter.consensus;

import static io.quorumeter.consensus.Samples.certificate;
import static io.quorumeter.consensus.Samples.committed;
import static io.quorumeter.consensus.Samples.id;
import static io.quorumeter.consensus.Samples.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.ValidatorSet;
import io.quorumeter.core.Quorumeter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidatorMetricsTest {
    private static final int OWN = Samples.OWN;

    private final AtomicLong now = new AtomicLong();
    private final MetricsCollector collector = Quorumeter.collector()
            .level(MetricLevel.ESSENTIAL)
            .nanoTime(now::get)
            .create();
    private final ValidatorMetrics metrics = new ValidatorMetrics(collector, Samples.PROTOCOL);
    private final Movement moved = new Movement(collector);

    @Test
    void start_showsTheSetAndNobodyVoting() {
        assertThat(moved.value("validator_set_size")).isEqualTo(4);
        assertThat(moved.value("validator_in_set")).isEqualTo(1);
        assertThat(moved.value("validator_missing")).isEqualTo(4);
        assertThat(metrics.participatingPowerRatio()).isZero();
    }

    @Test
    void validatorSetChanged_countsFromItsFirstView() {
        metrics.viewEntered(7, 6, ViewCause.SYNC, 0, 0);
        metrics.validatorSetChanged(new ValidatorSetChange(1, 9, ValidatorSet.ofKeys(List.of("a", "b", "c"))));
        assertThat(moved.value("validator_set_size")).isEqualTo(4);
        assertThat(moved.of(() -> metrics.viewEntered(9, 7, ViewCause.SYNC, 0, 0)))
                .containsExactly("validator_in_set", "validator_missing", "validator_set_size");
        assertThat(moved.value("validator_set_size")).isEqualTo(3);
        assertThat(moved.value("validator_in_set")).isZero();
    }

    @Test
    void validatorSetChanged_toOneThatHasBegun_countsAtOnce() {
        metrics.viewEntered(7, 6, ViewCause.SYNC, 0, 0);
        metrics.validatorSetChanged(
                new ValidatorSetChange(1, 5, ValidatorSet.ofKeys(List.of("a")).ownIndex(0)));
        assertThat(moved.value("validator_set_size")).isEqualTo(1);
    }

    @Test
    void certificates_showWhoTakesPart() {
        assertThat(moved.of(() -> metrics.certificateReceived(certificate(CertificateKind.QUORUM, 1, 1, 0, 0, 1, 3))))
                .containsExactly("validator_missing", "validator_participating_power_ratio");
        assertThat(moved.value("validator_missing")).isEqualTo(1);
        assertThat(moved.value("validator_participating_power_ratio")).isCloseTo(0.75, within(1e-9));
        metrics.certificateFormed(certificate(CertificateKind.DOUBLE, 1, 1, 0, 0, 1, 2));
        assertThat(moved.value("validator_missing")).isZero();
    }

    @Test
    void certificates_ofViewChanges_certifyNoBlock() {
        assertThat(moved.of(() -> metrics.certificateFormed(certificate(CertificateKind.TIMEOUT, 1, 1, 0, 0, 1, 2))))
                .isEmpty();
    }

    @Test
    void lateVote_showsItsSenderTakingPart() {
        metrics.certificateFormed(certificate(CertificateKind.QUORUM, 1, 1, 0, 0, 1, 3));
        metrics.voteReceived(1, VotePhase.VOTE, 2, id(1), 0, VoteResult.LATE, Verification.UNVERIFIED, 0, 0);
        metrics.voteReceived(1, VotePhase.VOTE, 2, id(1), 0, VoteResult.DUPLICATE, Verification.VERIFIED, 0, 0);
        assertThat(moved.value("validator_missing")).isEqualTo(1);
        metrics.voteReceived(1, VotePhase.VOTE, 2, id(1), 0, VoteResult.LATE, Verification.VERIFIED, 0, 0);
        assertThat(moved.value("validator_missing")).isZero();
    }

    @Test
    void ownVote_showsThisReplicaTakingPart() {
        metrics.certificateReceived(certificate(CertificateKind.QUORUM, 1, 1, 0, 0, 1, 3));
        metrics.voteSent(1, VotePhase.VOTE, id(1), 0, 0);
        assertThat(moved.value("validator_missing")).isZero();
    }

    @Test
    void participation_forgetsWhoMissedAHundredCertifiedViews() {
        metrics.certificateReceived(certificate(CertificateKind.QUORUM, 1, 1, 0, 0, 1, 2, 3));
        for (int i = 0; i < 99; i++) {
            metrics.certificateReceived(certificate(CertificateKind.QUORUM, 3L * i + 4, 3L * i + 4, 0, 0, 1, 2));
        }
        assertThat(moved.value("validator_missing")).isZero();
        metrics.certificateReceived(certificate(CertificateKind.QUORUM, 301, 301, 0, 0, 1, 2));
        assertThat(moved.value("validator_missing")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1.0", "29, 0, 1.0", "31, 4, 0.0", "3600, 4, 0.0"})
    void participation_looksBackThirtySeconds(long seconds, int missing, double ratio) {
        metrics.certificateReceived(certificate(CertificateKind.QUORUM, 1, 1, 0, 0, 1, 2, 3));
        now.set(Duration.ofSeconds(seconds).toNanos());
        assertThat(moved.value("validator_missing")).isEqualTo(missing);
        assertThat(metrics.participatingPowerRatio()).isEqualTo(ratio);
        assertThat(metrics.participation(3)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 9})
    void participation_whenViewsAreSlow_missesWhoStoppedVotingThirtySecondsAgo(int secondsAView) {
        int all = 60 / secondsAView;
        for (int view = 1; view <= 2 * all; view++) {
            long nanos = Duration.ofSeconds((long) view * secondsAView).toNanos();
            now.set(nanos);
            int[] signers = view <= all ? new int[] {0, 1, 2, 3} : new int[] {0, 1, 3};
            metrics.certificateReceived(certificate(CertificateKind.QUORUM, view, view, nanos, signers));
            boolean longAgo = (view - all) * secondsAView > 30;
            assertThat(moved.value("validator_missing")).as("view " + view).isEqualTo(longAgo ? 1 : 0);
        }
        assertThat(metrics.participation(2)).isZero();
        assertThat(metrics.participation(3)).isEqualTo(1);
    }

    @Test
    void certificate_thatComesAgain_isNotYounger() {
        for (int second = 0; second <= 31; second++) {
            now.set(Duration.ofSeconds(second).toNanos());
            metrics.certificateReceived(certificate(CertificateKind.QUORUM, 1, 1, now.get(), 0, 1, 2, 3));
        }
        assertThat(moved.value("validator_missing")).isEqualTo(4);
    }

    @Test
    void participation_weighsPower() {
        MetricsCollector weighed = Quorumeter.collector().nanoTime(() -> 0).create();
        ValidatorMetrics validators = new ValidatorMetrics(
                weighed, Protocol.basic().validators(ValidatorSet.ofSize(4).powers(7, 1, 1, 1)));
        validators.certificateReceived(certificate(CertificateKind.QUORUM, 1, 1, 0, 0, 1));
        assertThat(validators.participatingPowerRatio()).isCloseTo(0.8, within(1e-9));
    }

    @Test
    void voteMissed_whenItWasNotSentAndTheCertificateOfACommittedBlockLacksIt() {
        metrics.certificateReceived(certificate(CertificateKind.QUORUM, 5, 7, 0, 0, 1, 3));
        metrics.certificateReceived(certificate(CertificateKind.DOUBLE, 5, 7, 0, 0, 1, OWN));
        assertThat(moved.of(() -> metrics.blockCommitted(committed(5, 7, CommitPath.LIVE, 0))))
                .containsExactly("validator_votes_missed_total{phase=\"vote\"}");
        metrics.certificateReceived(certificate(CertificateKind.QUORUM, 6, 8, 0, 0, 1, OWN));
        metrics.certificateReceived(certificate(CertificateKind.DOUBLE, 6, 8, 0, 0, 1, 3));
        assertThat(moved.of(() -> metrics.blockCommitted(committed(6, 8, CommitPath.LIVE, 0))))
                .containsExactly("validator_votes_missed_total{phase=\"vote2\"}");
    }

    @Test
    void vote_thatCameTooLateForItsCertificate_isNotMissed() {
        metrics.voteSent(5, VotePhase.VOTE, id(7), 0, 0);
        metrics.voteSent(5, VotePhase.VOTE2, id(7), 0, 0);
        metrics.certificateReceived(certificate(CertificateKind.QUORUM, 5, 7, 0, 0, 1, 3));
        metrics.certificateReceived(certificate(CertificateKind.DOUBLE, 5, 7, 0, 0, 1, 3));
        assertThat(moved.of(() -> metrics.blockCommitted(committed(5, 7, CommitPath.LIVE, 0))))
                .isEmpty();
    }

    @Test
    void vote_forAnotherBlockOfTheView_isMissed() {
        metrics.voteSent(5, VotePhase.VOTE, id(8), 0, 0);
        metrics.certificateReceived(certificate(CertificateKind.QUORUM, 5, 7, 0, 0, 1, 3));
        assertThat(moved.of(() -> metrics.blockCommitted(committed(5, 7, CommitPath.LIVE, 0))))
                .containsExactly("validator_votes_missed_total{phase=\"vote\"}");
    }

    @Test
    void vote_tooLongAgoToBeRemembered_isNotCalledMissed() {
        metrics.voteSent(5, VotePhase.VOTE, id(7), 0, 0);
        metrics.voteSent(5 + 256, VotePhase.VOTE, id(8), 0, 0);
        metrics.certificateReceived(certificate(CertificateKind.QUORUM, 5, 7, 0, 0, 1, 3));
        assertThat(moved.of(() -> metrics.blockCommitted(committed(5, 7, CommitPath.LIVE, 0))))
                .isEmpty();
    }

    @Test
    void voteFromBeforeARestart_isNotCalledMissed() {
        metrics.restored(Restored.inView(5)
                .voted(5, BlockId.NONE, -1)
                .locked(4, id(6))
                .committed(6, id(6), 4)
                .at(0));
        metrics.certificateReceived(certificate(CertificateKind.QUORUM, 5, 7, 0, 0, 1, 3));
        metrics.certificateReceived(certificate(CertificateKind.QUORUM, 6, 8, 0, 0, 1, 3));
        assertThat(moved.of(() -> metrics.blockCommitted(committed(5, 7, CommitPath.LIVE, 0))))
                .isEmpty();
        assertThat(moved.of(() -> metrics.blockCommitted(committed(6, 8, CommitPath.LIVE, 0))))
                .containsExactly("validator_votes_missed_total{phase=\"vote\"}");
    }

    @Test
    void voteMissed_isNotSaidOfWhatCannotBeKnown() {
        metrics.certificateReceived(certificate(CertificateKind.QUORUM, 5, 7, 0));
        metrics.certificateReceived(certificate(CertificateKind.QUORUM, 6, 8, 0, 0, 1, 3));
        assertThat(moved.of(() -> {
                    metrics.blockCommitted(committed(5, 7, CommitPath.LIVE, 0));
                    metrics.blockCommitted(committed(6, 8, CommitPath.SYNC, 0));
                    metrics.blockCommitted(committed(7, 9, CommitPath.LIVE, 0));
                }))
                .isEmpty();
    }

    @Test
    void leaderView_thatEndsWithItsCertificate_isCertifiedAndThenCommitted() {
        metrics.viewEntered(5, 4, ViewCause.DOUBLE_CERTIFICATE, OWN, 0);
        metrics.proposalSent(sent(5, 7, 0));
        assertThat(moved.of(() -> metrics.viewLeft(5, ViewOutcome.CERTIFIED, 0)))
                .containsExactly("validator_leader_views_total{outcome=\"certified\"}");
        assertThat(moved.of(() -> metrics.viewLeft(5, ViewOutcome.CERTIFIED, 0)))
                .isEmpty();
        assertThat(moved.of(() -> metrics.blockCommitted(committed(5, 7, CommitPath.LIVE, 0))))
                .containsExactly("validator_leader_views_total{outcome=\"committed\"}");
    }

    @Test
    void leaderView_withoutCertificate_isTimedOutOrMissed() {
        metrics.viewEntered(5, 4, ViewCause.VIEW_TIMER, OWN, 0);
        metrics.proposalSent(sent(5, 7, 0));
        assertThat(moved.of(() -> metrics.viewLeft(5, ViewOutcome.OVERTAKEN, 0)))
                .containsExactly("validator_leader_views_total{outcome=\"timed_out\"}");
        metrics.viewEntered(9, 5, ViewCause.VIEW_TIMER, OWN, 0);
        assertThat(moved.of(() -> metrics.viewLeft(9, ViewOutcome.TIMED_OUT, 0)))
                .containsExactly("validator_leader_views_total{outcome=\"missed\"}");
    }

    @Test
    void viewOfAnotherLeader_isNobodysBusiness() {
        metrics.viewEntered(5, 4, ViewCause.VIEW_TIMER, 1, 0);
        assertThat(moved.of(() -> {
                    metrics.viewLeft(5, ViewOutcome.CERTIFIED, 0);
                    metrics.blockCommitted(committed(5, 7, CommitPath.LIVE, 0));
                }))
                .isEmpty();
    }
}

package io.quorumeter.consensus;

import static io.quorumeter.consensus.Samples.certificate;
import static io.quorumeter.consensus.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.ValidatorAge;
import io.quorumeter.ValidatorSet;
import io.quorumeter.core.Quorumeter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is down, by what a collector keeps unless said. */
class ValidatorSeriesTest {
    private static final long START = 77_000_000_000_000L;
    private static final Set<String> FAMILIES = Set.of(
            "validator_last_vote_view",
            "validator_silent_seconds",
            "validator_proposer_views_total",
            "validator_evidence_total");

    private final AtomicLong now = new AtomicLong(START);
    private final MetricsCollector collector =
            Quorumeter.collector().nanoTime(now::get).create();
    private final ValidatorMetrics validators = new ValidatorMetrics(collector, Samples.PROTOCOL);
    private final Movement metrics = new Movement(collector);

    @Test
    void everyValidator_hasItsSeriesFromTheStart() {
        for (String family : FAMILIES) {
            assertThat(shown(collector, family)).as(family).containsExactlyInAnyOrder("0", "1", "2", "3");
        }
    }

    @Test
    void validatorThatNeverSpoke_isSilentSinceTheStart() {
        after(18);
        assertThat(metrics.value("validator_silent_seconds", "validator", "3")).isEqualTo(18);
        assertThat(validators.silent(Duration.ofSeconds(18)))
                .hasSize(4)
                .contains(new ValidatorAge(3, "3", Duration.ofSeconds(18)));
    }

    static List<Consumer<ValidatorMetrics>> words() {
        long nanos = START + Duration.ofSeconds(20).toNanos();
        return List.of(
                metrics -> metrics.voteReceived(
                        7, VotePhase.VOTE, 1, id(7), 6, VoteResult.ACCEPTED, Verification.VERIFIED, 0, nanos),
                metrics -> metrics.voteReceived(
                        7, VotePhase.VOTE2, 1, id(7), 6, VoteResult.STALE, Verification.VERIFIED, 0, nanos),
                metrics -> metrics.proposalReceived(Samples.received(5, 5, nanos)),
                metrics -> metrics.viewChangeReceived(
                        ViewChangeKind.STATUS, 7, 1, 6, ViewChangeResult.ACCEPTED, Verification.VERIFIED, 0, nanos),
                metrics -> metrics.certificateReceived(certificate(CertificateKind.QUORUM, 7, 7, nanos, 1)),
                metrics -> metrics.certificateReceived(certificate(CertificateKind.DOUBLE, 7, 7, nanos, 1)),
                metrics -> metrics.certificateReceived(certificate(CertificateKind.TIMEOUT, 7, 7, nanos, 1)));
    }

    @ParameterizedTest
    @MethodSource("words")
    void verifiedWord_endsTheSilence(Consumer<ValidatorMetrics> word) {
        after(25);
        word.accept(validators);
        assertThat(metrics.value("validator_silent_seconds", "validator", "1")).isEqualTo(5);
        assertThat(metrics.value("validator_silent_seconds", "validator", "0")).isEqualTo(25);
        assertThat(validators.silent(Duration.ofSeconds(6)))
                .extracting(ValidatorAge::index)
                .containsExactly(0, 2, 3);
        after(40);
        word.accept(validators);
        assertThat(validators.silent(Duration.ZERO)).last().isEqualTo(new ValidatorAge(1, "1", Duration.ofSeconds(20)));
    }

    @Test
    void wordThatAnybodyMayHaveSaid_doesNot() {
        after(25);
        validators.voteReceived(
                7, VotePhase.VOTE, 1, id(7), 6, VoteResult.ACCEPTED, Verification.UNVERIFIED, 0, now.get());
        validators.voteReceived(
                7, VotePhase.VOTE, 4, id(7), 6, VoteResult.ACCEPTED, Verification.VERIFIED, 0, now.get());
        assertThat(metrics.value("validator_silent_seconds", "validator", "1")).isEqualTo(25);
        assertThat(metrics.value("validator_last_vote_view", "validator", "1")).isZero();
    }

    @Test
    void signatureInACertificateThatGoesRound_isNoNewWord() {
        for (int second = 0; second <= 20; second++) {
            after(second);
            validators.certificateReceived(certificate(CertificateKind.QUORUM, 7, 7, now.get(), 0, 1, 3));
            validators.certificateReceived(certificate(CertificateKind.TIMEOUT, 9, 7, now.get(), 0, 1, 3));
        }
        assertThat(metrics.value("validator_silent_seconds", "validator", "3")).isEqualTo(20);
        assertThat(metrics.value("validator_last_vote_view", "validator", "3")).isEqualTo(7);
    }

    @Test
    void deadValidator_isNamedWhileTheOthersGoOn() {
        for (int view = 1; view <= 22; view++) {
            after(view);
            int[] signers = view <= 4 ? new int[] {0, 1, 2, 3} : new int[] {0, 1, 3};
            validators.certificateReceived(certificate(CertificateKind.QUORUM, view, view, now.get(), signers));
        }
        assertThat(validators.silent(Duration.ofSeconds(10)))
                .containsExactly(new ValidatorAge(2, "2", Duration.ofSeconds(18)));
        assertThat(metrics.value("validator_last_vote_view", "validator", "2")).isEqualTo(4);
    }

    @Test
    void uptime_leavesOutWhatWasSilenceBeyondTheLimit() {
        assertThat(validators.uptime(2)).isEqualTo(1);
        speakUntil(20, 1, 2);
        speakUntil(50, 1);
        assertThat(validators.uptime(1)).isEqualTo(1);
        assertThat(validators.uptime(2)).as("silent for 30 of 50 s").isEqualTo(0.4);
        speakUntil(100, 1, 2);
        assertThat(validators.uptime(2)).as("silent for 31 of 100 s").isEqualTo(0.69);
        assertThat(validators.uptime(3)).isZero();
        assertThat(validators.uptime(4)).isZero();
        validators.restored(Restored.inView(5).at(now.get()));
        after(110);
        assertThat(validators.uptime(3)).isEqualTo(1);
    }

    private void speakUntil(long second, int... who) {
        for (long at = Duration.ofNanos(now.get() - START).toSeconds() + 1; at <= second; at++) {
            after(at);
            for (int validator : who) {
                validators.recordVote(0, VotePhase.VOTE, validator, now.get());
            }
        }
    }

    @Test
    void restart_isAStart() {
        after(60);
        validators.restored(Restored.inView(5)
                .voted(5, id(5), 4)
                .locked(4, id(6))
                .committed(6, id(6), 4)
                .at(0));
        after(61);
        assertThat(validators.silent(Duration.ofSeconds(2))).isEmpty();
    }

    @Test
    void accused_isNamedWithTheTimeOfTheFirstPiece() {
        after(3);
        validators.recordEvidence(1);
        after(5);
        validators.recordEvidence(1);
        validators.recordEvidence(0);
        after(6);
        assertThat(validators.accused())
                .containsExactly(
                        new ValidatorAge(1, "1", Duration.ofSeconds(3)),
                        new ValidatorAge(0, "0", Duration.ofSeconds(1)));
    }

    @Test
    void silence_goesOnForWhoStays_andBeginsForWhoIsNew() {
        validators.validatorSetChanged(set(1, 1, "A", "B", "C", "D"));
        validators.viewEntered(1, 0, ViewCause.GENESIS, 0, START);
        validators.certificateReceived(certificate(CertificateKind.QUORUM, 3, 3, START, 3));
        after(10);
        validators.validatorSetChanged(set(2, 5, "new", "D", "A"));
        validators.viewEntered(5, 4, ViewCause.SYNC, 0, now.get());
        after(12);
        assertThat(validators.silent(Duration.ZERO))
                .containsExactly(
                        new ValidatorAge(1, "D", Duration.ofSeconds(12)),
                        new ValidatorAge(2, "A", Duration.ofSeconds(12)),
                        new ValidatorAge(0, "new", Duration.ofSeconds(2)));
        assertThat(metrics.value("validator_last_vote_view", "validator", "D")).isEqualTo(3);
        assertThat(shown(collector, "validator_silent_seconds")).containsExactlyInAnyOrder("new", "D", "A");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 200})
    void setOfUpTo200_isShownWhole(int size) {
        MetricsCollector all = Quorumeter.collector().nanoTime(now::get).create();
        new ValidatorMetrics(all, Protocol.basic().replicas(size));
        for (String family : FAMILIES) {
            assertThat(shown(all, family)).as(family).hasSize(size);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 400, 1_000})
    void largerSet_showsTheFiftyWorst(int size) {
        MetricsCollector few = Quorumeter.collector().nanoTime(now::get).create();
        ValidatorMetrics many = new ValidatorMetrics(few, Protocol.basic().replicas(size));
        assertThat(shown(few, "validator_silent_seconds")).isEqualTo(names(0, 50));
        many.recordEvidence(200);
        after(30);
        int[] heard = IntStream.range(0, size).filter(i -> i < 150 || i >= 160).toArray();
        many.certificateReceived(certificate(CertificateKind.QUORUM, 7, 7, now.get(), heard));
        few.snapshot();
        Set<String> expected = names(0, 39);
        expected.addAll(names(150, 160));
        expected.add("200");
        for (String family : FAMILIES) {
            assertThat(shown(few, family)).as(family).isEqualTo(expected);
        }
        after(35);
        assertThat(shown(few, "validator_silent_seconds")).isEqualTo(expected);
        many.certificateReceived(certificate(
                CertificateKind.QUORUM,
                8,
                8,
                now.get(),
                IntStream.range(0, size).toArray()));
        assertThat(shown(few, "validator_silent_seconds")).isEqualTo(expected);
        assertThat(few.snapshot().value("hotstuff2_validator_evidence_total", "validator", "200"))
                .hasValue(1);
    }

    /** Each is heard as it leads, once in 301 s; only some of their votes come in time for a certificate. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void largerSet_inWhichAllIsWell_keepsItsSeries_andShowsWhoMissedTwoTurns(int dead) {
        int size = 301;
        MetricsCollector few = Quorumeter.collector().nanoTime(now::get).create();
        ValidatorMetrics many = new ValidatorMetrics(few, Protocol.basic().replicas(size));
        int[] quick = IntStream.range(100, size - dead).toArray();
        Set<Set<String>> shown = new HashSet<>();
        for (int view = 1; view <= 700; view++) {
            after(view);
            int leader = view % size;
            many.viewEntered(view, view - 1, ViewCause.DOUBLE_CERTIFICATE, leader, now.get());
            if (leader < size - dead) {
                hear(many, view, leader);
            }
            many.certificateReceived(certificate(CertificateKind.QUORUM, view, view, now.get(), quick));
            if (view % 15 == 0) {
                shown.add(shown(few, "validator_silent_seconds"));
                if (view <= 600) {
                    assertThat(shown).containsExactly(names(0, 50));
                }
            }
        }
        assertThat(shown).hasSize(1 + dead);
        assertThat(many.silent()).extracting(ValidatorAge::index).isEqualTo(dead == 0 ? List.of() : List.of(300));
    }

    @Test
    void silenceLimit_isThatOfTheLastViews_andNeverRaisedForWhoIsSilent() {
        assertThat(validators.silenceLimit(1)).isEqualTo(Duration.ofSeconds(10));
        for (int view = 1; view <= 20; view++) {
            after(view * 3L);
            validators.viewEntered(view, view - 1, ViewCause.DOUBLE_CERTIFICATE, 0, now.get());
            hear(validators, view, 0, 1, 2, 3);
        }
        assertThat(validators.silenceLimit(1)).isEqualTo(Duration.ofSeconds(24));
        after(84);
        hear(validators, 20, 0);
        assertThat(validators.silent()).isEmpty();
        after(85);
        assertThat(validators.silent()).extracting(ValidatorAge::index).containsExactly(1, 2, 3);
        for (int view = 21; view <= 40; view++) {
            after(85 + (view - 20) * 60L);
            validators.viewEntered(view, view - 1, ViewCause.TIMEOUT_CERTIFICATE, 0, now.get());
            hear(validators, view, 0, 1);
            assertThat(validators.silent()).extracting(ValidatorAge::index).containsExactly(2, 3);
        }
        assertThat(validators.silenceLimit(1)).isEqualTo(Duration.ofMinutes(8));
        assertThat(validators.silenceLimit(2)).isEqualTo(Duration.ofSeconds(24));
    }

    @Test
    void silence_thatIsFound_staysInTheNextSet() {
        validators.validatorSetChanged(set(1, 1, "A", "B", "C"));
        for (int view = 1; view <= 30; view++) {
            after(view);
            validators.viewEntered(view, view - 1, ViewCause.DOUBLE_CERTIFICATE, 0, now.get());
            hear(validators, view, 0, 1);
        }
        assertThat(validators.silent()).extracting(ValidatorAge::name).containsExactly("C");
        validators.validatorSetChanged(set(2, 31, "C", "A", "B", "D"));
        after(90);
        validators.viewEntered(31, 30, ViewCause.DOUBLE_CERTIFICATE, 0, now.get());
        hear(validators, 31, 1, 2);
        assertThat(validators.silenceLimit(3)).isGreaterThan(Duration.ofMinutes(1));
        assertThat(validators.silent()).extracting(ValidatorAge::name).containsExactly("C");
    }

    @Test
    void silenceLimit_isNotShorterThanTwentyDelta() {
        MetricsCollector slow = Quorumeter.collector().nanoTime(now::get).create();
        ValidatorMetrics far =
                new ValidatorMetrics(slow, Protocol.basic().replicas(4).delta(Duration.ofSeconds(2)));
        assertThat(far.silenceLimit(0)).isEqualTo(Duration.ofSeconds(40));
        after(40);
        assertThat(far.silent()).isEmpty();
        after(41);
        assertThat(far.silent()).hasSize(4);
    }

    private void hear(ValidatorMetrics by, long view, int... heard) {
        for (int validator : heard) {
            by.viewChangeReceived(
                    ViewChangeKind.STATUS,
                    view,
                    validator,
                    view - 1,
                    ViewChangeResult.ACCEPTED,
                    Verification.VERIFIED,
                    0,
                    now.get());
        }
    }

    @Test
    void detailedCollector_showsALargerSetWhole() {
        MetricsCollector all = Quorumeter.collector()
                .level(MetricLevel.DETAILED)
                .nanoTime(now::get)
                .create();
        new ValidatorMetrics(all, Protocol.basic().replicas(300));
        assertThat(shown(all, "validator_last_vote_view")).hasSize(300);
    }

    private void after(long seconds) {
        now.set(START + Duration.ofSeconds(seconds).toNanos());
    }

    private static Set<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).collect(Collectors.toSet());
    }

    private static Set<String> shown(MetricsCollector collector, String family) {
        return collector.snapshot().family("hotstuff2_" + family).orElseThrow().allLabels().stream()
                .map(labels -> String.valueOf(labels.get("validator")))
                .collect(Collectors.toSet());
    }

    private static ValidatorSetChange set(long epoch, long firstView, String... keys) {
        return new ValidatorSetChange(epoch, firstView, ValidatorSet.ofKeys(List.of(keys)));
    }
}

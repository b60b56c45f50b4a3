package io.quorumeter.consensus;

import static io.quorumeter.consensus.Samples.certificate;
import static io.quorumeter.consensus.Samples.committed;
import static io.quorumeter.consensus.Samples.id;
import static io.quorumeter.consensus.Samples.received;
import static io.quorumeter.consensus.Samples.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.ValidatorSet;
import io.quorumeter.core.Quorumeter;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConsensusMetricsTest {
    private static final long MS = 1_000_000;
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private final MetricsCollector collector =
            Quorumeter.collector().level(MetricLevel.ESSENTIAL).create();
    private final ConsensusMetrics metrics =
            new ConsensusMetrics(collector, Samples.PROTOCOL, UnixClock.of(() -> START, () -> 0));
    private final Movement moved = new Movement(collector);

    @Test
    void restored_setsTheBaseline() {
        assertThat(moved.of(() -> metrics.restored(Restored.inView(9)
                        .voted(8, id(8), 7)
                        .locked(7, id(7))
                        .committed(6, id(6), 5)
                        .at(0))))
                .containsExactly(
                        "consensus_committed_height",
                        "consensus_committed_view",
                        "consensus_current_view",
                        "consensus_high_qc_view",
                        "consensus_last_voted_view",
                        "consensus_locked_view");
        assertThat(metrics.currentView()).isEqualTo(9);
        assertThat(moved.value("consensus_last_voted_view")).isEqualTo(8);
        assertThat(metrics.lockedView()).isEqualTo(7);
        assertThat(metrics.highQcView()).isEqualTo(7);
        assertThat(metrics.committedHeight()).isEqualTo(6);
    }

    @Test
    void restored_afterARun_beginsAnother() {
        metrics.viewEntered(5, 4, ViewCause.SYNC, 0, MS);
        metrics.syncStarted(1, 9, MS);
        metrics.proposalSent(sent(5, 7, MS));
        metrics.blockCommitted(committed(5, 7, CommitPath.LIVE, MS));
        metrics.restored(Restored.inView(5)
                .voted(5, id(5), 4)
                .locked(4, id(6))
                .committed(6, id(6), 4)
                .at(9 * MS));
        assertThat(moved.value("sync_in_progress")).isZero();
        assertThat(moved.of(() -> metrics.viewLeft(5, ViewOutcome.TIMED_OUT, 9 * MS)))
                .isEmpty();
        assertThat(moved.of(() -> metrics.viewEntered(5, 0, ViewCause.RESTORED, 0, 9 * MS)))
                .contains("consensus_views_entered_total{cause=\"restored\"}");
        assertThat(moved.of(() -> metrics.proposalSent(sent(5, 7, 9 * MS))))
                .containsExactly("consensus_blocks_proposed_total");
        assertThat(moved.of(() -> metrics.blockCommitted(committed(5, 7, CommitPath.LIVE, 9 * MS))))
                .contains("consensus_blocks_committed_total{path=\"live\"}")
                .doesNotContain("consensus_block_interval_seconds");
    }

    @ParameterizedTest
    @EnumSource
    void viewEntered_countsItsCauseAndDatesTheView(ViewCause cause) {
        assertThat(moved.of(() -> metrics.viewEntered(5, 4, cause, 0, 1500 * MS)))
                .containsExactly(
                        "consensus_current_view",
                        "consensus_view_entered_timestamp_seconds",
                        "consensus_views_entered_total{cause=\"" + name(cause) + "\"}");
        assertThat(metrics.currentView()).isEqualTo(5);
        assertThat(moved.value("consensus_view_entered_timestamp_seconds"))
                .isCloseTo(START.getEpochSecond() + 1.5, within(1e-6));
    }

    @Test
    void viewEntered_again_isARepeat() {
        metrics.viewEntered(5, 4, ViewCause.SYNC, Samples.OWN, MS);
        assertThat(moved.of(() -> metrics.viewEntered(5, 4, ViewCause.VIEW_TIMER, Samples.OWN, 2 * MS)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "BASIC, DOUBLE_CERTIFICATE, 1, 1, responsive",
        "BASIC, DOUBLE_CERTIFICATE, 4, 4, responsive",
        "BASIC, VIEW_TIMER, 4, 4, responsive",
        "BASIC, TIMEOUT_CERTIFICATE, 4, 4, responsive",
        "BASIC, TIMEOUT_CERTIFICATE, 4, 3, delta_wait",
        "BASIC, VIEW_TIMER, 4, 0, delta_wait",
        "BASIC, VIEW_TIMER, 3, 3, delta_wait",
        "BASIC, SYNC, 4, 2, delta_wait",
        "PIPELINED, QUORUM_CERTIFICATE, 4, 3, responsive",
        "PIPELINED, TIMEOUT_CERTIFICATE, 4, 4, responsive",
        "PIPELINED, TIMEOUT_CERTIFICATE, 4, 3, delta_wait",
        "PIPELINED, VIEW_TIMER, 3, 3, delta_wait"
    })
    void leaderEntry_isResponsiveByItsLock_notByWhatItHeardOf(
            ProtocolVariant variant, ViewCause cause, int certified, int locked, String mode) {
        MetricsCollector other = Quorumeter.newCollector();
        Protocol protocol = variant == ProtocolVariant.BASIC ? Protocol.basic() : Protocol.pipelined();
        ConsensusMetrics leader =
                new ConsensusMetrics(other, protocol.replicas(4).ownIndex(1));
        leader.certificateReceived(certificate(CertificateKind.QUORUM, certified, certified, 0));
        leader.lockUpdated(0, locked, id(locked), LockCause.PREPARE, 0);
        leader.viewEntered(5, 4, cause, 1, MS);
        Movement entries = new Movement(other);
        assertThat(entries.value("consensus_leader_entries_total", "mode", mode))
                .isEqualTo(1);
    }

    @Test
    void viewEntered_asLeaderOfALaterSet_followsTheIndexInIt() {
        metrics.validatorSetChanged(new ValidatorSetChange(
                1, 8, ValidatorSet.ofKeys(List.of("a", "b")).ownIndex(1)));
        assertThat(moved.of(() -> metrics.viewEntered(7, 6, ViewCause.SYNC, 1, MS)))
                .noneMatch(series -> series.contains("leader_entries"));
        assertThat(moved.of(() -> metrics.viewEntered(8, 7, ViewCause.SYNC, 1, MS)))
                .anyMatch(series -> series.contains("leader_entries"));
    }

    @ParameterizedTest
    @EnumSource
    void viewLeft_timesTheView(ViewOutcome outcome) {
        metrics.viewEntered(5, 4, ViewCause.SYNC, 0, 100 * MS);
        String series = "consensus_view_duration_seconds{outcome=\"" + name(outcome) + "\"}";
        assertThat(moved.of(() -> metrics.viewLeft(5, outcome, 130 * MS))).containsExactly(series);
        assertThat(moved.distribution("consensus_view_duration_seconds", "outcome", name(outcome))
                        .sum())
                .isCloseTo(0.030, within(1e-9));
        assertThat(moved.of(() -> metrics.viewLeft(5, outcome, 131 * MS))).isEmpty();
    }

    @Test
    void viewLeft_ofAnotherView_isNotTimed() {
        metrics.viewEntered(5, 4, ViewCause.SYNC, 0, 100 * MS);
        assertThat(moved.of(() -> metrics.viewLeft(4, ViewOutcome.CERTIFIED, 130 * MS)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void localTimeout_countsWhatWasAwaited(TimeoutPhase phase) {
        assertThat(moved.of(() -> metrics.localTimeout(5, phase, MS)))
                .containsExactly("consensus_local_timeouts_total{phase=\"" + name(phase) + "\"}");
    }

    @Test
    void isStuckInView_afterThreeTimeouts_untilTheNextView() {
        metrics.viewEntered(5, 4, ViewCause.SYNC, 0, MS);
        metrics.localTimeout(5, TimeoutPhase.VOTED, MS);
        metrics.localTimeout(5, TimeoutPhase.VOTED, MS);
        assertThat(metrics.isStuckInView()).isFalse();
        metrics.localTimeout(5, TimeoutPhase.VOTED, MS);
        assertThat(metrics.isStuckInView()).isTrue();
        metrics.viewEntered(6, 5, ViewCause.TIMEOUT_CERTIFICATE, 0, MS);
        assertThat(metrics.isStuckInView()).isFalse();
    }

    @Test
    void proposalSent_countsOnce() {
        assertThat(moved.of(() -> metrics.proposalSent(sent(5, 7, MS))))
                .containsExactly("consensus_blocks_proposed_total");
        assertThat(moved.of(() -> metrics.proposalSent(sent(5, 7, 2 * MS)))).isEmpty();
    }

    @Test
    void proposals_byEventAndByRecord_showTheHeightAndViewOfTheLast() {
        MetricsCollector other = Quorumeter.newCollector();
        ConsensusMetrics leader = new ConsensusMetrics(other, Samples.PROTOCOL);
        Movement shown = new Movement(other);
        leader.proposalSent(sent(5, 7, MS));
        leader.proposalSent(sent(9, 8, 2 * MS));
        assertThat(shown.value("consensus_proposed_height")).isEqualTo(8);
        assertThat(shown.value("consensus_proposed_view")).isEqualTo(9);
        leader.recordBlockProposed(10, 13, 1);
        leader.recordBlockProposed(11, 17, 1);
        assertThat(shown.value("consensus_proposed_height")).isEqualTo(11);
        assertThat(shown.value("consensus_proposed_view")).isEqualTo(17);
        assertThat(shown.value("consensus_blocks_proposed_total")).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource
    void proposal_isCountedByWhatWasDoneWithIt(ProposalResult result) {
        Set<String> series = Set.of("consensus_proposals_received_total{result=\"" + name(result) + "\"}");
        assertThat(moved.of(() -> metrics.proposalReceived(received(5, 7, MS)))).isEmpty();
        if (result == ProposalResult.ACCEPTED) {
            assertThat(moved.of(() -> metrics.proposalAccepted(5, id(7), MS))).isEqualTo(series);
        } else {
            assertThat(moved.of(() -> metrics.proposalRejected(5, 1, id(7), Verification.UNVERIFIED, result, 0, MS)))
                    .isEqualTo(series);
        }
    }

    @ParameterizedTest
    @EnumSource
    void voteSent_isCounted_andAFirstOneRaisesTheLastVotedView(VotePhase phase) {
        String series = "consensus_votes_sent_total{phase=\"" + name(phase) + "\"}";
        Set<String> both = phase == VotePhase.VOTE ? Set.of("consensus_last_voted_view", series) : Set.of(series);
        assertThat(moved.of(() -> metrics.voteSent(5, phase, id(7), 4, MS))).isEqualTo(both);
        assertThat(moved.of(() -> metrics.voteSent(4, phase, id(7), 3, MS))).containsExactly(series);
        assertThat(moved.of(() -> metrics.recordVoteSent(phase, 6))).isEqualTo(both);
        assertThat(moved.value("consensus_last_voted_view")).isEqualTo(phase == VotePhase.VOTE ? 6 : 0);
    }

    @Test
    void lastVotedView_afterARestart_isThatOfFirstVotes() {
        metrics.restored(Restored.inView(9)
                .voted(8, BlockId.NONE, -1)
                .locked(7, id(7))
                .committed(6, id(6), 5)
                .at(0));
        metrics.voteSent(9, VotePhase.VOTE2, id(7), 9, MS);
        assertThat(moved.value("consensus_last_voted_view")).isEqualTo(8);
        metrics.voteSent(10, VotePhase.VOTE, id(8), 9, MS);
        assertThat(moved.value("consensus_last_voted_view")).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource
    void vote_isCountedByPhaseAndWhatWasDoneWithIt(VoteResult result) {
        Set<VoteResult> counted =
                EnumSet.of(VoteResult.ACCEPTED, VoteResult.DUPLICATE, VoteResult.LATE, VoteResult.CONFLICTING);
        for (VotePhase phase : VotePhase.values()) {
            assertThat(moved.of(() -> {
                        if (counted.contains(result)) {
                            metrics.voteReceived(5, phase, 1, id(7), 4, result, Verification.VERIFIED, 0, MS);
                        } else {
                            metrics.voteRejected(5, phase, 1, result, 0, MS);
                        }
                    }))
                    .containsExactly("consensus_votes_received_total{phase=\"" + name(phase) + "\",result=\""
                            + name(result) + "\"}");
        }
    }

    @Test
    void certificate_isCountedOnceByItsFirstOrigin() {
        for (CertificateKind kind : CertificateKind.values()) {
            CertificateEvent formed = certificate(kind, 5, 7, MS, 0, 1, 2);
            String family = "consensus_certificates_total{kind=\"" + name(kind) + "\",source=";
            assertThat(moved.of(() -> metrics.certificateFormed(formed))).contains(family + "\"formed\"}");
            assertThat(moved.of(() -> metrics.certificateReceived(formed))).isEmpty();
            assertThat(moved.of(() -> metrics.certificateReceived(certificate(kind, 6, 8, MS))))
                    .contains(family + "\"received\"}");
            assertThat(moved.of(() -> metrics.certificateFormed(certificate(kind, 6, 8, MS, 1, 2, 3))))
                    .isEmpty();
        }
    }

    @Test
    void certificate_forAnotherBlockOfTheView_isAnother() {
        metrics.certificateReceived(certificate(CertificateKind.QUORUM, 5, 7, MS));
        metrics.certificateReceived(certificate(CertificateKind.QUORUM, 5, 8, MS));
        metrics.certificateReceived(certificate(CertificateKind.QUORUM, 5, 7, MS));
        metrics.certificateReceived(certificate(CertificateKind.QUORUM, 5, 8, MS));
        assertThat(moved.value("consensus_certificates_total", "kind", "quorum", "source", "received"))
                .isEqualTo(2);
    }

    @Test
    void highQcView_risesWithQuorumCertificatesAlone() {
        assertThat(moved.of(() -> metrics.certificateReceived(certificate(CertificateKind.QUORUM, 5, 7, MS))))
                .contains("consensus_high_qc_view");
        metrics.certificateReceived(certificate(CertificateKind.QUORUM, 3, 4, MS));
        metrics.certificateReceived(certificate(CertificateKind.DOUBLE, 9, 9, MS));
        metrics.certificateReceived(certificate(CertificateKind.TIMEOUT, 9, 9, MS));
        assertThat(metrics.highQcView()).isEqualTo(5);
    }

    @Test
    void certificateRejected_countsKindAndReason() {
        for (CertificateKind kind : CertificateKind.values()) {
            for (CertificateFault reason : CertificateFault.values()) {
                assertThat(moved.of(() -> metrics.certificateRejected(kind, 5, -1, reason, 0, MS)))
                        .containsExactly("consensus_certificates_rejected_total{kind=\"" + name(kind) + "\",reason=\""
                                + name(reason) + "\"}");
            }
        }
    }

    @Test
    void lockUpdated_showsTheLockAsItIs() {
        assertThat(moved.of(() -> metrics.lockUpdated(0, 5, id(7), LockCause.PREPARE, MS)))
                .containsExactly("consensus_high_qc_view", "consensus_locked_view");
        assertThat(moved.of(() -> metrics.lockUpdated(5, 4, id(6), LockCause.STATUS, MS)))
                .containsExactly("consensus_locked_view");
        assertThat(metrics.lockedView()).isEqualTo(4);
    }

    @Test
    void safetyState_isTimedAndItsFailuresCounted() {
        assertThat(moved.of(() -> metrics.safetyStatePersisted(5, 5, 4, 3 * MS)))
                .containsExactly("consensus_safety_state_persist_seconds");
        assertThat(moved.of(metrics::safetyStatePersistFailed))
                .containsExactly("consensus_safety_state_persist_failures_total");
    }

    @Test
    void sync_showsWhileItLasts() {
        assertThat(moved.of(() -> metrics.syncStarted(1, 100, MS))).containsExactly("sync_in_progress");
        assertThat(moved.value("sync_in_progress")).isEqualTo(1);
        assertThat(moved.of(() -> metrics.syncEnded(SyncResult.OK, MS))).containsExactly("sync_in_progress");
    }

    @Test
    void blockCommitted_movesEverythingAboutCommits() {
        metrics.proposalReceived(received(5, 64, 100 * MS));
        assertThat(moved.of(() -> metrics.blockCommitted(committed(5, 64, CommitPath.LIVE, 160 * MS))))
                .containsExactly(
                        "consensus_block_commit_latency_seconds",
                        "consensus_blocks_committed_total{path=\"live\"}",
                        "consensus_checkpoint_fingerprint{half=\"high\",slot=\"1\"}",
                        "consensus_checkpoint_fingerprint{half=\"low\",slot=\"1\"}",
                        "consensus_checkpoint_height{slot=\"1\"}",
                        "consensus_committed_height",
                        "consensus_committed_view",
                        "consensus_last_commit_timestamp_seconds",
                        "consensus_transactions_committed_total");
        assertThat(metrics.committedHeight()).isEqualTo(64);
        assertThat(moved.value("consensus_committed_view")).isEqualTo(5);
        assertThat(moved.value("consensus_transactions_committed_total")).isEqualTo(400);
        assertThat(moved.distribution("consensus_block_commit_latency_seconds").sum())
                .isCloseTo(0.060, within(1e-9));
    }

    @Test
    void blockCommitted_again_isARepeat() {
        metrics.blockCommitted(committed(5, 7, CommitPath.LIVE, MS));
        assertThat(moved.of(() -> metrics.blockCommitted(committed(5, 7, CommitPath.LIVE, 2 * MS))))
                .isEmpty();
        assertThat(moved.of(() -> metrics.blockCommitted(committed(4, 6, CommitPath.SYNC, 2 * MS))))
                .isEmpty();
    }

    @Test
    void blockInterval_isBetweenLiveCommitsAlone() {
        metrics.blockCommitted(committed(1, 1, CommitPath.LIVE, 10 * MS));
        metrics.blockCommitted(committed(2, 2, CommitPath.LIVE, 15 * MS));
        metrics.blockCommitted(committed(3, 3, CommitPath.SYNC, 900 * MS));
        metrics.blockCommitted(committed(4, 4, CommitPath.LIVE, 905 * MS));
        assertThat(moved.distribution("consensus_block_interval_seconds").count())
                .isEqualTo(1);
        assertThat(moved.distribution("consensus_block_interval_seconds").sum()).isCloseTo(0.005, within(1e-9));
    }

    @Test
    void commitLatency_beginsWithTheFirstKnowledge() {
        metrics.proposalBuilt(Samples.built(5, 7, 100 * MS));
        metrics.proposalSent(sent(5, 7, 110 * MS));
        metrics.proposalReceived(received(5, 7, 120 * MS));
        metrics.blockCommitted(committed(5, 7, CommitPath.LIVE, 150 * MS));
        assertThat(moved.distribution("consensus_block_commit_latency_seconds").sum())
                .isCloseTo(0.050, within(1e-9));
    }

    @Test
    void commitLatency_ofABlockWhoseProposalWasNotSeen_isNotRecorded() {
        metrics.blockCommitted(committed(5, 7, CommitPath.SYNC, 150 * MS));
        assertThat(moved.distribution("consensus_block_commit_latency_seconds").count())
                .isZero();
    }

    /** Ways to lose touch 100 ms after the start and be back at 65 s. */
    private enum Gap {
        SYNC {
            @Override
            void pass(HotStuff2Listener replica) {
                replica.syncStarted(4, 64, 64_000 * MS);
                replica.syncEnded(SyncResult.OK, 65_000 * MS);
            }
        },
        SKIPPED_VIEWS {
            @Override
            void pass(HotStuff2Listener replica) {
                replica.viewEntered(64, 9, ViewCause.QUORUM_CERTIFICATE, 0, 65_000 * MS);
            }
        },
        VIEW_BY_SYNC {
            @Override
            void pass(HotStuff2Listener replica) {
                replica.viewEntered(10, 9, ViewCause.SYNC, 0, 65_000 * MS);
            }
        },
        RESTART {
            @Override
            void pass(HotStuff2Listener replica) {
                replica.restored(Restored.inView(9)
                        .voted(9, BlockId.NONE, -1)
                        .locked(4, id(4))
                        .committed(4, id(4), 4)
                        .at(65_000 * MS));
            }
        };

        abstract void pass(HotStuff2Listener replica);
    }

    @ParameterizedTest
    @EnumSource
    void whatDidNotHappenLive_isInNoLiveTime(Gap gap) {
        MetricsCollector all =
                Quorumeter.collector().level(MetricLevel.DETAILED).create();
        HotStuff2Events replica = HotStuff2Events.on(all, Samples.PROTOCOL);
        PerformanceMetrics performance = new PerformanceMetrics(all, Samples.PROTOCOL);
        replica.listen("performance", performance);
        Movement times = new Movement(all);
        replica.viewEntered(9, 8, ViewCause.DOUBLE_CERTIFICATE, 1, 10 * MS);
        replica.blockCommitted(committed(4, 4, CommitPath.LIVE, 50 * MS));
        for (int height = 5; height <= 9; height++) {
            replica.proposalReceived(received(height, height, 100 * MS));
        }
        replica.proposalSent(sent(10, 10, 100 * MS));
        replica.certificateReceived(certificate(CertificateKind.QUORUM, 8, 8, 100 * MS, 0, 1, 2));
        replica.viewChangeSent(ViewChangeKind.WISH, 10, 100 * MS);
        gap.pass(replica);
        assertThat(times.of(() -> {
                    replica.proposalAccepted(9, id(9), 65_001 * MS);
                    replica.voteSent(9, VotePhase.VOTE, id(9), 8, 65_001 * MS);
                    replica.voteReceived(
                            10,
                            VotePhase.VOTE,
                            1,
                            id(10),
                            9,
                            VoteResult.ACCEPTED,
                            Verification.VERIFIED,
                            0,
                            65_001 * MS);
                    replica.certificateFormed(certificate(CertificateKind.QUORUM, 10, 10, 65_001 * MS, 0, 1, 2));
                    replica.certificateFormed(certificate(CertificateKind.DOUBLE, 8, 8, 65_001 * MS, 0, 1, 2));
                    replica.certificateFormed(certificate(CertificateKind.TIMEOUT, 10, 10, 65_001 * MS, 0, 1, 2));
                    for (int height = 5; height <= 64; height++) {
                        CommitPath path = height % 2 == 0 && height < 10 ? CommitPath.LIVE : CommitPath.SYNC;
                        replica.blockCommitted(committed(height, height, path, 65_002 * MS));
                        if (path == CommitPath.SYNC) {
                            replica.blockExecuted(ExecutedBlock.of(height, id(height))
                                    .root(id(height))
                                    .took(1)
                                    .at(65_100 * MS));
                        }
                    }
                }))
                .filteredOn(series -> series.matches(
                        ".*(latency|interval|stage|arrival|(quorum|vote|full|execution|certificate)_delay)_seconds.*"))
                .isEmpty();
        assertThat(replica.timeline().slowest().orElseThrow().height()).isEqualTo(4);

        replica.proposalReceived(received(65, 65, 65_100 * MS));
        replica.blockCommitted(committed(65, 65, CommitPath.LIVE, 65_130 * MS));
        replica.proposalReceived(received(66, 66, 65_140 * MS));
        replica.blockCommitted(committed(66, 66, CommitPath.LIVE, 65_180 * MS));
        replica.blockExecuted(ExecutedBlock.of(66, id(66)).root(id(66)).took(1).at(65_190 * MS));
        assertThat(times.distribution("consensus_block_commit_latency_seconds").sum())
                .isCloseTo(0.070, within(1e-9));
        assertThat(times.distribution("consensus_block_interval_seconds").sum()).isCloseTo(0.050, within(1e-9));
        assertThat(times.distribution("performance_transaction_execution_delay_seconds")
                        .sum())
                .isCloseTo(0.010, within(1e-9));
        assertThat(replica.timeline().slowest().orElseThrow().height()).isEqualTo(66);
    }

    @Test
    void commit_duringCatchUp_isNotLive() {
        metrics.proposalReceived(received(5, 5, 90 * MS));
        metrics.syncStarted(4, 64, 100 * MS);
        metrics.proposalReceived(received(6, 6, 110 * MS));
        metrics.blockCommitted(committed(5, 5, CommitPath.LIVE, 120 * MS));
        metrics.blockCommitted(committed(6, 6, CommitPath.LIVE, 120 * MS));
        assertThat(moved.distribution("consensus_block_commit_latency_seconds").count())
                .isZero();
        assertThat(moved.distribution("consensus_block_interval_seconds").count())
                .isZero();
    }

    @Test
    void clusterThatStalls_isSlowAndLive() {
        metrics.viewEntered(5, 4, ViewCause.DOUBLE_CERTIFICATE, 1, 0);
        metrics.blockCommitted(committed(4, 4, CommitPath.LIVE, 50 * MS));
        metrics.proposalReceived(received(5, 5, 100 * MS));
        for (long view = 6; view < 30; view++) {
            metrics.viewEntered(view, view - 1, ViewCause.TIMEOUT_CERTIFICATE, 1, view * 2_000 * MS);
        }
        metrics.blockCommitted(committed(5, 5, CommitPath.LIVE, 60_100 * MS));
        assertThat(moved.distribution("consensus_block_commit_latency_seconds").sum())
                .isCloseTo(60, within(1e-9));
        assertThat(moved.distribution("consensus_block_interval_seconds").sum()).isCloseTo(60.05, within(1e-9));
    }

    @Test
    void quorumDelay_ofFirstVotes_beginsWithTheOwnProposal() {
        metrics.proposalBuilt(Samples.built(5, 7, 90 * MS));
        metrics.proposalSent(sent(5, 7, 100 * MS));
        metrics.certificateFormed(certificate(CertificateKind.QUORUM, 5, 7, 120 * MS, 0, 1, 2));
        assertThat(moved.distribution("consensus_quorum_delay_seconds", "phase", "vote")
                        .sum())
                .isCloseTo(0.020, within(1e-9));
    }

    @Test
    void quorumDelay_ofFirstVotesCollectedForAnother_beginsWithItsProposal() {
        metrics.proposalReceived(received(5, 7, 100 * MS));
        metrics.certificateFormed(certificate(CertificateKind.QUORUM, 5, 7, 130 * MS, 0, 1, 2));
        assertThat(moved.distribution("consensus_quorum_delay_seconds", "phase", "vote")
                        .sum())
                .isCloseTo(0.030, within(1e-9));
    }

    @Test
    void proposal_ofACommittedBlock_isNotRememberedAgain() {
        metrics.blockCommitted(committed(5, 7, CommitPath.LIVE, 90 * MS));
        metrics.proposalReceived(received(5, 7, 100 * MS));
        assertThat(moved.of(
                        () -> metrics.certificateFormed(certificate(CertificateKind.QUORUM, 5, 7, 130 * MS, 0, 1, 2))))
                .noneMatch(series -> series.contains("quorum_delay"));
    }

    @Test
    void quorumDelay_ofSecondVotes_beginsWithTheCertificateVotedFor() {
        metrics.certificateReceived(certificate(CertificateKind.QUORUM, 5, 7, 120 * MS, 0, 1, 2));
        metrics.certificateFormed(certificate(CertificateKind.DOUBLE, 5, 7, 145 * MS, 0, 1, 2));
        assertThat(moved.distribution("consensus_quorum_delay_seconds", "phase", "vote2")
                        .sum())
                .isCloseTo(0.025, within(1e-9));
        assertThat(moved.distribution("consensus_quorum_delay_seconds", "phase", "vote")
                        .count())
                .isZero();
    }

    @Test
    void quorumDelay_withoutAKnownBeginning_isNotRecorded() {
        assertThat(moved.of(() -> {
                    metrics.certificateFormed(certificate(CertificateKind.QUORUM, 5, 7, 120 * MS, 0, 1, 2));
                    metrics.certificateFormed(certificate(CertificateKind.DOUBLE, 6, 8, 145 * MS, 0, 1, 2));
                }))
                .noneMatch(series -> series.contains("quorum_delay"));
    }

    /** Views of three steps that commit one block, three and two. */
    @ParameterizedTest
    @EnumSource
    void commitBatch_isThereWithItsLastBlock(ProtocolVariant variant) {
        MetricsCollector other = Quorumeter.newCollector();
        Protocol protocol = variant == ProtocolVariant.BASIC ? Protocol.basic() : Protocol.pipelined();
        ConsensusMetrics replica = new ConsensusMetrics(other, protocol);
        Movement batches = new Movement(other);
        long height = 1;
        long blocks = 0;
        int steps = 0;
        for (int[] step : new int[][] {{3}, {4, 6, 7}, {9, 12}}) {
            long certified = step[step.length - 1];
            boolean pipelined = variant == ProtocolVariant.PIPELINED;
            for (int view : step) {
                replica.blockCommitted((pipelined
                                ? CommittedBlock.byTwoChain(
                                        height, id(height), id(height - 1), certified, certified + 1)
                                : CommittedBlock.byDoubleCertificate(height, id(height), id(height - 1), certified))
                        .proposedIn(view)
                        .transactions(1)
                        .bytes(1)
                        .at(MS));
                height++;
            }
            steps++;
            blocks += step.length;
            assertThat(batches.distribution("consensus_commit_batch_blocks").count())
                    .isEqualTo(steps);
            assertThat(batches.distribution("consensus_commit_batch_blocks").sum())
                    .isEqualTo((double) blocks);
        }
    }

    @Test
    void eventsThatFeedNoEssentialFamily_moveNothing() {
        assertThat(moved.of(() -> {
                    metrics.timerArmed(5, MS);
                    metrics.leaderWaitStarted(5, MS);
                    metrics.leaderWaitEnded(5, 3, MS);
                    metrics.proposalBuilt(Samples.built(5, 7, MS));
                    metrics.proposalTimestamp(5, 1);
                    metrics.voteWithheld(5, VotePhase.VOTE, WithheldReason.SYNCING);
                    metrics.blockInserted(id(7), 7, 1);
                    metrics.blockPruned(id(7), 7, 1, PruneReason.ABANDONED);
                    metrics.viewChangeSent(ViewChangeKind.WISH, 5, MS);
                    metrics.syncProgress(1);
                    metrics.cryptoDone(CryptoOperation.SIGN, CryptoResult.OK, 1);
                }))
                .isEmpty();
    }

    private static String name(Enum<?> constant) {
        return io.quorumeter.LabelValue.of(constant);
    }
}

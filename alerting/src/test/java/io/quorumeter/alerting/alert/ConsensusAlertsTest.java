package io.quorumeter.alerting.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quorumeter.Labels;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.BuiltProposal;
import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.CommittedBlock;
import io.quorumeter.consensus.Finding;
import io.quorumeter.consensus.SafetyViolation;
import io.quorumeter.consensus.TimeoutPhase;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.consensus.safety.Evidence;
import io.quorumeter.consensus.safety.SafetyEvent;
import io.quorumeter.network.ConnectionDirection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsensusAlertsTest {
    private final AlertFixture node = new AlertFixture();

    private void seconds(int seconds) {
        node.loops.advance(Duration.ofSeconds(seconds));
    }

    private List<Alert> evidence() {
        return node.told.stream()
                .filter(alert -> alert.name().equals("HotStuff2ByzantineEvidence"))
                .toList();
    }

    private List<Alert> check(AlertManager alerts) {
        node.loops.advance(Duration.ofMillis(10));
        return alerts.checkConsensusHealth(node.events.metrics());
    }

    @Test
    void evidence_firesByType_namesTheAccused_andEndsWhenTheWindowIsOver() {
        AlertManager alerts = node.start(AlertFixture.quiet());
        node.doubleVote(7, 2);
        seconds(1);
        assertThat(node.names())
                .containsExactly(
                        "HotStuff2ByzantineEvidence", "HotStuff2ByzantinePowerHigh", "HotStuff2ValidatorAccused");
        Alert fired = evidence().get(0);
        assertThat(fired.labels()).isEqualTo(Labels.of("type", "double_vote"));
        assertThat(fired.summary())
                .isEqualTo("proven misbehaviour: double_vote, pieces of evidence within 5m: 1: "
                        + "validator 2: double_vote in view 7");
        assertThat(fired.severity()).isEqualTo(Severity.WARNING);
        assertThat(fired.value()).isEqualTo(1);
        assertThat(node.told.get(2).summary())
                .isEqualTo("validator 2 is accused, pieces of evidence within 5m: 1: "
                        + "validator 2: double_vote in view 7");
        assertThat(alerts.checkConsensusHealth(node.events.metrics()))
                .extracting(Alert::name)
                .contains("HotStuff2ByzantineEvidence", "HotStuff2ByzantinePowerHigh", "HotStuff2ValidatorAccused");
        seconds(299);
        assertThat(evidence()).hasSize(1);
        seconds(32);
        assertThat(evidence()).extracting(Alert::isFiring).containsExactly(true, false);
    }

    @Test
    void evidence_ofAnotherType_isNews_andTheValueFollows() {
        AlertManager alerts = node.start(AlertFixture.quiet());
        node.doubleVote(7, 2);
        seconds(1);
        node.doubleVote(9, 2);
        node.events.metrics().recordByzantineBehavior(ByzantineAct.DOUBLE_PROPOSAL, 3);
        seconds(20);
        assertThat(evidence())
                .extracting(alert -> alert.labels().get("type"))
                .containsExactly("double_vote", "double_proposal");
        assertThat(alerts.activeAlerts())
                .filteredOn(alert -> "double_vote".equals(alert.labels().get("type")))
                .extracting(Alert::value)
                .containsExactly(2.0);
    }

    @Test
    void evidence_withAKey_namesIndexAndKey() {
        node.start(AlertFixture.quiet());
        node.events.metrics().recordByzantineBehavior(ByzantineAct.DOUBLE_PROPOSAL, 1);
        node.collector
                .events()
                .publish(new SafetyEvent(new Evidence(
                        ByzantineAct.DOUBLE_PROPOSAL, 9, 1, "0123456789abcdef", 0, List.of(), 0, 0, "test")));
        node.collector.flush().join();
        seconds(1);
        assertThat(evidence())
                .extracting(Alert::summary)
                .singleElement()
                .asString()
                .contains("validator 1 (0123456789ab…): double_proposal in view 9");
    }

    @Test
    void evidence_resolvedByHand_comesBackOnlyWithMore() {
        AlertManager alerts = node.start(AlertFixture.quiet());
        node.doubleVote(7, 2);
        seconds(1);
        String id = evidence().get(0).id();
        alerts.resolveAlert(id);
        seconds(30);
        assertThat(alerts.activeAlerts()).extracting(Alert::id).doesNotContain(id);
        node.doubleVote(8, 2);
        seconds(1);
        assertThat(alerts.activeAlerts()).extracting(Alert::id).contains(id);
    }

    @Test
    void evidence_belowTheRelaxedRate_isNoAlert() {
        AlertManager alerts = node.start(AlertFixture.quiet().with(AlertSetting.MAX_BYZANTINE_BEHAVIOR_RATE, 0.1));
        for (int view = 1; view <= 30; view++) {
            node.doubleVote(view, 2);
        }
        assertThat(check(alerts)).extracting(Alert::name).doesNotContain("HotStuff2ByzantineEvidence");
        node.doubleVote(31, 2);
        assertThat(check(alerts)).extracting(Alert::name).contains("HotStuff2ByzantineEvidence");
    }

    @Test
    void ownDoubleVote_isOwnKeyMisuse_andStays() {
        node.start(AlertFixture.quiet());
        for (int block = 1; block <= 2; block++) {
            node.events.voteSent(7, VotePhase.VOTE, new BlockId(7, block, 0, 0), 6, node.loops.nanoTime());
        }
        node.collector.flush().join();
        seconds(1);
        assertThat(node.told)
                .filteredOn(alert -> alert.name().equals("HotStuff2OwnKeyMisuse"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.severity()).isEqualTo(Severity.CRITICAL))
                .satisfies(alert -> assertThat(alert.summary()).contains("own_double_vote"));
        assertThat(node.names()).doesNotContain("HotStuff2SafetyViolation");
        seconds(3_600);
        assertThat(node.names()).doesNotContain("-HotStuff2OwnKeyMisuse");
    }

    @Test
    void conflictingCommit_saysWhere_andWhatContradictsWhat() {
        node.connect();
        AlertManager alerts = node.start(AlertFixture.quiet());
        node.commit(1);
        for (int block = 1; block <= 2; block++) {
            node.events.blockCommitted(committed(2, block));
        }
        node.collector.flush().join();
        seconds(1);
        assertThat(node.told).singleElement().satisfies(alert -> {
            assertThat(alert.name()).isEqualTo("HotStuff2SafetyViolation");
            assertThat(AlertText.line(alert))
                    .contains(
                            ": an invariant of consensus was broken: conflicting_commit at height 2, seen by replica 0: "
                                    + "commit at height 2 of " + new BlockId(2, 1, 0, 0) + ", "
                                    + "commit at height 2 of " + new BlockId(2, 2, 0, 0) + " (justify view 2)");
        });
        node.events.metrics().recordSafetyViolation(SafetyViolation.CONFLICTING_COMMIT, 9);
        node.events.metrics().recordSafetyViolation(SafetyViolation.STATE_DIVERGENCE, 9);
        node.collector.flush().join();
        assertThat(alerts.checkConsensusHealth(node.events.metrics()))
                .extracting(Alert::summary)
                .singleElement()
                .satisfies(text ->
                        assertThat(text).contains("(justify view 2); last at height 9; state_divergence at height 9"));
    }

    @Test
    void laterViolation_isToldOf_thoughItsViewBeginsTheFirstOne() {
        Accusations accusations = new Accusations();
        io.quorumeter.promql.model.Labels none = io.quorumeter.promql.model.Labels.EMPTY;
        accusations.add(broken(12));
        accusations.add(broken(12));
        assertThat(accusations.explain("own", none)).hasValue("own_double_vote in view 12, seen by replica 0");
        accusations.add(broken(1));
        assertThat(accusations.explain("own", none))
                .hasValue("own_double_vote in view 12, seen by replica 0; last in view 1");
    }

    private static Evidence broken(long view) {
        return new Evidence(SafetyViolation.OWN_DOUBLE_VOTE, view, -1, "", 0, List.of(), 0, 0, "test");
    }

    private CommittedBlock committed(long height, int block) {
        return CommittedBlock.byDoubleCertificate(
                        height, new BlockId(height, block, 0, 0), new BlockId(height - 1, 1, 0, 0), height)
                .transactions(10)
                .bytes(100)
                .at(node.loops.nanoTime());
    }

    @Test
    void alertOfEvidence_waitsForIt_butNotForLong() {
        AlertManager alerts = node.start(AlertFixture.quiet());
        node.collector.incrementCounter("hotstuff2_consensus_safety_violations_total", "type", "conflicting_commit");
        alerts.evaluate();
        assertThat(node.told).isEmpty();
        assertThat(alerts.checkConsensusHealth(node.events.metrics())).hasSize(1);
        seconds(2);
        assertThat(node.told).extracting(Alert::summary).containsExactly("an invariant of consensus was broken");
    }

    @Test
    void accusations_explainWhatTheyKnowOf() {
        Accusations accusations = new Accusations();
        accusations.add(found(SafetyViolation.OWN_DOUBLE_VOTE));
        io.quorumeter.promql.model.Labels none = io.quorumeter.promql.model.Labels.EMPTY;
        assertThat(accusations.explain("own", none)).isPresent();
        assertThat(accusations.explain("invariants", none)).isEmpty();
        assertThat(accusations.explain("accused", none)).isEmpty();
        accusations.add(found(ByzantineAct.DOUBLE_VOTE));
        accusations.add(found(SafetyViolation.CONFLICTING_COMMIT));
        assertThat(accusations.explain("invariants", none)).isPresent();
        assertThat(accusations.explain("accused", none)).hasValue("validator 2: double_vote in view 9");
        assertThat(accusations.explain("accused", io.quorumeter.promql.model.Labels.of("validator", "3")))
                .isEmpty();
        assertThat(accusations.explain("accused", io.quorumeter.promql.model.Labels.of("type", "double_proposal")))
                .isEmpty();
        assertThat(accusations.explain("", none)).isEmpty();
    }

    private static Evidence found(Finding type) {
        return new Evidence(type, 9, 2, "", 0, List.of(), 0, 0, "test");
    }

    @Test
    void safetyViolations_upToTheLimit_areNoAlert() {
        AlertManager alerts = node.start(AlertFixture.quiet().with(AlertSetting.MAX_SAFETY_VIOLATIONS, 1));
        node.collector.incrementCounter("hotstuff2_consensus_safety_violations_total", "type", "conflicting_commit");
        assertThat(alerts.checkConsensusHealth(node.events.metrics())).isEmpty();
        node.collector.incrementCounter("hotstuff2_consensus_safety_violations_total", "type", "commit_gap");
        assertThat(alerts.checkConsensusHealth(node.events.metrics()))
                .singleElement()
                .satisfies(alert -> assertThat(alert.name()).isEqualTo("HotStuff2SafetyViolation"))
                .satisfies(alert -> assertThat(alert.value()).isEqualTo(2));
    }

    @Test
    void persistFailure_fires() {
        node.start(AlertFixture.quiet());
        node.events.safetyStatePersistFailed();
        seconds(1);
        assertThat(node.names()).containsExactly("HotStuff2SafetyStateNotPersisted");
    }

    @Test
    void noCommit_firesAfterTheLongestTime_andEndsWithTheNextOne() {
        node.connect();
        node.start(AlertFixture.quiet().with(AlertSetting.MAX_BLOCK_TIME, Duration.ofSeconds(10)));
        seconds(10);
        assertThat(node.names()).isEmpty();
        seconds(1);
        assertThat(node.names()).containsExactly("HotStuff2CommitStalled");
        for (int height = 1; height <= 31; height++) {
            assertThat(node.names()).containsExactly("HotStuff2CommitStalled");
            node.commit(height);
            seconds(1);
        }
        assertThat(node.names()).containsExactly("HotStuff2CommitStalled", "-HotStuff2CommitStalled");
    }

    @Test
    void noCommit_whileCatchingUp_isNoAlert() {
        node.start(AlertFixture.quiet().with(AlertSetting.MAX_BLOCK_TIME, Duration.ofSeconds(10)));
        node.events.syncStarted(1, 100, node.loops.nanoTime());
        seconds(60);
        assertThat(node.names()).isEmpty();
    }

    @Test
    void viewChanges_fireAboveTheRate_ofFaultsOnly() {
        AlertManager alerts = node.start(AlertFixture.warm());
        for (int view = 1; view <= 100; view++) {
            node.events.viewEntered(view, view - 1, ViewCause.DOUBLE_CERTIFICATE, 1, node.loops.nanoTime());
        }
        node.events.viewEntered(101, 100, ViewCause.LEADER_FAILURE, 1, node.loops.nanoTime());
        node.events.viewEntered(102, 101, ViewCause.MANUAL, 1, node.loops.nanoTime());
        for (int view = 103; view <= 107; view++) {
            node.events.viewEntered(view, view - 1, ViewCause.TIMEOUT_CERTIFICATE, 1, node.loops.nanoTime());
        }
        assertThat(check(alerts)).isEmpty();
        node.events.viewEntered(108, 107, ViewCause.VIEW_TIMER, 1, node.loops.nanoTime());
        assertThat(check(alerts))
                .singleElement()
                .satisfies(alert -> assertThat(alert.name()).isEqualTo("HotStuff2ViewChangesFrequent"))
                .satisfies(alert -> assertThat(alert.value()).isCloseTo(7.0 / 60, within(1e-9)));
    }

    @Test
    void timeouts_fireAboveTheirNumber() {
        AlertManager alerts = node.start(AlertFixture.warm());
        for (int view = 1; view <= 3; view++) {
            node.events.localTimeout(view, TimeoutPhase.AWAITING_PROPOSAL, node.loops.nanoTime());
        }
        assertThat(check(alerts)).isEmpty();
        node.events.localTimeout(4, TimeoutPhase.AWAITING_PROPOSAL, node.loops.nanoTime());
        assertThat(check(alerts)).extracting(Alert::name).containsExactly("HotStuff2LivenessTimeouts");
    }

    @Test
    void throughput_firesAfterTheWarmUp_unlessNobodyWaits() {
        AlertConfig config = AlertFixture.quiet()
                .with(AlertSetting.MIN_TRANSACTION_THROUGHPUT, 10)
                .with(AlertSetting.IDLE_AWARE, true)
                .with(AlertSetting.WARM_UP, Duration.ofSeconds(90));
        node.network.connected(1, ConnectionDirection.INBOUND);
        node.network.connected(2, ConnectionDirection.INBOUND);
        node.start(config);
        seconds(149);
        assertThat(node.names()).isEmpty();
        seconds(1);
        assertThat(node.names()).containsExactly("HotStuff2ThroughputLow");
        node.collector.setGauge("hotstuff2_mempool_transactions", 0);
        seconds(31);
        assertThat(node.names()).containsExactly("HotStuff2ThroughputLow", "-HotStuff2ThroughputLow");
        node.collector.setGauge("hotstuff2_mempool_transactions", 3);
        seconds(1);
        assertThat(node.names()).hasSize(3);
    }

    @Test
    void commitLatency_firesAboveTheLimit_inItsWindowOnly() {
        AlertManager alerts = node.start(AlertFixture.warm().with(AlertSetting.MAX_BLOCK_TIME, Duration.ofMillis(500)));
        for (int height = 1; height <= 20; height++) {
            long now = node.loops.nanoTime();
            node.events.proposalBuilt(BuiltProposal.of(height, new BlockId(height, 1, 0, 0), height)
                    .transactions(10)
                    .bytes(100)
                    .at(now));
            node.commit(
                    height, now + Duration.ofMillis(height <= 18 ? 100 : 700).toNanos());
        }
        assertThat(check(alerts))
                .singleElement()
                .satisfies(alert -> assertThat(alert.name()).isEqualTo("HotStuff2BlockLatencyHigh"))
                .satisfies(alert -> assertThat(alert.value()).isBetween(0.55, 0.8));
        seconds(120);
        assertThat(check(alerts))
                .extracting(Alert::name)
                .contains("HotStuff2CommitStalled")
                .doesNotContain("HotStuff2BlockLatencyHigh");
    }
}

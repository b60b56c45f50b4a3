package io.quorumeter.alerting.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricLevel;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.UnixClock;
import io.quorumeter.consensus.ValidatorMetrics;
import io.quorumeter.core.MetricsConfig;
import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.storage.FailureKind;
import io.quorumeter.storage.StorageOperation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Parts that cannot be read, and families that are not there or are called otherwise. */
class EvaluatorTest {
    private static final String COMMIT_AGE = "hotstuff2_consensus_commit_age_seconds";

    @Test
    void partThatCannotBeRead_isCounted_andHarmsNoOther() {
        AlertFixture node = new AlertFixture();
        AtomicBoolean broken = new AtomicBoolean();
        ValidatorMetrics validators = new ValidatorMetrics(
                node.collector, Protocol.basic().replicas(4).ownIndex(0), UnixClock.of(node.loops.clock(), () -> {
                    if (broken.get()) {
                        throw new IllegalStateException("no clock");
                    }
                    return node.loops.nanoTime();
                }));
        node.builder().watch(validators).config(AlertFixture.warm()).start();
        node.loops.run();
        node.seconds(1);
        broken.set(true);
        node.storage.store("blocks").failed(StorageOperation.WRITE, FailureKind.IO);
        node.seconds(60);
        node.events.safetyStatePersistFailed();
        node.seconds(1);
        assertThat(node.names()).contains("HotStuff2StorageErrors", "HotStuff2SafetyStateNotPersisted");
        assertThat(node.failures("consensus")).isGreaterThanOrEqualTo(60);
        assertThat(node.failures("storage")).isZero();
        broken.set(false);
        double counted = node.failures("consensus");
        node.seconds(10);
        assertThat(node.failures("consensus")).isEqualTo(counted);
    }

    @Test
    void alertsOfOneEvaluation_areToldTheWorstFirst_thenByName() {
        AlertFixture node = new AlertFixture();
        node.start(AlertFixture.quiet());
        node.doubleVote(7, 2);
        node.storage.store("blocks").failed(StorageOperation.WRITE, FailureKind.IO);
        node.events.safetyStatePersistFailed();
        node.seconds(1);
        assertThat(node.names())
                .containsExactly(
                        "HotStuff2SafetyStateNotPersisted",
                        "HotStuff2StorageErrors",
                        "HotStuff2ByzantineEvidence",
                        "HotStuff2ByzantinePowerHigh");
        assertThat(node.told.get(0).summary()).isEqualTo("last vote or lock could not be made durable, 1 time");
        assertThat(node.told.get(1).summary()).isEqualTo("1 operation on the stores failed");
    }

    @Test
    void samplerThatThrows_isCounted_andHarmsNoOther() {
        AlertFixture node = new AlertFixture();
        node.builder()
                .config(AlertFixture.quiet())
                .watch(FixedReadings.idle(() -> {
                    throw new IllegalStateException("no volume");
                }))
                .start();
        node.events.safetyStatePersistFailed();
        node.seconds(3);
        assertThat(node.names()).containsExactly("HotStuff2SafetyStateNotPersisted");
        assertThat(node.failures("system")).isEqualTo(4);
    }

    @Test
    void rulesWhoseFamiliesAreLeftOut_areNamed_andDoNotFire() {
        List<String> lines = new ArrayList<>();
        AlertFixture node = new AlertFixture(settings -> settings.config(
                MetricsConfig.defaults().withMetricsLevel(MetricLevel.ESSENTIAL).withDeny(List.of(COMMIT_AGE))));
        AlertManager alerts = logged(lines, () -> node.start(AlertConfig.defaults()));
        assertThat(alerts.blindRules()).containsExactly(AlertRule.COMMIT_STALLED, AlertRule.PEER_CHURN);
        assertThat(lines)
                .containsExactly("these alerts cannot fire, since the collector does not keep what their rules read: "
                        + "HotStuff2CommitStalled (" + COMMIT_AGE + "), "
                        + "HotStuff2PeerChurn (hotstuff2_network_disconnections_total)");
        node.connect();
        node.seconds(20);
        assertThat(node.names()).isEmpty();
    }

    @Test
    void usualSettings_leaveNoRuleBlind() {
        List<String> lines = new ArrayList<>();
        AlertFixture node = new AlertFixture();
        assertThat(logged(lines, () -> node.start(AlertConfig.defaults())).blindRules())
                .isEmpty();
        assertThat(lines).isEmpty();
    }

    @Test
    void managerThatWatchesNothing_saysSo() {
        List<String> lines = new ArrayList<>();
        AlertFixture node = new AlertFixture();
        logged(lines, () -> AlertManager.on(node.collector).loops(node.loops).start());
        assertThat(lines).singleElement().asString().contains("watches nothing", "watch(events.metrics())");
        logged(
                lines,
                () -> AlertManager.on(node.collector)
                        .loops(node.loops)
                        .watch(FixedReadings.idle(() -> {}))
                        .start());
        assertThat(lines).hasSize(1);
    }

    @Test
    void rehearsalThatFails_harmsNoEvaluation() {
        AlertFixture node = new AlertFixture();
        AtomicInteger rehearsals = new AtomicInteger();
        node.events.safetyStatePersistFailed();
        node.builder()
                .config(AlertFixture.quiet())
                .rehearsal(() -> {
                    rehearsals.incrementAndGet();
                    throw new NoClassDefFoundError("rehearsed");
                })
                .start();
        node.loops.run();
        assertThat(node.names()).containsExactly("HotStuff2SafetyStateNotPersisted");
        node.seconds(1);
        assertThat(rehearsals).hasValue(1);
    }

    @Test
    void volumeThatTwoPartsSeeFull_isOneAlert() {
        AlertFixture node = new AlertFixture();
        AlertManager alerts = node.start(AlertFixture.quiet());
        node.collector.gauge("hotstuff2_storage_capacity_bytes").observe(() -> 100);
        node.collector.gauge("hotstuff2_storage_available_bytes").observe(() -> 5);
        List<Alert> ofStores = alerts.checkStorageHealth(node.storage);
        assertThat(ofStores).extracting(Alert::name).containsExactly("HotStuff2DiskAlmostFull");
        assertThat(ofStores.get(0).id())
                .isEqualTo(alerts.checkSystemHealth(new FixedReadings(0, 0, 0.95))
                        .get(0)
                        .id());
    }

    /** As of a health check that waits while the last evaluation of the warm-up forgets what was before it. */
    @Test
    void snapshotFromBeforeTheLastEvaluation_isJudged() {
        AlertFixture node = new AlertFixture();
        AlertManager alerts = node.start(AlertFixture.quiet()
                .with(AlertSetting.WARM_UP, Duration.ofSeconds(1))
                .with(AlertSetting.RATE_WINDOW, Duration.ofSeconds(1)));
        node.connect();
        MetricsSnapshot before = node.collector.snapshot();
        node.loops.advance(Duration.ofMillis(500));
        node.network.roundTripMeasured(1_000);
        node.commit(1);
        alerts.evaluate();
        node.seconds(1);
        assertThat(alerts.openAlerts(node.network, before)).isEmpty();
        assertThat(alerts.openAlerts(node.events.metrics(), before)).isEmpty();
    }

    private interface Start {
        AlertManager start();
    }

    private static AlertManager logged(List<String> lines, Start start) {
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("io.quorumeter");
        logger.addHandler(handler);
        try {
            return start.start();
        } finally {
            logger.removeHandler(handler);
        }
    }
}

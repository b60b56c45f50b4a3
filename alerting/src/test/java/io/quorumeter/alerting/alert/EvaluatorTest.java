package io.quorumeter.alerting.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.storage.FailureKind;
import io.quorumeter.storage.StorageOperation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Parts that cannot be read, and families that are not there or are called otherwise. */
class EvaluatorTest {

    @Test
    void ruleThatFails_isCounted_andHarmsNoOther() {
        AlertFixture node = new AlertFixture();
        AlertManager alerts = node.start(AlertFixture.quiet());
        node.connect();
        alerts.addRule(AlertRule.named("Ambiguous").when("up * on () {__name__=~\"up|down\"}"));
        node.collector.setGauge("down", 1);
        node.seconds(3);
        assertThat(node.failures()).isZero();
        node.collector.setGauge("up", 1);
        node.seconds(3);
        node.events.safetyStatePersistFailed();
        node.seconds(1);
        assertThat(node.names()).containsExactly("HotStuff2SafetyStateNotPersisted");
        assertThat(node.failures()).isEqualTo(4);
    }

    @Test
    void ruleInCode_waits_fires_andEnds() {
        AlertFixture node = new AlertFixture();
        AlertManager alerts = node.start(AlertFixture.quiet());
        node.connect();
        alerts.addRule(AlertRule.named("TankLow")
                .when("tank_level < 5")
                .lasting(Duration.ofSeconds(10))
                .keepFiring(Duration.ofSeconds(3))
                .severity(Severity.CRITICAL)
                .summary("tank {{ $labels.tank }} is at {{ $value }}")
                .suggestion("Fill it."));
        node.collector.setGauge("tank_level", 2, "tank", "a");
        node.seconds(10);
        assertThat(node.names()).isEmpty();
        node.seconds(1);
        assertThat(node.told).singleElement().satisfies(alert -> {
            assertThat(alert.summary()).isEqualTo("tank a is at 2");
            assertThat(alert.suggestion()).isEqualTo("Fill it.");
            assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
        });
        node.collector.setGauge("tank_level", 9, "tank", "a");
        node.seconds(3);
        assertThat(node.names()).containsExactly("TankLow");
        node.seconds(1);
        assertThat(node.names()).containsExactly("TankLow", "-TankLow");
        assertThatThrownBy(() -> alerts.addRule(AlertRule.named("Empty"))).hasMessageContaining("Empty");
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
                        "HotStuff2ByzantinePowerHigh",
                        "HotStuff2ValidatorAccused");
        assertThat(node.told.get(0).summary())
                .isEqualTo("the last vote or lock could not be made durable, failures within 5m: 1");
        assertThat(node.told.get(1).summary()).isEqualTo("operations on the stores fail (io), failures within 5m: 1");
    }

    @Test
    void volumeThatTwoPartsSeeFull_isOneAlert() {
        AlertFixture node = new AlertFixture();
        AlertManager alerts = node.start(AlertFixture.quiet());
        node.collector.gauge("hotstuff2_storage_capacity_bytes").observe(() -> 100);
        node.collector.gauge("hotstuff2_storage_available_bytes").observe(() -> 5);
        node.collector.setGauge("hotstuff2_performance_disk_usage_ratio", 0.96);
        assertThat(alerts.checkStorageHealth(node.storage))
                .singleElement()
                .satisfies(alert -> assertThat(alert.name()).isEqualTo("HotStuff2DiskAlmostFull"))
                .satisfies(alert -> assertThat(alert.value()).isEqualTo(0.95));
    }
}

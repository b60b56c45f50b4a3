package io.quorumeter.monitoring.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.Labels;
import io.quorumeter.MetricsCollector;
import io.quorumeter.alert.Alert;
import io.quorumeter.alert.AlertState;
import io.quorumeter.alert.Severity;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.network.Validators;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertManagerTest {
    private final AlertFixture node = new AlertFixture();
    private final AlertManager alerts = node.start(AlertFixture.quiet());

    private Alert alert(String name, String... labels) {
        return Alert.firing(
                        name,
                        Severity.WARNING,
                        name + " it is",
                        node.loops.clock().instant())
                .withLabels(Labels.of(labels));
    }

    @Test
    void sendAlert_new_isTold_activeAndInTheHistory() {
        assertThat(alerts.sendAlert(alert("Odd"))).isTrue();
        node.loops.run();
        assertThat(node.told).containsExactly(alert("Odd"));
        assertThat(alerts.activeAlerts()).containsExactly(alert("Odd"));
        assertThat(alerts.history()).containsExactly(alert("Odd"));
        assertThat(node.active("warning")).isEqualTo(1);
        assertThat(node.active("critical")).isZero();
        assertThat(node.notifications("test", "ok")).isEqualTo(1);
    }

    @Test
    void sendAlert_again_isSuppressed_andKeepsItsBeginning() {
        Alert first = alert("Odd");
        alerts.sendAlert(first);
        node.loops.advance(Duration.ofSeconds(3));
        assertThat(alerts.sendAlert(alert("Odd").withValue(2, 1))).isFalse();
        node.loops.run();
        assertThat(node.told).hasSize(1);
        assertThat(alerts.activeAlerts()).containsExactly(first.withValue(2, 1));
        assertThat(node.notifications("test", "suppressed")).isEqualTo(1);
    }

    @Test
    void sendAlert_ofOtherLabels_isAnotherAlert() {
        alerts.sendAlert(alert("Odd", "peer", "1"));
        assertThat(alerts.sendAlert(alert("Odd", "peer", "2"))).isTrue();
        assertThat(alerts.activeAlerts()).hasSize(2);
    }

    @Test
    void sendAlert_thatIsResolved_endsTheOneThatFires() {
        alerts.sendAlert(alert("Odd"));
        assertThat(alerts.sendAlert(alert("Odd").resolved(node.loops.clock().instant())))
                .isTrue();
        node.loops.run();
        assertThat(node.names()).containsExactly("Odd", "-Odd");
        assertThat(alerts.activeAlerts()).isEmpty();
    }

    @Test
    void resolveAlert_isToldOnce_andUnknownOnesAreReported() {
        alerts.sendAlert(alert("Odd"));
        node.loops.advance(Duration.ofSeconds(2));
        String id = alert("Odd").id();
        assertThat(alerts.resolveAlert(id)).isEqualTo(Resolution.RESOLVED);
        assertThat(alerts.resolveAlert(id)).isEqualTo(Resolution.ALREADY_RESOLVED);
        assertThat(alerts.resolveAlert("0123456789abcdef")).isEqualTo(Resolution.UNKNOWN);
        node.loops.run();
        assertThat(node.told).hasSize(2);
        Alert resolved = node.told.get(1);
        assertThat(resolved.state()).isEqualTo(AlertState.RESOLVED);
        assertThat(resolved.id()).isEqualTo(id);
        assertThat(Duration.between(resolved.firedAt(), resolved.resolvedAt())).isEqualTo(Duration.ofSeconds(2));
        assertThat(node.active("warning")).isZero();
    }

    @Test
    void history_isBounded_andForgetsTheOldest() {
        AlertFixture other = new AlertFixture();
        AlertManager few =
                other.builder().config(AlertFixture.quiet()).history(3).start();
        for (int i = 0; i < 5; i++) {
            few.sendAlert(alert("Odd" + i));
        }
        assertThat(few.history()).extracting(Alert::name).containsExactly("Odd2", "Odd3", "Odd4");
        assertThat(few.activeAlerts()).hasSize(5);
    }

    @Test
    void handler_thatFails_isRetriedWithLongerPauses_thenGivenUp_andHarmsNoOther() {
        List<Duration> calls = new ArrayList<>();
        long begin = node.loops.nanoTime();
        alerts.addHandler("broken", alert -> {
            calls.add(Duration.ofNanos(node.loops.nanoTime() - begin));
            throw new IOException("no route");
        });
        alerts.sendAlert(alert("Odd"));
        node.loops.run();
        assertThat(node.told).hasSize(1);
        node.loops.advance(Duration.ofMinutes(1));
        assertThat(calls)
                .containsExactly(
                        Duration.ZERO,
                        Duration.ofMillis(100),
                        Duration.ofMillis(300),
                        Duration.ofMillis(700),
                        Duration.ofMillis(1500),
                        Duration.ofMillis(3100));
        assertThat(node.notifications("broken", "failed")).isEqualTo(6);
        assertThat(node.notifications("broken", "ok")).isZero();
        assertThat(node.notifications("test", "ok")).isEqualTo(1);
    }

    @Test
    void handler_thatFailsOnce_getsTheAlertAgain_andTheNextOneAfterIt() {
        List<String> got = new ArrayList<>();
        alerts.addHandler("shaky", alert -> {
            got.add(alert.name());
            if (got.size() == 1) {
                throw new AssertionError("an error too is only a failure");
            }
        });
        alerts.sendAlert(alert("First"));
        alerts.sendAlert(alert("Second"));
        node.loops.run();
        assertThat(got).containsExactly("First");
        node.loops.advance(Duration.ofMillis(100));
        assertThat(got).containsExactly("First", "First", "Second");
        assertThat(node.notifications("shaky", "failed")).isEqualTo(1);
        assertThat(node.notifications("shaky", "ok")).isEqualTo(2);
    }

    @Test
    void handler_thatNeverTakesAnything_hasABoundedQueue() {
        alerts.addHandler("broken", alert -> {
            throw new IOException("no route");
        });
        for (int i = 0; i < HandlerQueue.CAPACITY + 5; i++) {
            alerts.sendAlert(alert("Odd" + i));
        }
        assertThat(node.notifications("broken", "suppressed")).isEqualTo(5);
    }

    @Test
    void addHandler_ofANameThatIsTaken_isRefused() {
        assertThatThrownBy(() -> alerts.addHandler("test", alert -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'test'");
    }

    @Test
    void onFiring_isNotToldOfEnds() {
        List<Alert> fired = new ArrayList<>();
        alerts.onFiring("callback", fired::add);
        alerts.sendAlert(alert("Odd"));
        alerts.resolveAlert(alert("Odd").id());
        node.loops.run();
        assertThat(fired).containsExactly(alert("Odd"));
    }

    @Test
    void close_endsTellingAndTicks() {
        alerts.close();
        node.events.safetyStatePersistFailed();
        alerts.sendAlert(alert("Odd"));
        node.loops.advance(Duration.ofMinutes(1));
        assertThat(node.told).isEmpty();
    }

    @Test
    void watch_metricsOfAnotherCollector_isRefused() {
        MetricsCollector other = Quorumeter.newCollector();
        NetworkMetrics stranger = new NetworkMetrics(other, Validators.of(4, 0));
        assertThatThrownBy(() -> AlertManager.on(node.collector).watch(stranger))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NetworkMetrics")
                .hasMessageContaining("another collector");
    }
}

package io.quorumeter.alerting.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.Labels;
import io.quorumeter.ValidatorSet;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.network.NetworkMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    void timesToResolve_alertsThatAreOver_haveTheirMeanByName() {
        for (int seconds : new int[] {10, 40}) {
            alerts.sendAlert(alert("Slow"));
            node.seconds(seconds);
            alerts.resolveAlert(alert("Slow").id());
        }
        alerts.sendAlert(alert("Odd"));
        assertThat(alerts.timesToResolve()).isEqualTo(Map.of("Slow", new TimeToResolve(2, Duration.ofSeconds(25))));
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
    void sendAlert_beyondWhatMayFire_isDropped_butThoseOfRulesAreNot() {
        for (int i = 0; i < AlertBook.MOST_SENT; i++) {
            assertThat(alerts.sendAlert(alert("Odd", "block", Integer.toString(i))))
                    .isTrue();
        }
        assertThat(alerts.sendAlert(alert("Odd", "block", "one more"))).isFalse();
        assertThat(alerts.sendAlert(alert("Odd", "block", "7"))).isFalse();
        node.loops.run();
        assertThat(node.notifications("test", "dropped")).isEqualTo(1);
        assertThat(node.notifications("test", "suppressed")).isEqualTo(1);
        node.events.safetyStatePersistFailed();
        node.seconds(1);
        assertThat(alerts.activeAlerts()).hasSize(AlertBook.MOST_SENT + 1);
    }

    @Test
    void handler_ofANameThatIsTaken_isRefusedByTheBuilderToo() {
        AlertManagerBuilder builder = node.builder();
        assertThatThrownBy(() -> builder.handler("test", alert -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("handler 'test' is there already; give each a name of its own");
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
    void close_endsTellingAndTicks_andNothingFiresAnyMore() {
        alerts.sendAlert(alert("Odd"));
        node.loops.run();
        alerts.close();
        node.events.safetyStatePersistFailed();
        assertThat(alerts.sendAlert(alert("Odder"))).isFalse();
        node.loops.advance(Duration.ofMinutes(1));
        alerts.evaluate();
        assertThat(node.names()).containsExactly("Odd");
        assertThat(alerts.activeAlerts()).isEmpty();
        assertThat(node.active("warning")).isZero();
        assertThatThrownBy(() -> alerts.addHandler("late", alert -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'late'");
    }

    @Test
    void check_metricsOfAnotherCollector_isRefused() {
        NetworkMetrics stranger = new NetworkMetrics(
                Quorumeter.newCollector(), ValidatorSet.ofSize(4).ownIndex(0));
        assertThatThrownBy(() -> alerts.checkNetworkHealth(stranger))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another collector");
    }
}

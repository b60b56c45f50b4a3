package io.quorumeter.alerting.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.alerting.rule.RuleFile;
import io.quorumeter.promql.model.Semantics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RuleAlertsTest {
    private final AlertFixture fixture = new AlertFixture();
    private final AlertManager manager = fixture.start(AlertFixture.quiet());

    @BeforeEach
    void rules() {
        fixture.connect();
        manager.addRules(RuleFile.parse("a.yml", """
                        groups:
                        - name: g
                          rules:
                          - alert: Low
                            expr: level < 5
                            for: 2s
                            labels: {severity: critical}
                            annotations: {summary: "tank {{ $labels.tank }} is low", description: Fill it.}
                          - {alert: Odd, expr: level % 2 == 1, labels: {severity: strange}}
                          - {alert: Broken, expr: broken > 0, annotations: {ends: when acknowledged}}
                          - {alert: Counted, expr: counted > 0, annotations: {returns: with more}}
                        """, Semantics.V3).groups());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private void tick(String tank, double level) {
        fixture.collector.setGauge("level", level, "tank", tank);
        fixture.seconds(1);
    }

    private void tick(String gauge, String tank, double level) {
        fixture.collector.setGauge(gauge, level, "tank", tank);
        fixture.seconds(1);
    }

    @Test
    void update_alertThatFiresAndEnds_reachesHandlersOnceEach() {
        tick("a", 2);
        tick("a", 2);
        assertThat(fixture.told).isEmpty();
        tick("a", 2);
        tick("a", 4);
        assertThat(fixture.names()).containsExactly("Low");
        Alert alert = fixture.told.get(0);
        assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(alert.labels()).isEqualTo(io.quorumeter.Labels.of("tank", "a"));
        assertThat(alert.summary()).isEqualTo("tank a is low");
        assertThat(alert.suggestion()).isEqualTo("Fill it.");
        assertThat(alert.value()).isEqualTo(2);

        assertThat(manager.activeAlerts()).singleElement().satisfies(now -> {
            assertThat(now.value()).isEqualTo(4);
            assertThat(now.firedAt()).isEqualTo(alert.firedAt());
        });

        tick("a", 8);
        tick("a", 8);
        assertThat(fixture.names()).containsExactly("Low", "-Low");
        assertThat(manager.activeAlerts()).isEmpty();
        assertThat(fixture.notifications("test", "suppressed")).isZero();
    }

    @Test
    void update_alertWithoutTexts_hasItsNameAndIsAWarning() {
        tick("a", 7);

        assertThat(fixture.told.get(0).summary()).isEqualTo("Odd");
        assertThat(fixture.told.get(0).severity()).isEqualTo(Severity.WARNING);
        assertThat(fixture.told.get(0).labels()).isEqualTo(io.quorumeter.Labels.of("severity", "strange", "tank", "a"));
    }

    @Test
    void update_alertResolvedByHand_comesBackAfterItsEndOnly() {
        tick("a", 7);
        manager.resolveAlert(fixture.told.get(0).id());
        tick("a", 7);
        assertThat(fixture.names()).containsExactly("Odd", "-Odd");

        tick("a", 8);
        tick("a", 9);
        assertThat(fixture.names()).containsExactly("Odd", "-Odd", "Odd");
    }

    @Test
    void update_alertThatEndsWhenAcknowledged_staysUntilThen_andReturnsWithMore() {
        tick("broken", "a", 1);
        tick("broken", "a", 0);
        fixture.seconds(60);
        assertThat(fixture.names()).containsExactly("Broken");

        manager.resolveAlert(fixture.told.get(0).id());
        tick("broken", "a", 1);
        assertThat(fixture.names()).containsExactly("Broken", "-Broken", "Broken");

        manager.resolveAlert(fixture.told.get(0).id());
        fixture.seconds(10);
        assertThat(fixture.names()).hasSize(4);
        tick("broken", "a", 2);
        assertThat(fixture.names()).containsExactly("Broken", "-Broken", "Broken", "-Broken", "Broken");
    }

    @Test
    void update_alertThatReturnsWithMore_doesSoAfterItWasResolvedByHand() {
        tick("counted", "a", 3);
        manager.resolveAlert(fixture.told.get(0).id());
        tick("counted", "a", 3);
        tick("counted", "a", 2);
        assertThat(fixture.names()).containsExactly("Counted", "-Counted");
        tick("counted", "a", 3);
        assertThat(fixture.names()).containsExactly("Counted", "-Counted", "Counted");
        tick("counted", "a", 0);
        assertThat(fixture.names()).containsExactly("Counted", "-Counted", "Counted", "-Counted");
    }
}

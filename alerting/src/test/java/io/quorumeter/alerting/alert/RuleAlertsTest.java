package io.quorumeter.alerting.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.alerting.rule.RuleFile;
import io.quorumeter.alerting.rule.RuleGroups;
import io.quorumeter.promql.PromQl;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Semantics;
import io.quorumeter.promql.series.MemorySource;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RuleAlertsTest {
    private final AlertFixture fixture = new AlertFixture();
    private final AlertManager manager = fixture.start(AlertFixture.quiet());
    private final RuleAlerts alerts = new RuleAlerts(manager);
    private final MemorySource source = new MemorySource();
    private final RuleGroups groups =
            new RuleGroups(RuleFile.parse("a.yml", """
                            groups:
                            - name: g
                              rules:
                              - alert: Low
                                expr: level < 5
                                for: 10s
                                labels: {severity: critical}
                                annotations: {summary: "tank {{ $labels.tank }} is low", description: Fill it.}
                              - {alert: Odd, expr: level % 2 == 1, labels: {severity: strange}}
                            """, Semantics.V3).groups(), () -> 0);
    private long now;

    @AfterEach
    void close() {
        manager.close();
    }

    private void tick(String tank, double level) {
        now += 10_000;
        source.add(Labels.of(Labels.NAME, "level", "tank", tank), now, level);
        Instant at = Instant.ofEpochMilli(now);
        groups.groups().forEach(group -> groups.evaluate(group, PromQl.over(source), source::add, at));
        alerts.update(groups.groups(), at);
        fixture.loops.run();
    }

    @Test
    void update_alertThatFiresAndEnds_reachesHandlersOnceEach() {
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
}

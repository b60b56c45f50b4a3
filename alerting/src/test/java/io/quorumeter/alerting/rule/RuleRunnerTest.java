package io.quorumeter.alerting.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.Gauge;
import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.history.Head;
import io.quorumeter.history.HeadLimits;
import io.quorumeter.promql.PromQl;
import io.quorumeter.promql.model.Semantics;
import io.quorumeter.promql.model.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RuleRunnerTest {
    private static final long START = 1_700_000_000_000L;

    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final Gauge level = metrics.gauge("level").create();
    private final Head head = new Head(HeadLimits.DEFAULT);
    private final List<RuleState> failed = new ArrayList<>();
    private long now = START;

    private RuleRunner runner(String groups) {
        RuleFile file = RuleFile.parse("a.yml", groups, Semantics.V3);
        return new RuleRunner(
                new RuleGroups(file.groups(), () -> 0), Duration.ofSeconds(1), UnaryOperator.identity(), failed::add);
    }

    private void tick(RuleRunner runner, double value) {
        tick(runner, value, 1_000);
    }

    private void tick(RuleRunner runner, double value, long millis) {
        now += millis;
        level.set(value);
        head.append(metrics.snapshot(), now, upToNow -> runner.tick(upToNow, now));
    }

    private List<Double> values(String expression) {
        Value value =
                PromQl.over(head).instant(expression, Instant.ofEpochMilli(now)).value();
        return ((Value.Vector) value)
                .samples().stream().map(Value.Sample::value).toList();
    }

    @Test
    void tick_recordedSeries_isInHistoryWithTheTimeOfItsSource() {
        RuleRunner runner = runner("groups: [{name: g, rules: [{record: twice, expr: 2 * level}]}]");

        for (int i = 1; i <= 10; i++) {
            tick(runner, i);
            assertThat(values("twice - on () 2 * level")).containsExactly(0.0);
        }
        assertThat(values("count_over_time(twice[1h])")).containsExactly(10.0);
        assertThat(values("sum_over_time(twice[1h])")).containsExactly(110.0);
    }

    @Test
    void tick_rulesThatReadWhatRulesMade_seeItAtOnceAndBefore() {
        RuleRunner runner = runner("""
                groups:
                - name: g
                  rules:
                  - {record: twice, expr: 2 * level}
                  - {record: sum, expr: 'sum_over_time(twice[1h])'}
                  - {record: names, expr: 'count({__name__=~"tw.*"})'}
                """);

        tick(runner, 1);
        tick(runner, 2);

        assertThat(values("sum")).containsExactly(6.0);
        assertThat(values("names")).containsExactly(1.0);
    }

    @Test
    void tick_groupWithAnInterval_isEvaluatedThenAndKeepsItsValueBetween() {
        RuleRunner runner = runner("groups: [{name: g, interval: 5s, rules: [{record: copy, expr: level}]}]");

        tick(runner, 1);
        for (int i = 2; i <= 5; i++) {
            tick(runner, i, i == 3 ? 990 : 1_000);
            assertThat(values("copy")).containsExactly(1.0);
        }
        tick(runner, 6);
        assertThat(values("copy")).containsExactly(6.0);
        tick(runner, 7, 12_000);
        assertThat(values("copy")).containsExactly(7.0);
        tick(runner, 8, 2_000);
        assertThat(values("copy")).containsExactly(7.0);
        tick(runner, 9);
        assertThat(values("copy")).containsExactly(9.0);
    }

    @Test
    void tick_ruleThatFails_isReportedEachTime() {
        RuleRunner runner = runner("""
                groups:
                - name: g
                  rules:
                  - {record: a, expr: 'level * on () {__name__=~"level|b"}'}
                  - {record: b, expr: level}
                """);

        tick(runner, 1);
        assertThat(failed).isEmpty();
        tick(runner, 1);
        tick(runner, 1);

        assertThat(failed).hasSize(2);
        assertThat(failed.get(0).rule().name()).isEqualTo("a");
        assertThat(failed.get(0).last().error()).isNotNull();
    }

    @Test
    void tick_alert_isASeriesWhileItLasts() {
        RuleRunner runner = runner("groups: [{name: g, rules: [{alert: Low, expr: level < 5, for: 1s}]}]");

        tick(runner, 1);
        assertThat(values("ALERTS{alertstate=\"pending\"}")).containsExactly(1.0);
        tick(runner, 1);
        assertThat(values("ALERTS")).containsExactly(1.0);
        assertThat(values("ALERTS{alertstate=\"firing\"}")).containsExactly(1.0);
        assertThat(values("ALERTS_FOR_STATE")).containsExactly(START / 1000 + 1.0);
        tick(runner, 9);
        assertThat(values("{__name__=~\"ALERTS.*\"}")).isEmpty();
        assertThat(values("count_over_time(ALERTS{alertstate=\"firing\"}[1h])")).containsExactly(1.0);
    }
}

package io.quorumeter.alerting.rule;

import static io.quorumeter.alerting.rule.ActiveAlert.State.FIRING;
import static io.quorumeter.alerting.rule.ActiveAlert.State.PENDING;
import static io.quorumeter.alerting.rule.ActiveAlert.State.RESOLVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.promql.PromQl;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Semantics;
import io.quorumeter.promql.model.Value;
import io.quorumeter.promql.series.MemorySource;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleGroupsTest {
    private final MemorySource source = new MemorySource();
    private final PromQl promql = PromQl.over(source);
    private RuleGroups groups = rules("");
    private long now;

    private static RuleGroups rules(String rules) {
        String text = "groups:\n- name: g\n  limit: 3\n  rules:\n" + rules;
        return new RuleGroups(RuleFile.parse("a.yml", text, Semantics.V3).groups(), () -> 0);
    }

    /** Sets a series' value, and evaluates ten seconds after the last time. */
    private void evaluate(String tank, double value) {
        now += 10_000;
        source.add(Labels.of(Labels.NAME, "level", "tank", tank), now, value);
        evaluate();
    }

    private void evaluate() {
        groups.groups().forEach(group -> groups.evaluate(group, promql, source::add, Instant.ofEpochMilli(now)));
    }

    private List<ActiveAlert> alerts() {
        return groups.groups().get(0).rules().get(0).alerts();
    }

    private String error() {
        return String.valueOf(groups.groups().get(0).rules().get(0).last().error());
    }

    private List<String> series(String expression) {
        Value value = promql.instant(expression, Instant.ofEpochMilli(now)).value();
        return ((Value.Vector) value)
                .samples().stream()
                        .map(sample -> sample.labels() + " " + sample.value())
                        .toList();
    }

    @Test
    void evaluate_seriesThatStaysLongEnough_waitsThenFires() {
        groups = rules("  - {alert: Low, expr: level < 5, for: 20s}");

        evaluate("a", 1);
        assertThat(alerts()).extracting(ActiveAlert::state).containsExactly(PENDING);
        assertThat(series("ALERTS"))
                .containsExactly("ALERTS{alertname=\"Low\", alertstate=\"pending\", tank=\"a\"} 1.0");
        evaluate("a", 2);
        assertThat(alerts()).extracting(ActiveAlert::state).containsExactly(PENDING);
        evaluate("a", 3);
        assertThat(alerts()).extracting(ActiveAlert::state).containsExactly(FIRING);
        assertThat(alerts()).extracting(ActiveAlert::value).containsExactly(3.0);
        assertThat(series("ALERTS"))
                .containsExactly("ALERTS{alertname=\"Low\", alertstate=\"firing\", tank=\"a\"} 1.0");
        assertThat(series("ALERTS_FOR_STATE")).containsExactly("ALERTS_FOR_STATE{alertname=\"Low\", tank=\"a\"} 10.0");
    }

    @Test
    void evaluate_forShorterThanTheInterval_firesAtTheNext() {
        groups = rules("  - {alert: Low, expr: level < 5, for: 1s}");

        evaluate("a", 1);
        assertThat(alerts()).extracting(ActiveAlert::state).containsExactly(PENDING);
        evaluate("a", 1);
        assertThat(alerts()).extracting(ActiveAlert::state).containsExactly(FIRING);
    }

    @Test
    void evaluate_seriesThatEndsWhileItWaits_leavesNothing() {
        groups = rules("  - {alert: Low, expr: level < 5, for: 20s}");

        evaluate("a", 1);
        evaluate("a", 9);

        assertThat(alerts()).isEmpty();
        assertThat(series("ALERTS")).isEmpty();
    }

    @Test
    void evaluate_firingAlertWhoseSeriesEnds_isOverAndRememberedForAWhile() {
        groups = rules("  - {alert: Low, expr: level < 5}");

        evaluate("a", 1);
        assertThat(alerts()).extracting(ActiveAlert::state).containsExactly(FIRING);
        evaluate("a", 9);
        assertThat(alerts()).extracting(ActiveAlert::state).containsExactly(RESOLVED);
        assertThat(alerts()).extracting(ActiveAlert::resolvedAt).containsExactly(Instant.ofEpochMilli(now));
        assertThat(series("{__name__=~\"ALERTS.*\"}")).isEmpty();
        now += 15 * 60_000;
        evaluate();
        assertThat(alerts()).hasSize(1);
        now += 10_000;
        evaluate();
        assertThat(alerts()).isEmpty();
    }

    @Test
    void evaluate_alertThatComesBack_beginsAgain() {
        groups = rules("  - {alert: Low, expr: level < 5, for: 10s}");

        evaluate("a", 1);
        evaluate("a", 1);
        evaluate("a", 9);
        evaluate("a", 1);

        assertThat(alerts()).extracting(ActiveAlert::state).containsExactly(PENDING);
        assertThat(alerts()).extracting(ActiveAlert::activeAt).containsExactly(Instant.ofEpochMilli(now));
    }

    @Test
    void evaluate_keepFiringFor_bridgesGapsOnceItFires() {
        groups = rules("  - {alert: Low, expr: level < 5, keep_firing_for: 20s}");

        evaluate("a", 1);
        evaluate("a", 9);
        assertThat(alerts()).extracting(ActiveAlert::state).containsExactly(FIRING);
        evaluate("a", 1);
        evaluate("a", 9);
        evaluate("a", 9);
        assertThat(alerts()).extracting(ActiveAlert::state).containsExactly(FIRING);
        evaluate("a", 9);
        assertThat(alerts()).extracting(ActiveAlert::state).containsExactly(RESOLVED);
    }

    @Test
    void evaluate_annotationThatChanges_isUpdatedAtOnce() {
        groups = rules("  - {alert: Low, expr: level < 5, annotations: {text: '{{ $labels.tank }} {{ $value }}'}}");

        evaluate("a", 1);
        assertThat(alerts().get(0).annotations()).containsEntry("text", "a 1");
        evaluate("a", 2.5);
        assertThat(alerts().get(0).annotations()).containsEntry("text", "a 2.5");
    }

    @Test
    void evaluate_annotationThatCannotBeFilledIn_saysSoInItsPlace() {
        groups = rules("  - {alert: Low, expr: level < 5, annotations: {text: '{{ .Nope }}'}}");

        evaluate("a", 1);

        assertThat(alerts().get(0).annotations().get("text")).startsWith("<error expanding template: ");
    }

    @Test
    void evaluate_twoAlertsOfTheSameLabels_isAnErrorThatLeavesAllAsItWas() {
        groups = rules("  - {alert: Low, expr: level < 5, labels: {tank: all}}");

        evaluate("a", 1);
        assertThat(alerts()).hasSize(1);
        evaluate("b", 1);

        assertThat(error()).contains("same labelset");
        assertThat(alerts()).hasSize(1);
        assertThat(series("ALERTS")).hasSize(1);
        evaluate("b", 9);
        assertThat(error()).isEqualTo("null");
    }

    @Test
    void evaluate_twoSeriesOfTheSameLabels_isAnError() {
        groups = rules("  - {record: all, expr: level, labels: {tank: all}}");

        evaluate("a", 1);
        evaluate("b", 1);

        assertThat(error()).contains("same labelset");
    }

    @Test
    void evaluate_moreThanTheLimit_isAnErrorAndMakesNothing() {
        groups = rules("  - {alert: Low, expr: level < 5}\n  - {record: copy, expr: level}");

        for (String tank : List.of("a", "b", "c", "d")) {
            evaluate(tank, 1);
        }

        assertThat(error()).isEqualTo("exceeded limit of 3 with 4 alerts");
        assertThat(alerts()).isEmpty();
        assertThat(groups.groups().get(0).rules().get(1).last().error()).isEqualTo("exceeded limit of 3 with 4 series");
    }

    @Test
    void evaluate_rulesOfAGroup_seeWhatThoseBeforeMade() {
        groups = rules(
                "  - {record: twice, expr: 2 * level}\n  - {record: four, expr: 2 * twice}\n  - {alert: A, expr: four > 3}");

        evaluate("a", 1);

        assertThat(series("four")).containsExactly("four{tank=\"a\"} 4.0");
        assertThat(groups.groups().get(0).rules().get(2).alerts()).hasSize(1);
    }

    @Test
    void evaluate_recordedSeriesThatEnds_getsAStaleMarker() {
        groups = rules("  - {record: low, expr: level < 5}");

        evaluate("a", 1);
        assertThat(series("low")).hasSize(1);
        evaluate("a", 9);
        assertThat(series("low")).isEmpty();
    }

    @Test
    void evaluate_ruleThatFails_keepsItsStateAndOthersGoOn() {
        groups = rules(
                "  - {record: wrong, expr: 'label_replace(level, \"tank\", \"x\", \"\", \"\") / on (tank) level'}\n  - {record: good, expr: level}");

        evaluate("a", 1);
        evaluate("b", 1);

        assertThat(error()).isNotEqualTo("null");
        assertThat(series("good")).hasSize(2);
    }
}

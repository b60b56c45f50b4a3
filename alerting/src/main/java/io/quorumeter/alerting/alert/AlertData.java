package io.quorumeter.alerting.alert;

import io.quorumeter.alerting.route.Sent;
import io.quorumeter.alerting.route.Silence;
import io.quorumeter.promql.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an alert manager knows and that outlives it.
 *
 * @param savedAt when it was so
 * @param active alerts that fire
 * @param known alerts that are over, of which receivers may know only the beginning
 * @param history what began and ended, the last one last
 * @param sent what receivers know
 * @param silences those that are over among them
 * @param acknowledged when somebody took notice of an alert, by the alert's id
 * @param begun alerts of rules that wait or fire
 * @param passed what became of alerts of rules
 */
record AlertData(
        Instant savedAt,
        List<Alert> active,
        List<Alert> known,
        List<Alert> history,
        List<Sent> sent,
        List<Silence> silences,
        Map<String, Instant> acknowledged,
        List<Begun> begun,
        Map<Labels, RuleAlerts.Passed> passed) {
    /** How old data are at most for rules to wait on where they were. */
    private static final Duration RECENT = Duration.ofHours(1);

    static final AlertData NONE = new AlertData(
            Instant.EPOCH, List.of(), List.of(), List.of(), List.of(), List.of(), Map.of(), List.of(), Map.of());

    /** An alert of a rule: when its series began, and whether it fires since it was there for long enough. */
    record Begun(Labels labels, Instant activeAt, boolean fires) {}

    AlertData withRules(List<Begun> active, Map<Labels, RuleAlerts.Passed> all) {
        return new AlertData(savedAt, this.active, known, history, sent, silences, acknowledged, active, all);
    }

    AlertData withSilences(List<Silence> all) {
        return new AlertData(savedAt, active, known, history, sent, all, acknowledged, begun, passed);
    }

    /** Returns since when alerts of rules are active; for those that wait the time until now counts as none. */
    Map<Labels, Instant> since(Instant now) {
        Map<Labels, Instant> since = new HashMap<>();
        Duration away = Duration.between(savedAt, now);
        if (!away.isNegative() && away.compareTo(RECENT) <= 0) {
            begun.forEach(one -> since.put(one.labels, one.fires ? one.activeAt : one.activeAt.plus(away)));
        }
        return since;
    }
}

package io.quorumeter.monitoring.http;

import io.quorumeter.alerting.alert.Alert;
import io.quorumeter.alerting.rule.ActiveAlert;
import io.quorumeter.alerting.rule.Rule;
import io.quorumeter.alerting.rule.RuleGroups;
import io.quorumeter.alerting.rule.RuleState;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Numbers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The pages of Prometheus' API about rules and their alerts. */
final class RulePages {
    private static final double NANOS = 1e9;
    private static final String NEVER = "0001-01-01T00:00:00Z";

    private static final String SEVERITY = "severity";

    private final NodeFacts node;

    RulePages(NodeFacts node) {
        this.node = node;
    }

    Consumer<JsonGenerator> alerts(Parameters ignored) {
        return PrometheusJson.success(json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("alerts");
            Set<Labels> ofRules = new HashSet<>();
            for (RuleGroups.Evaluated group : node.rules()) {
                for (RuleState rule : group.rules()) {
                    alerts(rule, json);
                    rule.alerts().forEach(alert -> ofRules.add(alert.labels().with(SEVERITY, "")));
                }
            }
            for (Alert alert : node.alerts()) {
                Labels labels = alert.allLabels();
                if (!ofRules.contains(labels.with(SEVERITY, ""))) {
                    alert(alert, labels, json);
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void alert(Alert alert, Labels labels, JsonGenerator json) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("summary", alert.summary());
        annotations.put("description", alert.suggestion());
        annotations.values().removeIf(String::isEmpty);
        alert(labels, annotations, "firing", alert.firedAt(), null, alert.value(), json);
    }

    private static void alert(
            Labels labels,
            Map<String, String> annotations,
            String state,
            Instant activeAt,
            @Nullable Instant keptSince,
            double value,
            JsonGenerator json) {
        json.writeStartObject();
        json.writeName("labels");
        PrometheusJson.labels(labels, json);
        texts("annotations", annotations, json);
        json.writeStringProperty("state", state);
        json.writeStringProperty("activeAt", time(activeAt));
        if (keptSince != null) {
            json.writeStringProperty("keepFiringSince", time(keptSince));
        }
        json.writeStringProperty("value", Numbers.format(value));
        json.writeEndObject();
    }

    Consumer<JsonGenerator> rules(Parameters parameters) {
        String type = parameters.text("type");
        if (type != null && !type.equals("alert") && !type.equals("record")) {
            throw Parameters.wrong("type", "not supported value \"" + type + "\"");
        }
        List<String> names = parameters.exchange().parameters("rule_name[]");
        List<String> groupNames = parameters.exchange().parameters("rule_group[]");
        List<String> files = parameters.exchange().parameters("file[]");
        boolean withAlerts = !"true".equals(parameters.text("exclude_alerts"));
        return PrometheusJson.success(json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("groups");
            for (RuleGroups.Evaluated group : node.rules()) {
                List<RuleState> rules = group.rules().stream()
                        .filter(rule ->
                                names.isEmpty() || names.contains(rule.rule().name()))
                        .filter(rule -> type == null || type.equals("alert") == rule.rule() instanceof Rule.Alerting)
                        .toList();
                boolean fits = (groupNames.isEmpty()
                                || groupNames.contains(group.group().name()))
                        && (files.isEmpty() || files.contains(group.group().file()));
                if (fits && (!rules.isEmpty() || (names.isEmpty() && type == null))) {
                    group(group, rules, withAlerts, json);
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private void group(RuleGroups.Evaluated group, List<RuleState> rules, boolean withAlerts, JsonGenerator json) {
        Duration took = group.rules().stream().map(rule -> rule.last().took()).reduce(Duration.ZERO, Duration::plus);
        json.writeStartObject();
        json.writeStringProperty("name", group.group().name());
        json.writeStringProperty("file", group.group().file());
        json.writeNumberProperty("interval", seconds(group.group().interval().orElse(node.interval())));
        json.writeNumberProperty("limit", group.group().limit());
        json.writeArrayPropertyStart("rules");
        rules.forEach(rule -> rule(rule, withAlerts, json));
        json.writeEndArray();
        json.writeNumberProperty("evaluationTime", seconds(took));
        json.writeStringProperty(
                "lastEvaluation",
                time(
                        group.rules().isEmpty()
                                ? null
                                : group.rules().get(0).last().at()));
        json.writeEndObject();
    }

    private static void rule(RuleState state, boolean withAlerts, JsonGenerator json) {
        RuleState.Last last = state.last();
        json.writeStartObject();
        json.writeStringProperty("name", state.rule().name());
        json.writeStringProperty("query", state.rule().expr().text());
        if (state.rule() instanceof Rule.Alerting alerting) {
            json.writeStringProperty("state", state(state.alerts()));
            json.writeNumberProperty("duration", seconds(alerting.holdFor()));
            json.writeNumberProperty("keepFiringFor", seconds(alerting.keepFiringFor()));
            texts("labels", alerting.labels(), json);
            texts("annotations", alerting.annotations(), json);
            json.writeArrayPropertyStart("alerts");
            if (withAlerts) {
                alerts(state, json);
            }
            json.writeEndArray();
        } else if (state.rule() instanceof Rule.Recording recording) {
            texts("labels", recording.labels(), json);
        }
        json.writeStringProperty("health", last.at() == null ? "unknown" : last.error() == null ? "ok" : "err");
        if (last.error() != null) {
            json.writeStringProperty("lastError", last.error());
        }
        json.writeNumberProperty("evaluationTime", seconds(last.took()));
        json.writeStringProperty("lastEvaluation", time(last.at()));
        json.writeStringProperty("type", state.rule() instanceof Rule.Alerting ? "alerting" : "recording");
        json.writeEndObject();
    }

    /** Returns the worst that an alert of the rule is in. */
    private static String state(List<ActiveAlert> alerts) {
        if (alerts.stream().anyMatch(alert -> alert.state() == ActiveAlert.State.FIRING)) {
            return "firing";
        }
        return alerts.stream().anyMatch(ActiveAlert::isActive) ? "pending" : "inactive";
    }

    private static void alerts(RuleState rule, JsonGenerator json) {
        for (ActiveAlert alert : rule.alerts()) {
            if (alert.isActive()) {
                String state = alert.state().name().toLowerCase(Locale.ROOT);
                alert(
                        alert.labels(),
                        alert.annotations(),
                        state,
                        alert.activeAt(),
                        alert.keptSince(),
                        alert.value(),
                        json);
            }
        }
    }

    private static void texts(String name, Map<String, ?> texts, JsonGenerator json) {
        json.writeObjectPropertyStart(name);
        texts.forEach((key, text) -> json.writeStringProperty(key, text.toString()));
        json.writeEndObject();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS;
    }

    private static String time(@Nullable Instant time) {
        return time == null ? NEVER : time.toString();
    }
}

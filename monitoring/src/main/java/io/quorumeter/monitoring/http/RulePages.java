package io.quorumeter.monitoring.http;

import io.quorumeter.LabelValue;
import io.quorumeter.alerting.alert.Alert;
import io.quorumeter.alerting.rule.ActiveAlert;
import io.quorumeter.alerting.rule.Rule;
import io.quorumeter.alerting.rule.RuleGroups;
import io.quorumeter.alerting.rule.RuleState;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Numbers;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            Writer writer = new Writer(node);
            for (RuleGroups.Evaluated group : node.rules()) {
                for (RuleState rule : group.rules()) {
                    writer.alerts(rule, json);
                }
            }
            writer.others(json);
            json.writeEndArray();
            json.writeEndObject();
        });
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

    private void rule(RuleState state, boolean withAlerts, JsonGenerator json) {
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
                new Writer(node).alerts(state, json);
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

    /** Writes alerts, with what the alert manager knows of those that it was passed. */
    private static final class Writer {
        /** Alerts that were not written yet, by their labels but for the severity, which rules may leave to the default. */
        private final Map<Labels, Alert> passed = new LinkedHashMap<>();

        private final Map<String, Instant> acknowledged;
        private final Optional<String> maintenance;

        Writer(NodeFacts node) {
            node.alerts().forEach(alert -> passed.put(alert.allLabels().with(SEVERITY, ""), alert));
            acknowledged = node.acknowledged();
            maintenance = node.maintenance();
        }

        void alerts(RuleState rule, JsonGenerator json) {
            for (ActiveAlert alert : rule.alerts()) {
                if (alert.isActive()) {
                    Alert known = passed.remove(alert.labels().with(SEVERITY, ""));
                    String state = LabelValue.of(alert.state());
                    json.writeStartObject();
                    Map<String, String> annotations = annotations(known, alert.annotations());
                    members(alert.labels(), annotations, state, alert.activeAt(), alert.value(), json);
                    if (alert.keptSince() != null) {
                        json.writeStringProperty("keepFiringSince", time(alert.keptSince()));
                    }
                    json.writeEndObject();
                }
            }
        }

        /** Writes the alerts that no rule has now. */
        void others(JsonGenerator json) {
            for (Alert alert : passed.values()) {
                Map<String, String> annotations = new LinkedHashMap<>();
                annotations.put("summary", alert.summary());
                annotations.put("description", alert.suggestion());
                annotations.values().removeIf(String::isEmpty);
                json.writeStartObject();
                members(
                        alert.allLabels(),
                        annotations(alert, annotations),
                        "firing",
                        alert.firedAt(),
                        alert.value(),
                        json);
                json.writeEndObject();
            }
        }

        private static void members(
                Labels labels,
                Map<String, String> annotations,
                String state,
                Instant activeAt,
                double value,
                JsonGenerator json) {
            json.writeName("labels");
            PrometheusJson.labels(labels, json);
            texts("annotations", annotations, json);
            json.writeStringProperty("state", state);
            json.writeStringProperty("activeAt", time(activeAt));
            json.writeStringProperty("value", Numbers.format(value));
        }

        /** Returns annotations with what the alert manager adds; the schema of Prometheus has no other place for it. */
        private Map<String, String> annotations(@Nullable Alert known, Map<String, String> ofRule) {
            Map<String, String> annotations = new LinkedHashMap<>(ofRule);
            maintenance.ifPresent(text -> annotations.put("maintenance", text));
            if (known != null) {
                annotations.put("id", known.id());
                Instant at = acknowledged.get(known.id());
                if (at != null) {
                    annotations.put("acknowledged", time(at));
                }
            }
            return annotations;
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

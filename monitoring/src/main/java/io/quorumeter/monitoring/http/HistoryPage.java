package io.quorumeter.monitoring.http;

import io.quorumeter.LabelValue;
import io.quorumeter.alerting.alert.Alert;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** The alerts that are over, the last one first, and how long those of each name fired. */
final class HistoryPage {
    private static final double MILLIS = 1e3;

    private final NodeFacts node;

    HistoryPage(NodeFacts node) {
        this.node = node;
    }

    Consumer<JsonGenerator> answer(Parameters parameters) {
        int limit = parameters.limit();
        NodeFacts.AlertHistory history = node.alertHistory();
        List<Alert> over =
                history.alerts().stream().filter(alert -> !alert.isFiring()).toList();
        return PrometheusJson.success(json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("alerts");
            for (int i = over.size() - 1; i >= 0 && over.size() - i <= limit; i--) {
                alert(over.get(i), json);
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("timesToResolve");
            history.times().forEach((name, time) -> {
                json.writeStartObject();
                json.writeStringProperty("alertname", name);
                json.writeNumberProperty("count", time.count());
                json.writeNumberProperty("meanSeconds", seconds(time.mean()));
                json.writeEndObject();
            });
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void alert(Alert alert, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("id", alert.id());
        json.writeName("labels");
        PrometheusJson.labels(alert.allLabels(), json);
        json.writeStringProperty("summary", alert.summary());
        json.writeStringProperty("severity", LabelValue.of(alert.severity()));
        json.writeStringProperty("activeAt", alert.firedAt().toString());
        json.writeStringProperty("resolvedAt", String.valueOf(alert.resolvedAt()));
        json.writeEndObject();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }
}

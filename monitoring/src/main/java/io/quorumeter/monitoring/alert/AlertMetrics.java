package io.quorumeter.monitoring.alert;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.alert.Severity;
import io.quorumeter.monitoring.alert.HandlerQueue.Result;
import java.util.Map;

/** What alerting tells of itself. */
final class AlertMetrics {
    final Timer evaluation;
    private final MetricsCollector collector;
    private final By<Severity, Gauge> active;

    AlertMetrics(MetricsCollector collector) {
        this.collector = collector;
        active = collector
                .gauge("quorumeter_alerts_active")
                .help("Alerts that fire, by severity")
                .level(MetricLevel.ESSENTIAL)
                .by("severity", Severity.class)
                .create();
        evaluation = collector
                .timer("quorumeter_alert_evaluation_seconds")
                .help("Time to evaluate all rules, the snapshot included")
                .create();
    }

    By<Result, Counter> notifications(String handler) {
        return collector
                .counter("quorumeter_alert_notifications_total")
                .help("Calls of handlers of alerts that succeeded or failed, and notifications that were suppressed")
                .level(MetricLevel.ESSENTIAL)
                .with("handler", handler)
                .by("result", Result.class)
                .create();
    }

    void active(Map<Severity, Integer> counts) {
        for (Severity severity : Severity.values()) {
            active.of(severity).set((long) counts.getOrDefault(severity, 0));
        }
    }
}

package io.quorumeter.alerting.alert;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.LabelValue;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.OwnFamilies;
import io.quorumeter.Timer;
import io.quorumeter.alerting.alert.HandlerQueue.Result;
import io.quorumeter.spi.GuardedThread;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What alerting tells of itself. */
final class AlertMetrics {
    private static final String FAILURES = "quorumeter_alert_evaluation_failures_total";

    final Timer evaluation;
    private final OwnFamilies families;
    private final By<Severity, Gauge> active;
    private final By<AlertSource, Counter> failures;
    private final Set<AlertSource> told = Collections.synchronizedSet(EnumSet.noneOf(AlertSource.class));

    AlertMetrics(MetricsCollector collector) {
        families = OwnFamilies.on(collector);
        active = families.gauge("quorumeter_alerts_active")
                .help("Alerts that fire, by severity")
                .level(MetricLevel.ESSENTIAL)
                .by("severity", Severity.class)
                .create();
        evaluation = families.timer("quorumeter_alert_evaluation_seconds")
                .help("Time to evaluate all rules, the snapshot included")
                .create();
        failures = families.counter(FAILURES)
                .help("Evaluations of rules that failed, by what they judge")
                .level(MetricLevel.ESSENTIAL)
                .by("source", AlertSource.class)
                .create();
    }

    /** Loops of alerting's threads that ended by an error and were started again. */
    static Counter restarts(MetricsCollector collector) {
        return OwnFamilies.on(collector)
                .counter(GuardedThread.RESTARTS)
                .help(GuardedThread.RESTARTS_HELP)
                .level(MetricLevel.ESSENTIAL)
                .create();
    }

    By<Result, Counter> notifications(String handler) {
        return families.counter("quorumeter_alert_notifications_total")
                .help("Calls of handlers of alerts that succeeded or failed, and notifications suppressed or dropped")
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

    /** Counts it, and logs the first of each source. */
    void failed(AlertSource source, Throwable failed) {
        failures.of(source).increment();
        if (told.add(source)) {
            GuardedThread.log(
                    System.Logger.Level.ERROR,
                    "the alert rules of '" + LabelValue.of(source)
                            + "' could not be evaluated; further failures are counted in " + FAILURES,
                    failed);
        }
    }
}

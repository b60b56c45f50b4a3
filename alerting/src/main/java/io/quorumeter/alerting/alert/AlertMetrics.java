package io.quorumeter.alerting.alert;

import static io.quorumeter.Declaration.own;
import static io.quorumeter.MetricLevel.ESSENTIAL;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Declaration;
import io.quorumeter.Gauge;
import io.quorumeter.Labels;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.alerting.alert.HandlerQueue.Result;
import io.quorumeter.spi.GuardedThread;
import io.quorumeter.spi.OwnFamilies;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** What alerting tells of itself. */
final class AlertMetrics {
    private static final Declaration<By<Severity, Gauge>> ACTIVE = own(
                    "quorumeter_alerts_active", "Alerts that fire, by severity")
            .gauge()
            .level(ESSENTIAL)
            .by("severity", Severity.class);
    private static final Declaration<Timer> EVALUATION = own(
                    "quorumeter_alert_evaluation_seconds",
                    "Time to evaluate rules, with the snapshot where the alert manager takes it itself")
            .timer();
    private static final Declaration<Counter> FAILURES = own(
                    "quorumeter_rule_evaluation_failures_total",
                    "Evaluations of a rule that failed, and snapshots for rules that could not be taken")
            .counter()
            .level(ESSENTIAL);
    private static final Declaration<By<Result, Counter>> NOTIFICATIONS = own(
                    "quorumeter_alert_notifications_total",
                    "Calls of handlers of alerts that succeeded or failed, and notifications suppressed or dropped")
            .counter()
            .level(ESSENTIAL)
            .with("handler")
            .by("result", Result.class);

    final Timer evaluation;
    private final MetricsCollector collector;
    private final By<Severity, Gauge> active;
    private final Counter failures;
    private final AtomicBoolean isLogged = new AtomicBoolean();

    AlertMetrics(MetricsCollector collector) {
        this.collector = collector;
        active = ACTIVE.on(collector);
        evaluation = EVALUATION.on(collector);
        failures = FAILURES.on(collector);
    }

    /** Loops of alerting's threads that ended by an error and were started again. */
    static Counter restarts(MetricsCollector collector) {
        return collector.provider().series(Counter.class, OwnFamilies.THREAD_RESTARTS, Labels.of());
    }

    By<Result, Counter> notifications(String handler) {
        return NOTIFICATIONS.on(collector, handler);
    }

    void active(Map<Severity, Integer> counts) {
        for (Severity severity : Severity.values()) {
            active.of(severity).set((long) counts.getOrDefault(severity, 0));
        }
    }

    /** Counts a rule that failed. */
    void failed() {
        failures.increment();
    }

    /** Counts an evaluation that failed as a whole, and logs the first. */
    void failed(Throwable cause) {
        failures.increment();
        if (isLogged.compareAndSet(false, true)) {
            GuardedThread.log(
                    System.Logger.Level.ERROR,
                    "alert rules could not be evaluated; further failures are counted in " + FAILURES.name(),
                    cause);
        }
    }
}

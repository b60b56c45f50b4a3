package io.quorumeter.alerting.health;

import io.quorumeter.alerting.alert.Alert;
import io.quorumeter.health.Health;
import io.quorumeter.health.Health.Finding;
import io.quorumeter.health.HealthLevel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes findings of broken rules: what is critical in an alert is failing here where the component does not do its work meanwhile. */
final class HealthRules {
    private static final Set<String> FAILING = Set.of(
            "HotStuff2SafetyViolation",
            "HotStuff2OwnKeyMisuse",
            "HotStuff2ByzantinePowerBeyondTolerance",
            "HotStuff2SafetyStateNotPersisted",
            "HotStuff2CommitStalled",
            "HotStuff2PartitionSuspected");

    private HealthRules() {}

    static Health of(List<Alert> broken) {
        List<Finding> findings = broken.stream().map(HealthRules::finding).collect(Collectors.toList());
        return new Health(findings, Map.of());
    }

    private static Finding finding(Alert alert) {
        String labels = alert.labels().size() == 0 ? "" : alert.labels().toString();
        return new Finding(level(alert), alert.name() + labels, alert.summary(), alert.suggestion(), alert.firedAt());
    }

    private static HealthLevel level(Alert alert) {
        return switch (alert.severity()) {
            case INFO, WARNING -> HealthLevel.WARNING;
            case CRITICAL -> FAILING.contains(alert.name()) ? HealthLevel.FAILING : HealthLevel.CRITICAL;
        };
    }
}

package io.quorumeter.monitoring.health;

import io.quorumeter.health.ComponentHealth;
import io.quorumeter.health.Health;
import io.quorumeter.health.HealthCheck;
import io.quorumeter.health.HealthIssue;
import io.quorumeter.health.HealthStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One component: calls its check, and remembers since when what it finds is so. Used by one thread at a time. */
final class ComponentChecker {
    private final String component;
    private final HealthCheck check;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private Map<String, Instant> since = new HashMap<>();
    private @Nullable Instant lastSuccess;
    private @Nullable Instant lastFailure;

    ComponentChecker(String component, HealthCheck check, InstantSource clock, LongSupplier nanoTime) {
        this.component = component;
        this.check = check;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    ComponentHealth check() {
        long begin = nanoTime.getAsLong();
        Health found = ask();
        Duration latency = Duration.ofNanos(nanoTime.getAsLong() - begin);
        Instant now = clock.instant();
        HealthStatus status = HealthStatus.of(issues(found, now));
        if (status.isHealthy()) {
            lastSuccess = now;
        } else {
            lastFailure = now;
        }
        return new ComponentHealth(
                component, status, status.level().score(), latency, lastSuccess, lastFailure, found.details());
    }

    private Health ask() {
        try {
            return check.check();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return unknown(interrupted);
        } catch (Exception | StackOverflowError thrown) {
            return unknown(thrown);
        }
    }

    private static Health unknown(Throwable thrown) {
        return Health.failing("the check failed: " + thrown).suggest("See why the check of this component throws.");
    }

    private List<HealthIssue> issues(Health found, Instant now) {
        Map<String, Instant> still = new HashMap<>();
        List<HealthIssue> issues = new ArrayList<>();
        for (Health.Finding finding : found.findings()) {
            Instant begun = since.getOrDefault(finding.name(), now);
            still.put(finding.name(), begun);
            issues.add(new HealthIssue(
                    finding.severity(), component, finding.name(), finding.message(), begun, finding.suggestion()));
        }
        since = still;
        return issues;
    }
}

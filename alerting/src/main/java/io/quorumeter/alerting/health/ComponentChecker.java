package io.quorumeter.alerting.health;

import io.quorumeter.health.Health;
import io.quorumeter.health.HealthCheck;
import io.quorumeter.health.HealthLevel;
import io.quorumeter.spi.GuardedThread;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One component: has its check called, never twice at once, and remembers since when what it finds is so. A check that gives no answer in
 * time goes on, and whoever asks next waits for the same answer. Thread-safe.
 */
final class ComponentChecker {
    /** What a check found, and how long it took. */
    record Answer(Health health, Duration latency) {}

    private final String component;
    private final HealthCheck check;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private Map<String, Instant> since = new HashMap<>();
    private @Nullable Instant lastSuccess;
    private @Nullable Instant lastFailure;
    private @Nullable FutureTask<Answer> underWay;

    ComponentChecker(String component, HealthCheck check, InstantSource clock, LongSupplier nanoTime) {
        this.component = component;
        this.check = check;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** Has the check called, unless a call of it is under way. */
    synchronized FutureTask<Answer> begin(Executor threads) {
        FutureTask<Answer> before = underWay;
        if (before != null && !before.isDone()) {
            return before;
        }
        FutureTask<Answer> fresh = new FutureTask<>(this::ask);
        underWay = fresh;
        threads.execute(fresh);
        return fresh;
    }

    private Answer ask() {
        long begin = nanoTime.getAsLong();
        Health health = found();
        return new Answer(health, Duration.ofNanos(nanoTime.getAsLong() - begin));
    }

    private Health found() {
        AtomicReference<@Nullable Health> found = new AtomicReference<>();
        Throwable thrown = GuardedThread.call(() -> found.set(check.check()));
        if (thrown != null) {
            return unknown(thrown);
        }
        Health health = found.get();
        return health != null
                ? health
                : Health.failing("the check returned null").suggest("Return Health.ok() when nothing is wrong.");
    }

    private static Health unknown(Throwable thrown) {
        return Health.failing("the check failed: " + text(thrown))
                .suggest("See why the check of this component throws.");
    }

    private static String text(Throwable thrown) {
        try {
            return thrown.toString();
        } catch (Throwable hasNoText) { // it is the host's class
            return thrown.getClass().getName();
        }
    }

    /** Waits for an answer until a time of {@code System.nanoTime()}, and says how the component is. */
    ComponentHealth end(FutureTask<Answer> asked, long deadline, Duration limit) {
        Answer none = new Answer(
                Health.failing("no answer within " + limit.toMillis() + " ms")
                        .suggest("See what the check of this component waits for."),
                limit);
        try {
            return end(asked.get(Math.max(deadline - System.nanoTime(), 0), TimeUnit.NANOSECONDS));
        } catch (TimeoutException tooLate) {
            return end(none);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return end(none);
        } catch (ExecutionException thrown) {
            Throwable cause = thrown.getCause();
            return end(new Answer(unknown(cause == null ? thrown : cause), Duration.ZERO));
        }
    }

    private synchronized ComponentHealth end(Answer answer) {
        Instant now = clock.instant();
        HealthStatus status = HealthStatus.of(issues(answer.health, now));
        if (status.level().compareTo(HealthLevel.CRITICAL) < 0) {
            lastSuccess = now;
        } else {
            lastFailure = now;
        }
        return new ComponentHealth(
                component,
                status,
                status.level().score(),
                answer.latency,
                lastSuccess,
                lastFailure,
                answer.health.details());
    }

    private List<HealthIssue> issues(Health found, Instant now) {
        Map<String, Instant> still = new HashMap<>();
        List<HealthIssue> issues = new ArrayList<>();
        for (Health.Finding finding : found.findings()) {
            Instant known = finding.since();
            Instant begun = known != null ? known : since.getOrDefault(finding.name(), now);
            still.put(finding.name(), begun);
            issues.add(new HealthIssue(
                    finding.severity(), component, finding.name(), finding.message(), begun, finding.suggestion()));
        }
        since = still;
        return issues;
    }
}

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
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One component: has its check called, never twice at once, and remembers since when what it finds is so. A check that gives no answer in
 * time goes on, and who asks next waits for the same answer. Thread-safe.
 */
final class ComponentChecker {
    /** Fewer say nothing about availability. */
    private static final int LEAST_CHECKS = 20;

    /** What a check found, and how long it took. */
    record Answer(Health health, Duration latency) {}

    private final String component;
    private final HealthCheck check;
    private final CheckSettings settings;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Trail trail = new Trail();
    private Map<String, Instant> since = new HashMap<>();
    private @Nullable Instant lastSuccess;
    private @Nullable Instant lastFailure;
    private @Nullable CompletableFuture<Answer> underWay;

    ComponentChecker(
            String component, HealthCheck check, CheckSettings settings, InstantSource clock, LongSupplier nanoTime) {
        this.component = component;
        this.check = check;
        this.settings = settings;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    String component() {
        return component;
    }

    CheckSettings settings() {
        return settings;
    }

    /** Whether a call of the check has not come back yet. */
    synchronized boolean isUnderWay() {
        return underWay != null && !underWay.isDone();
    }

    /** Has the check called, unless a call of it is under way. */
    synchronized CompletableFuture<Answer> begin(Executor threads) {
        CompletableFuture<Answer> before = underWay;
        if (before != null && !before.isDone()) {
            return before;
        }
        CompletableFuture<Answer> fresh = CompletableFuture.supplyAsync(this::ask, threads);
        underWay = fresh;
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
    ComponentHealth end(CompletableFuture<Answer> asked, long deadline, Duration limit, double minAvailability) {
        try {
            long wait = Math.max(deadline - System.nanoTime(), 0);
            return ended(asked.get(wait, TimeUnit.NANOSECONDS), null, minAvailability);
        } catch (TimeoutException tooLate) {
            return late(limit, minAvailability);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return late(limit, minAvailability);
        } catch (ExecutionException thrown) {
            return ended(null, thrown.getCause(), minAvailability);
        }
    }

    /** Says how a component is whose check has given no answer for so long. */
    ComponentHealth late(Duration limit, double minAvailability) {
        Health none = Health.failing("no answer within " + limit.toMillis() + " ms")
                .suggest("See what the check of this component waits for.");
        return ended(new Answer(none, limit), null, minAvailability);
    }

    /** Says how a component is whose check gave an answer, or could not be called. */
    synchronized ComponentHealth ended(@Nullable Answer given, @Nullable Throwable thrown, double minAvailability) {
        Answer answer = given != null
                ? given
                : new Answer(unknown(thrown == null ? new IllegalStateException("no answer") : thrown), Duration.ZERO);
        Instant now = clock.instant();
        boolean works = answer.health.findings().stream()
                .allMatch(finding -> finding.severity().compareTo(HealthLevel.CRITICAL) < 0);
        trail.checked(works);
        if (works) {
            lastSuccess = now;
        } else {
            lastFailure = now;
        }
        HealthStatus status = HealthStatus.of(issues(withAvailability(answer.health, minAvailability), now));
        trail.found(status, now);
        return new ComponentHealth(
                component,
                status,
                status.level().score(),
                answer.latency,
                lastSuccess,
                lastFailure,
                answer.health.details(),
                trail.track(now),
                settings.weight());
    }

    private Health withAvailability(Health found, double least) {
        HealthTrack track = trail.track(Instant.EPOCH);
        if (track.checks() < LEAST_CHECKS || track.availability() >= least) {
            return found;
        }
        String message = String.format(
                Locale.ROOT, "works in %.1f %% of the last %d checks", 100 * track.availability(), track.checks());
        return found.and(new Health.Finding(
                HealthLevel.WARNING, "Availability", message, "See when it changed, and what else happened then."));
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

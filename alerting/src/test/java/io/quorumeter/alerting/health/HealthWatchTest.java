package io.quorumeter.alerting.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quorumeter.health.Health;
import io.quorumeter.health.HealthLevel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthWatchTest {
    private static final Duration BRISK = Duration.ofMillis(10);
    private static final Duration RARE = Duration.ofHours(1);

    private final HealthChecker health = new HealthChecker();
    private final HealthWatch watch = new HealthWatch(health);
    private final List<String> changes = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        watch.close();
    }

    private HealthLevel level(String component) {
        return watch.last().stream()
                .flatMap(report -> report.components().stream())
                .filter(one -> one.component().equals(component))
                .map(one -> one.status().level())
                .findFirst()
                .orElse(HealthLevel.HEALTHY);
    }

    @Test
    void eachCheck_isAskedAtItsOwnInterval() {
        AtomicInteger often = new AtomicInteger();
        AtomicInteger once = new AtomicInteger();
        health.register(
                "often", () -> Health.ok().with("calls", often.incrementAndGet()), CheckSettings.STANDARD.every(BRISK));
        health.register("once", () -> Health.ok().with("calls", once.incrementAndGet()));
        watch.start(RARE);
        await().until(() -> often.get() > 2);
        assertThat(once).hasValue(1);
    }

    @Test
    void checkThatHangs_isReported_delaysNoOther_andComesBack() {
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        health.register(
                "hanging",
                () -> {
                    calls.incrementAndGet();
                    answer.await();
                    return Health.ok();
                },
                CheckSettings.STANDARD.within(Duration.ofMillis(50)));
        AtomicInteger other = new AtomicInteger();
        health.register("other", () -> Health.ok().with("calls", other.incrementAndGet()));
        watch.start(BRISK);
        await().until(() -> level("hanging") == HealthLevel.FAILING);
        HealthReport report = watch.last().orElseThrow();
        assertThat(report.status().issues().get(0).message()).isEqualTo("no answer within 50 ms");
        assertThat(calls).hasValue(1);
        int before = other.get();
        await().until(() -> other.get() > before + 2);
        answer.countDown();
        await().until(() -> level("hanging") == HealthLevel.HEALTHY);
    }

    @Test
    void checkThatAnswersLater_isWaitedFor() {
        CompletableFuture<Health> later = new CompletableFuture<>();
        health.registerAsync("later", () -> later, CheckSettings.STANDARD);
        watch.start(BRISK);
        assertThat(watch.last()).isEmpty();
        later.complete(Health.warning("slow"));
        await().until(() -> level("later") == HealthLevel.WARNING);
        CompletableFuture<Health> never = CompletableFuture.failedFuture(new IllegalStateException("gone"));
        health.registerAsync("failed", () -> never, CheckSettings.STANDARD);
        await().until(() -> level("failed") == HealthLevel.FAILING);
    }

    @Test
    void listeners_hearOfChangesAlone() {
        AtomicInteger calls = new AtomicInteger();
        watch.onChange(one -> changes.add(one.component() + " " + one.status().level()));
        watch.onChange(one -> {
            throw new AssertionError("a listener's own fault");
        });
        health.register(
                "flapping",
                () -> calls.incrementAndGet() % 10 == 5 ? Health.critical("down") : Health.ok(),
                CheckSettings.STANDARD.every(BRISK));
        watch.start(RARE);
        await().until(() -> changes.size() > 3);
        assertThat(changes)
                .startsWith("flapping HEALTHY", "flapping CRITICAL", "flapping HEALTHY", "flapping CRITICAL");
    }

    @Test
    void name_isTakenOnce() {
        health.register("database", Health::ok);
        assertThatThrownBy(() -> health.register("database", Health::ok))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is a check of 'database' already");
    }
}

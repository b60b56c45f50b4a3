package io.quorumeter.alerting.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quorumeter.health.Health;
import io.quorumeter.health.HealthLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HealthTrackTest {
    private static final Instant BEGIN = Instant.ofEpochSecond(1_700_000_000);

    private final AtomicReference<Instant> now = new AtomicReference<>(BEGIN);
    private final AtomicReference<Health> found = new AtomicReference<>(Health.ok());
    private final HealthChecker health =
            new HealthChecker(now::get, () -> Duration.between(BEGIN, now.get()).toNanos());

    private ComponentHealth check(Health next) {
        found.set(next);
        now.updateAndGet(time -> time.plusSeconds(1));
        return health.componentHealth("database").orElseThrow();
    }

    @Test
    void changes_availabilityAndFailures_areKept() {
        health.register("database", () -> Objects.requireNonNull(found.get()));
        check(Health.ok());
        check(Health.critical("no connection"));
        ComponentHealth third = check(Health.failing("gone"));
        assertThat(third.track().failures()).isEqualTo(2);
        assertThat(third.track().availability()).isCloseTo(1 / 3.0, within(1e-9));
        ComponentHealth fourth = check(Health.warning("slow"));
        assertThat(fourth.track())
                .isEqualTo(new HealthTrack(
                        BEGIN.plusSeconds(4),
                        4,
                        0.5,
                        0,
                        List.of(
                                new HealthChange(
                                        BEGIN.plusSeconds(2),
                                        HealthLevel.HEALTHY,
                                        HealthLevel.CRITICAL,
                                        "no connection"),
                                new HealthChange(
                                        BEGIN.plusSeconds(3), HealthLevel.CRITICAL, HealthLevel.FAILING, "gone"),
                                new HealthChange(
                                        BEGIN.plusSeconds(4), HealthLevel.FAILING, HealthLevel.WARNING, "slow"))));
        HealthReport report = health.detailedHealthReport();
        assertThat(HealthJson.readReport(HealthJson.write(report))).isEqualTo(report);
    }

    @Test
    void whatIsKept_isBounded() {
        health.register("database", () -> Objects.requireNonNull(found.get()));
        ComponentHealth last = check(Health.ok());
        for (int i = 0; i < 1_500; i++) {
            last = check(i % 2 == 0 ? Health.critical("down") : Health.ok());
        }
        assertThat(last.track().checks()).isEqualTo(1_000);
        assertThat(last.track().availability()).isEqualTo(0.5);
        assertThat(last.track().changes()).hasSize(100);
    }

    @Test
    void availabilityBelowTheLeast_isAWarning_onceThereAreEnoughChecks() {
        health.minAvailability(0.95).register("database", () -> Objects.requireNonNull(found.get()));
        check(Health.critical("down"));
        for (int i = 0; i < 18; i++) {
            assertThat(check(Health.ok()).status().isHealthy()).isTrue();
        }
        check(Health.critical("down"));
        assertThat(check(Health.ok()).status().issues())
                .extracting(HealthIssue::message)
                .containsExactly("works in 90.5 % of the last 21 checks");
    }

    @Test
    void weights_makeTheScore_andTheScoreTheBand() {
        health.register("consensus", Health::ok, CheckSettings.STANDARD.weighing(8))
                .register("disk", () -> Health.critical("slow"), CheckSettings.STANDARD.weighing(2))
                .register("toy", () -> Health.failing("gone"), CheckSettings.STANDARD.weighing(0));
        HealthReport report = health.detailedHealthReport();
        assertThat(report.score()).isCloseTo(0.86, within(1e-9));
        assertThat(report.band()).isEqualTo(HealthLevel.WARNING);
        assertThat(report.status().level()).isEqualTo(HealthLevel.FAILING);
    }
}

package io.quorumeter.alerting.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.alerting.health.HealthStatus.Critical;
import io.quorumeter.alerting.health.HealthStatus.Failing;
import io.quorumeter.alerting.health.HealthStatus.Healthy;
import io.quorumeter.alerting.health.HealthStatus.Warning;
import io.quorumeter.health.HealthLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HealthStatusTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000);

    private static HealthIssue issue(HealthLevel severity, String name) {
        return new HealthIssue(severity, "database", name, name + " it is", NOW, "");
    }

    @Test
    void of_isAsBadAsTheWorstIssue_andListsItFirst() {
        HealthIssue slow = issue(HealthLevel.WARNING, "slow");
        HealthIssue gone = issue(HealthLevel.FAILING, "gone");
        assertThat(HealthStatus.of(List.of())).isEqualTo(new Healthy());
        assertThat(HealthStatus.of(List.of(slow))).isEqualTo(new Warning(List.of(slow)));
        assertThat(HealthStatus.of(List.of(issue(HealthLevel.CRITICAL, "full"))))
                .isInstanceOf(Critical.class);
        HealthStatus worst = HealthStatus.of(List.of(slow, gone));
        assertThat(worst).isEqualTo(new Failing(List.of(gone, slow)));
        assertThat(worst.issues()).containsExactly(gone, slow);
        assertThat(worst.isHealthy()).isFalse();
        assertThat(new Healthy().isHealthy()).isTrue();
    }

    @Test
    void order_isTotal_andThatOfEquality() {
        List<HealthStatus> all = new ArrayList<>(List.of(new Healthy()));
        Random random = new Random(7);
        for (int i = 0; i < 60; i++) {
            List<HealthIssue> issues = new ArrayList<>();
            for (int j = 0; j <= random.nextInt(3); j++) {
                HealthLevel level = HealthLevel.values()[1 + random.nextInt(3)];
                issues.add(issue(level, "n" + random.nextInt(3)));
            }
            all.add(HealthStatus.of(issues));
        }
        for (HealthStatus a : all) {
            for (HealthStatus b : all) {
                assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
                assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
                if (a.level() != b.level()) {
                    assertThat(a.compareTo(b) < 0)
                            .isEqualTo(a.level().ordinal() < b.level().ordinal());
                }
                for (HealthStatus c : all) {
                    assertThat(a.compareTo(b) <= 0 && b.compareTo(c) <= 0 && a.compareTo(c) > 0)
                            .isFalse();
                }
            }
        }
        Collections.sort(all);
        assertThat(all.get(0)).isEqualTo(new Healthy());
        assertThat(Collections.max(all).level()).isEqualTo(HealthLevel.FAILING);
    }

    @Test
    void status_withTheWrongIssues_isRefused() {
        HealthIssue slow = issue(HealthLevel.WARNING, "slow");
        assertThatThrownBy(() -> new Critical(List.of(slow))).hasMessageContaining("CRITICAL");
        assertThatThrownBy(() -> new Warning(List.of())).hasMessageContaining("WARNING");
        assertThatThrownBy(() -> issue(HealthLevel.HEALTHY, "fine")).hasMessageContaining("'fine'");
    }

    @Test
    void report_isTheWorstOfAll_andTheMeanOfTheScores() {
        ComponentHealth good = component(HealthStatus.of(List.of()));
        ComponentHealth bad = component(HealthStatus.of(List.of(issue(HealthLevel.CRITICAL, "full"))));
        HealthReport report = HealthReport.of(NOW, List.of(good, bad));
        assertThat(report.status()).isEqualTo(bad.status());
        assertThat(report.score()).isEqualTo(0.65);
        assertThat(HealthReport.of(NOW, List.of()).score()).isEqualTo(1);
    }

    private static ComponentHealth component(HealthStatus status) {
        return new ComponentHealth(
                "database",
                status,
                status.level().score(),
                Duration.ZERO,
                null,
                null,
                Map.of(),
                new HealthTrack(NOW, 1, 1, 0, List.of()),
                1);
    }
}

package io.quorumeter.monitoring.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.health.ComponentHealth;
import io.quorumeter.health.Health;
import io.quorumeter.health.HealthCheck;
import io.quorumeter.health.HealthIssue;
import io.quorumeter.health.HealthLevel;
import io.quorumeter.health.HealthReport;
import io.quorumeter.health.MonitoredComponent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HealthCheckerTest {
    private static final Instant BEGIN = Instant.ofEpochSecond(1_700_000_000);

    private final AtomicReference<Instant> now = new AtomicReference<>(BEGIN);
    private final HealthChecker health = new HealthChecker(now::get, () -> 0);

    private void later(int seconds) {
        now.updateAndGet(time -> time.plusSeconds(seconds));
    }

    @Test
    void issue_keepsItsBeginning_asLongAsItLasts() {
        AtomicReference<Health> found =
                new AtomicReference<>(Health.critical("no connection").suggest("is it up?"));
        health.register("database", () -> Objects.requireNonNull(found.get()));
        health.overallHealthStatus();
        later(60);
        ComponentHealth component = health.componentHealth("database").orElseThrow();
        assertThat(component.status().issues())
                .containsExactly(new HealthIssue(
                        HealthLevel.CRITICAL, "database", "no connection", "no connection", BEGIN, "is it up?"));
        assertThat(component.lastFailure()).isEqualTo(BEGIN.plusSeconds(60));
        assertThat(component.lastSuccess()).isNull();
        found.set(Health.ok());
        later(1);
        assertThat(health.componentHealth("database").orElseThrow().lastSuccess())
                .isEqualTo(BEGIN.plusSeconds(61));
        found.set(Health.critical("no connection"));
        later(1);
        assertThat(health.overallHealthStatus().issues())
                .extracting(HealthIssue::since)
                .containsExactly(BEGIN.plusSeconds(62));
    }

    @Test
    void warning_isNoFailure() {
        health.register("database", () -> Health.warning("slow"));
        ComponentHealth slow = health.componentHealth("database").orElseThrow();
        assertThat(slow.lastSuccess()).isEqualTo(BEGIN);
        assertThat(slow.lastFailure()).isNull();
    }

    @Test
    void check_thatThrows_isFailing_andTheOthersAreAsked() {
        health.register("database", () -> {
            throw new IOException("refused");
        });
        health.register("cache", Health::ok);
        HealthReport report = health.detailedHealthReport();
        assertThat(report.status().level()).isEqualTo(HealthLevel.FAILING);
        assertThat(report.status().issues().get(0).message()).contains("refused");
        assertThat(report.components()).extracting(ComponentHealth::component).containsExactly("database", "cache");
        assertThat(report.score()).isEqualTo(0.5);
    }

    @Test
    void component_thatIsUnknown_hasNoHealth() {
        assertThat(health.componentHealth(ComponentType.NETWORK)).isEmpty();
    }

    @Test
    void component_isGivenLoggerAndCollector_andBringsItsOwnCheck() {
        List<String> calls = new ArrayList<>();
        MetricsCollector metrics = Quorumeter.newCollector();
        MonitoredComponent resolver = new MonitoredComponent() {
            @Override
            public String componentName() {
                return "resolver";
            }

            @Override
            public void setLogger(System.Logger logger) {
                calls.add(logger.getName());
            }

            @Override
            public void registerMetrics(MetricsCollector collector) {
                calls.add("metrics");
                collector.counter("resolver_requests_total").create();
            }

            @Override
            public HealthCheck healthCheck() {
                return () -> Health.warning("slow");
            }
        };
        health.register(resolver, metrics);
        assertThat(calls).containsExactly("io.quorumeter.resolver", "metrics");
        assertThat(metrics.snapshot().value("resolver_requests_total")).hasValue(0);
        assertThat(health.componentHealth("resolver").orElseThrow().score()).isEqualTo(0.7);
    }

    @Test
    void check_thatHangs_isFailing_isNotCalledAgain_andHoldsUpNoOther() throws InterruptedException {
        CountDownLatch hanging = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        health.limit(Duration.ofSeconds(1)).register("volume", () -> {
            calls.incrementAndGet();
            hanging.await();
            return Health.ok();
        });
        health.register("cache", Health::ok);
        HealthReport report = health.detailedHealthReport();
        assertThat(report.components())
                .extracting(one -> one.status().level())
                .containsExactly(HealthLevel.FAILING, HealthLevel.HEALTHY);
        assertThat(report.status().issues().get(0).message()).isEqualTo("no answer within 1000 ms");
        ComponentHealth again =
                health.limit(Duration.ofMillis(1)).componentHealth("volume").orElseThrow();
        assertThat(again.status().level()).isEqualTo(HealthLevel.FAILING);
        assertThat(calls).hasValue(1);
        hanging.countDown();
        health.limit(Duration.ofSeconds(30));
        assertThat(health.componentHealth("volume").orElseThrow().status().isHealthy())
                .isTrue();
    }

    @Test
    void limit_thatIsNotPositive_isRefused() {
        assertThatThrownBy(() -> health.limit(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void json_thatIsSomethingElse_isRefused() {
        assertThatThrownBy(() -> HealthJson.readStatus("{}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HealthJson.readStatus("{\"level\": \"failing\", \"issues\": []}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FAILING");
        assertThatThrownBy(() -> HealthJson.readStatus("{\"level\": \"lost\", \"issues\": []}"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HealthJson.readReport("[")).isInstanceOf(IllegalArgumentException.class);
    }
}

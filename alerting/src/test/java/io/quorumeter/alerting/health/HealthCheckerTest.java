package io.quorumeter.alerting.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.health.Health;
import io.quorumeter.health.HealthCheck;
import io.quorumeter.health.HealthLevel;
import io.quorumeter.health.MonitoredComponent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthCheckerTest {
    private static final Instant BEGIN = Instant.ofEpochSecond(1_700_000_000);

    private final AtomicReference<Instant> now = new AtomicReference<>(BEGIN);
    private final HealthChecker health =
            new HealthChecker(now::get, () -> Duration.between(BEGIN, now.get()).toNanos());

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

    /** What a check does instead of an answer. */
    private enum Deed implements HealthCheck {
        INTERRUPT {
            @Override
            public Health check() {
                Thread.currentThread().interrupt();
                return Health.ok();
            }
        },
        NULL {
            @Override
            @SuppressWarnings("NullAway")
            public Health check() {
                return null;
            }
        },
        NULL_MESSAGE {
            @Override
            @SuppressWarnings("NullAway")
            public Health check() {
                return Health.warning(null);
            }
        },
        ASSERTION {
            @Override
            public Health check() {
                throw new AssertionError("no connection");
            }
        },
        LINKAGE {
            @Override
            public Health check() {
                throw new NoClassDefFoundError("com/pool/Client");
            }
        },
        OVERFLOW {
            @Override
            public Health check() {
                return overflow(0) < 0 ? Health.warning("it is not") : Health.ok();
            }
        },
        UNPRINTABLE {
            @Override
            public Health check() {
                throw new IllegalStateException() {
                    private static final long serialVersionUID = 1;

                    @Override
                    public String getMessage() {
                        throw new IllegalStateException("no message");
                    }
                };
            }
        };
    }

    private static int overflow(int depth) {
        return depth < 0 ? 0 : overflow(depth + 1) + 1;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void checks_thatInterruptThrowAndReturnNull_harmNoOther(long seed) {
        Random random = new Random(seed);
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger interrupted = new AtomicInteger();
        Deed[] deeds = new Deed[10];
        for (int i = 0; i < deeds.length; i++) {
            int index = i;
            health.register("odd" + i, () -> deeds[index].check());
            health.register("good" + i, () -> {
                asked.incrementAndGet();
                interrupted.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0);
                return Health.ok();
            });
        }
        for (int round = 1; round <= 5; round++) {
            Map<String, HealthLevel> expected = new HashMap<>();
            for (int i = 0; i < deeds.length; i++) {
                deeds[i] = Deed.values()[random.nextInt(Deed.values().length)];
                expected.put("odd" + i, deeds[i] == Deed.INTERRUPT ? HealthLevel.HEALTHY : HealthLevel.FAILING);
                expected.put("good" + i, HealthLevel.HEALTHY);
            }
            HealthReport report = health.detailedHealthReport();
            Map<String, HealthLevel> found = new HashMap<>();
            report.components()
                    .forEach(one -> found.put(one.component(), one.status().level()));
            assertThat(found).isEqualTo(expected);
            assertThat(asked).hasValue(10 * round);
        }
        assertThat(interrupted).hasValue(0);
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

package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.Labels;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each key of the settings changes what a collector does; a key that is added needs its effect here to compile. */
class ConfigEffectsTest {
    @ParameterizedTest
    @EnumSource
    void key_setInText_hasItsEffect(ConfigKey key) {
        Runnable effect = switch (key) {
            case COLLECTION_ENABLED -> this::collectionEnabled;
            case METRICS_LEVEL -> this::metricsLevel;
            case COLLECTION_INTERVAL -> this::collectionInterval;
            case METRICS_SAMPLING_RATE -> this::metricsSamplingRate;
            case MAX_METRICS_MEMORY -> this::maxMetricsMemory;
            case SERIES_LIMIT -> this::seriesLimit;
            case FAMILY_LIMIT -> this::familyLimit;
            case STALE_AFTER -> this::staleAfter;
            case CALLBACK_LIMIT -> this::callbackLimit;
            case CONSTANT_LABELS -> this::constantLabels;
            case DENY -> this::deny;
        };
        effect.run();
    }

    private static MetricsConfig config(String key, String value) {
        return MetricsConfig.parse(Map.of(key, value));
    }

    private static MetricsCollector collector(String key, String value) {
        return Quorumeter.newCollector(config(key, value));
    }

    private void collectionEnabled() {
        assertThat(collector("collection_enabled", "false")).isSameAs(MetricsCollector.noop());
        assertThat(collector("collection_enabled", "true").isEnabled()).isTrue();
    }

    private void metricsLevel() {
        MetricsCollector metrics = collector("metrics_level", "detailed");
        metrics.counter("noise_total").level(MetricLevel.DETAILED).create().increment();
        assertThat(metrics.snapshot().value("noise_total")).hasValue(1);
    }

    private void collectionInterval() {
        List<Duration> periods = new ArrayList<>();
        MetricsCollector metrics = Quorumeter.collector()
                .config(config("collection_interval", "250ms"))
                .ticker((period, tick) -> periods.add(period))
                .create();
        metrics.gauge("rate").rateOf(metrics.counter("work_total").create(), Duration.ofMinutes(1));
        assertThat(periods).containsExactly(Duration.ofMillis(250));
    }

    private void metricsSamplingRate() {
        MetricsCollector metrics = collector("metrics_sampling_rate", "0.25");
        metrics.timer("check_seconds").sampled().create();
        metrics.timer("all_seconds").create();
        MetricsSnapshot snapshot = metrics.snapshot();
        assertThat(snapshot.value("quorumeter_sampling_ratio", "metric", "check_seconds"))
                .hasValue(0.25);
        assertThat(snapshot.value("quorumeter_sampling_ratio", "metric", "all_seconds"))
                .isEmpty();
    }

    private void maxMetricsMemory() {
        MetricsCollector metrics = collector("max_metrics_memory", "64KiB");
        for (int i = 0; i < 900; i++) {
            metrics.incrementCounter("work_total", "peer", "p" + i);
        }
        MetricsSnapshot snapshot = metrics.snapshot();
        assertThat(snapshot.value("quorumeter_memory_limit_bytes")).hasValue(64 << 10);
        assertThat(snapshot.value("work_total", "peer", "other").orElse(0)).isPositive();
        assertThat(snapshot.total("work_total")).isEqualTo(900);
    }

    private void seriesLimit() {
        MetricsCollector metrics = collector("series_limit", "2");
        for (int i = 0; i < 5; i++) {
            metrics.incrementCounter("work_total", "peer", "p" + i);
        }
        assertThat(metrics.snapshot().value("work_total", "peer", "other")).hasValue(3);
    }

    private void familyLimit() {
        MetricsCollector metrics = collector("family_limit", "2");
        for (int i = 0; i < 5; i++) {
            metrics.incrementCounter("work_" + i + "_total");
        }
        assertThat(metrics.snapshot().family("work_1_total")).isPresent();
        assertThat(metrics.snapshot().family("work_2_total")).isEmpty();
    }

    private void staleAfter() {
        VirtualTime time = new VirtualTime();
        MetricsCollector metrics =
                time.collector().config(config("stale_after", "5s")).create();
        metrics.incrementCounter("work_total", "peer", "a");
        time.run(Duration.ofSeconds(10));
        assertThat(metrics.snapshot().value("work_total", "peer", "a")).isEmpty();
    }

    private void callbackLimit() {
        LiveCollector metrics = (LiveCollector) collector("callback_limit", "10ms");
        assertThat(metrics.callbacks().patience().leftNanos()).isEqualTo(10_000_000);
        CountDownLatch end = new CountDownLatch(1);
        metrics.gauge("level").observe(() -> {
            try {
                end.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return 1;
        });
        for (int i = 0; i < 1_000 && metrics.callbacks().stuck() == 0; i++) {
            metrics.snapshot(); // on a busy machine the callback may not have begun within the limit
        }
        assertThat(metrics.callbacks().stuck()).isEqualTo(1);
        end.countDown();
    }

    private void constantLabels() {
        assertThat(collector("constant_labels", "chain=main").snapshot().constantLabels())
                .isEqualTo(Labels.of("chain", "main"));
    }

    private void deny() {
        MetricsCollector metrics = collector("deny", "work_*");
        metrics.incrementCounter("work_total");
        assertThat(metrics.snapshot().family("work_total")).isEmpty();
    }
}

package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.CustomMetric;
import io.quorumeter.Labels;
import io.quorumeter.MetricType;
import io.quorumeter.MetricsCollector;
import io.quorumeter.export.MetricsExporter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a program describes where it is measured, or computes when it is asked, is in every format like any other family. */
class CustomFamiliesTest {
    private static final Labels MODEL = Labels.of("model", "a");

    static Stream<MetricsExporter> formats() {
        return Stream.of(new PrometheusText(), new PrometheusText().openMetrics());
    }

    @ParameterizedTest
    @MethodSource("formats")
    void customMetrics_ofEveryType_areInEveryFormat(MetricsExporter format) {
        MetricsCollector metrics = Quorumeter.newCollector();
        metrics.recordCustomMetric(CustomMetric.counter("runs_total", MODEL, 2));
        metrics.recordCustomMetric(CustomMetric.counter("runs_total", MODEL, 3));
        metrics.recordCustomMetric(new CustomMetric(
                "box_temperature", "Of the box", MetricType.GAUGE, MODEL, 21.5, Instant.ofEpochSecond(1_700_000_000)));
        metrics.recordCustomMetric(new CustomMetric("batch_bytes", "", MetricType.HISTOGRAM, MODEL, 100, null));
        metrics.recordCustomMetric(
                new CustomMetric("model_info", "", MetricType.INFO, Labels.of("version", "7"), 0, null));

        assertThat(lines(format, metrics))
                .contains(
                        "# HELP box_temperature Of the box",
                        "runs_total{model=\"a\"} 5",
                        "batch_bytes_bucket{model=\"a\",le=\"64.0\"} 0",
                        "batch_bytes_bucket{model=\"a\",le=\"256.0\"} 1",
                        "batch_bytes_count{model=\"a\"} 1",
                        "model_info{version=\"7\"} 1")
                .anyMatch(line -> line.startsWith("box_temperature{model=\"a\"} 21.5 1700000000"));
    }

    @Test
    void gauge_measuredAtATimeThatNobodyCanWrite_isShownWithoutIt() {
        MetricsCollector metrics = Quorumeter.newCollector();
        List<Instant> times = List.of(Instant.MAX, Instant.MIN, Instant.ofEpochSecond(Long.MAX_VALUE / 1_000 + 1));
        for (int i = 0; i < times.size(); i++) {
            Labels series = Labels.of("model", Integer.toString(i));
            metrics.recordCustomMetric(
                    new CustomMetric("box_temperature", "", MetricType.GAUGE, series, 21.5, times.get(i)));
        }
        assertThat(lines(new PrometheusText(), metrics))
                .contains(
                        "box_temperature{model=\"0\"} 21.5",
                        "box_temperature{model=\"1\"} 21.5",
                        "box_temperature{model=\"2\"} 21.5");
        assertThat(metrics.snapshot().family("quorumeter_invalid_observations_total"))
                .isEmpty();
        assertThat(metrics.snapshot().family("quorumeter_records_dropped_total"))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void familiesComputedWhenAsked_areInEveryFormat(MetricsExporter format) {
        MetricsCollector metrics = Quorumeter.newCollector();
        metrics.gauge("pool_transactions").with("pool", "main").observe(() -> 17);
        metrics.counter("pool_evictions_total").observe(() -> 4L);
        metrics.gauge("pool_used_ratio").derive(() -> 0.25);
        assertThat(lines(format, metrics))
                .contains("pool_transactions{pool=\"main\"} 17", "pool_evictions_total 4", "pool_used_ratio 0.25");
    }

    private static List<String> lines(MetricsExporter format, MetricsCollector metrics) {
        return new String(format.export(metrics.snapshot()), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }
}

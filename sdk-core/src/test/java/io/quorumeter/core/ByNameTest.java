package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.CustomMetric;
import io.quorumeter.Labels;
import io.quorumeter.MetricType;
import io.quorumeter.MetricsCollector;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ByNameTest {
    private final MetricsCollector metrics = Quorumeter.newCollector();

    @Test
    void calls_withLabelsInAnyOrder_areOneSeries() {
        metrics.incrementCounter("errors_total", Labels.of("component", "sync", "kind", "io"));
        metrics.incrementCounterBy("errors_total", 4, Labels.of("kind", "io", "component", "sync"));
        assertThat(metrics.snapshot().value("errors_total", "component", "sync", "kind", "io"))
                .hasValue(5);
        assertThat(metrics.snapshot().family("errors_total").orElseThrow().size())
                .isEqualTo(1);
    }

    @Test
    void everyCall_movesItsInstrument() {
        metrics.setGauge("level", 2.5, "a", "1");
        metrics.incrementGauge("level", -1, "a", "1");
        metrics.recordHistogram("size_bytes", 100, Labels.of("a", "1", "b", "2", "c", "3"));

        MetricsSnapshot snapshot = metrics.snapshot();
        assertThat(snapshot.value("level", "a", "1")).hasValue(1.5);
        assertThat(snapshot.distribution("size_bytes", "a", "1", "b", "2", "c", "3")
                        .orElseThrow()
                        .sum())
                .isEqualTo(100);
    }

    @Test
    void setGauge_ofAWholeNumberUpTo2To53_keepsEveryDigit() {
        metrics.setGauge("committed_height", 0x1p53 - 1);
        assertThat(metrics.snapshot().family("committed_height").orElseThrow().wholeValue(0))
                .isEqualTo((1L << 53) - 1);
    }

    @Test
    void labels_asAnObjectOrInPairs_areOneSeries() {
        for (int n = 0; n <= 4; n++) {
            String[] pairs = Arrays.copyOf(new String[] {"a", "1", "b", "2", "c", "3", "d", "4"}, 2 * n);
            String name = "calls_" + n + "_total";
            metrics.incrementCounter(name, Labels.of(pairs));
            metrics.incrementCounter(name, Labels.of(pairs));
            assertThat(metrics.snapshot().value(name, pairs)).as(name).hasValue(2);
            String timed = "calls_" + n + "_seconds";
            metrics.timeOperation(timed, Labels.of(pairs), () -> {});
            metrics.timeOperation(timed, Labels.of(pairs), () -> {});
            assertThat(metrics.snapshot().total(timed)).as(timed).isEqualTo(2);
        }
    }

    @Test
    void operation_hasSeriesForBothResultsFromItsFirstCall() {
        metrics.timeOperation("run_seconds", Labels.of("peer", "a"), () -> {});
        assertThat(count("run_seconds", "peer", "a", "result", "ok")).isEqualTo(1);
        assertThat(count("run_seconds", "peer", "a", "result", "error")).isZero();
        assertThatThrownBy(() -> metrics.timeOperation("run_seconds", Labels.of("peer", "a"), () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        assertThat(count("run_seconds", "peer", "a", "result", "error")).isEqualTo(1);
    }

    @Test
    void operations_ofTooManyPeers_shareOneSeriesForEachResult() {
        MetricsCollector limited = Quorumeter.collector().seriesLimit(3).create();
        for (int i = 0; i < 50; i++) {
            limited.timeOperation("run_seconds", Labels.of("peer", "p" + i), () -> {});
        }
        MetricsSnapshot snapshot = limited.snapshot();
        assertThat(snapshot.family("run_seconds").orElseThrow().size()).isEqualTo(8);
        assertThat(snapshot.distribution("run_seconds", "peer", "other", "result", "ok")
                        .orElseThrow()
                        .count())
                .isEqualTo(47);
        assertThat(snapshot.distribution("run_seconds", "peer", "other", "result", "error"))
                .isPresent();
    }

    private long count(String family, String... labels) {
        return metrics.snapshot().distribution(family, labels).orElseThrow().count();
    }

    @Test
    void family_withTooManySeries_sendsTheRestToOtherAndCountsThem() {
        MetricsCollector limited = Quorumeter.collector().seriesLimit(10).create();
        for (int i = 0; i < 1_000; i++) {
            limited.incrementCounter("peer_errors_total", "peer", "attacker-" + i);
        }
        MetricsSnapshot snapshot = limited.snapshot();
        assertThat(snapshot.family("peer_errors_total").orElseThrow().size()).isEqualTo(11);
        assertThat(snapshot.value("peer_errors_total", "peer", "other")).hasValue(990);
        assertThat(snapshot.value("quorumeter_series_dropped_total", "metric", "peer_errors_total"))
                .hasValue(990);
        assertThat(snapshot.total("peer_errors_total")).isEqualTo(1_000);
    }

    @Test
    void labelValue_thatIsHuge_isCutAndStillCounted() {
        String huge = "x".repeat(1_000_000);
        metrics.incrementCounter("errors_total", "peer", huge);
        metrics.incrementCounter("errors_total", "peer", huge);
        assertThat(metrics.snapshot()
                        .family("errors_total")
                        .orElseThrow()
                        .labels(0)
                        .value(0))
                .hasSize(Labels.MAX_VALUE_LENGTH);
        assertThat(metrics.snapshot().total("errors_total")).isEqualTo(2);
    }

    @Test
    void labelValue_thatWasChangedOnTheWay_isFoundAgainAsItWasKept() {
        String half = "x\uD83D";
        metrics.incrementCounter("errors_total", "peer", half);
        metrics.incrementCounter("errors_total", "peer", half);
        assertThat(metrics.snapshot().value("errors_total", "peer", "x\uFFFD")).hasValue(2);
    }

    @Test
    void manySeries_areAllFoundAgain() {
        MetricsCollector wide = Quorumeter.collector().seriesLimit(100_000).create();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 5_000; i++) {
                wide.incrementCounter(
                        "calls_total", Labels.of("a", Integer.toString(i % 100), "b", Integer.toString(i / 100)));
            }
        }
        MetricsSnapshot snapshot = wide.snapshot();
        assertThat(snapshot.family("calls_total").orElseThrow().size()).isEqualTo(5_000);
        assertThat(snapshot.value("calls_total", "a", "99", "b", "49")).hasValue(2);
        assertThat(snapshot.total("calls_total")).isEqualTo(10_000);
    }

    @Test
    void customMetric_appearsWithItsHelpAndTime() {
        Labels labels = Labels.of("model", "a");
        metrics.recordCustomMetric(CustomMetric.counter("runs_total", labels, 2));
        metrics.recordCustomMetric(new CustomMetric(
                "temperature_celsius",
                "Of the box",
                MetricType.GAUGE,
                labels,
                21.5,
                Instant.ofEpochMilli(1_700_000_000_123L)));
        metrics.recordCustomMetric(new CustomMetric("batch", "", MetricType.HISTOGRAM, labels, 5, null));
        assertThat(new String(new PrometheusText().export(metrics.snapshot()), java.nio.charset.StandardCharsets.UTF_8))
                .contains("runs_total{model=\"a\"} 2\n")
                .contains("# HELP temperature_celsius Of the box\n")
                .contains("temperature_celsius{model=\"a\"} 21.5 1700000000123\n")
                .contains("batch_count{model=\"a\"} 1\n");
    }
}

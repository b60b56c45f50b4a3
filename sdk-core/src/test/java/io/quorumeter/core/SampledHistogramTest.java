package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.quorumeter.Histogram;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricsCollector;
import io.quorumeter.snapshot.Distribution;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampledHistogramTest {
    private final MetricsCollector metrics = Quorumeter.collector()
            .config(MetricsConfig.parse(Map.of("metrics_sampling_rate", "0.25")))
            .seed(7)
            .create();

    @Test
    void everyWayToRecordOne_isSampled() {
        Histogram histogram = metrics.histogram("size_bytes").sampled(0.15).create();
        for (int i = 0; i < 30_000; i++) {
            histogram.record(5);
            histogram.record(5.0);
            histogram.record(2.5);
            histogram.recordWithExemplar(2.5, 1, 2, 3);
        }
        Distribution kept = metrics.snapshot().distribution("size_bytes").orElseThrow();
        assertThat(kept.count()).isCloseTo(120_000, within(2_000L)).isNotEqualTo(120_000);
        assertThat(kept.sum()).isCloseTo(450_000, within(10_000.0));
        assertThat((double) kept.countAtOrBelow(3) / kept.count()).isCloseTo(0.5, within(0.02));
        assertThat(metrics.snapshot().family("size_bytes").orElseThrow().exemplar(0, 0))
                .isNotNull();
        assertThat(histogram.count()).isEqualTo(kept.count());
    }

    @Test
    void whatIsRareAndMatters_isKeptWhole() {
        Histogram histogram = metrics.histogram("size_bytes").sampled(0.000_001).create();
        for (int i = 0; i < 100; i++) {
            histogram.record(-1);
            histogram.record(-0.5);
            histogram.record(Double.NaN);
            histogram.record(Long.MAX_VALUE);
            histogram.recordWithExemplar(1e30, 1, 2, 3);
        }
        histogram.record(10, 3);
        histogram.recordWithExpectedInterval(35, 10);
        assertThat(histogram.count()).isEqualTo(6);
        for (String reason : new String[] {"negative:200", "nan:100", "overflow:200"}) {
            String[] parts = reason.split(":", -1);
            assertThat(metrics.snapshot()
                            .value("quorumeter_invalid_observations_total", "metric", "size_bytes", "reason", parts[0]))
                    .as(reason)
                    .hasValue(Double.parseDouble(parts[1]));
        }
    }

    @Test
    void family_saysThatItIsSampled_andRecordsByNameAreToo() {
        Histogram left =
                metrics.histogram("size_bytes").help("Of a block").sampled().create();
        Histogram whole = metrics.histogram("depth").create();
        for (int i = 0; i < 1_000; i++) {
            metrics.recordHistogram("size_bytes", 1);
            whole.record(1);
        }
        MetricsSnapshot snapshot = metrics.snapshot();
        assertThat(snapshot.family("size_bytes").orElseThrow().descriptor().help())
                .isEqualTo("Of a block (estimated from 25% of the values)");
        assertThat(snapshot.value("quorumeter_sampling_ratio", "metric", "size_bytes"))
                .hasValue(0.25);
        assertThat(left.count() % 4).isZero();
        assertThat(left.count()).isBetween(700L, 1_300L).isNotEqualTo(1_000);
        assertThat(whole.count()).isEqualTo(1_000);
        assertThatExceptionOfType(MetricDeclarationException.class)
                .isThrownBy(() -> metrics.histogram("size_bytes").sampled(0.5).create())
                .withMessageContaining("with the share 0.25 of its values to keep, and now with 0.5");
        assertThatExceptionOfType(MetricDeclarationException.class)
                .isThrownBy(() -> metrics.histogram("depth").sampled(0))
                .withMessageContaining("'depth'");
    }
}

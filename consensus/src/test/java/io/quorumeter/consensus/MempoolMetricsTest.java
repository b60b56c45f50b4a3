package io.quorumeter.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.LabelValue;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MempoolMetricsTest {
    private final MetricsCollector collector =
            Quorumeter.collector().level(MetricLevel.ESSENTIAL).create();
    private final MempoolMetrics metrics = new MempoolMetrics(collector);
    private final Movement moved = new Movement(collector);

    @ParameterizedTest
    @EnumSource
    void admitted_countsTheSource(AdmissionSource source) {
        assertThat(moved.of(() -> metrics.admitted(source)))
                .containsExactly("mempool_admitted_total{source=\"" + LabelValue.of(source) + "\"}");
    }

    @ParameterizedTest
    @EnumSource
    void rejected_countsTheReason(RefusalReason reason) {
        assertThat(moved.of(() -> metrics.rejected(reason)))
                .containsExactly("mempool_rejected_total{reason=\"" + LabelValue.of(reason) + "\"}");
    }

    @Test
    void whatThePoolHolds_isReadAtTheSnapshot() {
        List<String> pool = new ArrayList<>();
        metrics.observe(pool::size, () -> 256L * pool.size());
        metrics.capacity(10);
        assertThat(moved.value("mempool_capacity_transactions")).isEqualTo(10);
        assertThat(moved.of(() -> pool.add("a"))).containsExactly("mempool_size_bytes", "mempool_transactions");
        assertThat(moved.value("mempool_size_bytes")).isEqualTo(256);
    }
}

package io.quorumeter.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quorumeter.LabelValue;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
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

    @ParameterizedTest
    @EnumSource
    void evicted_countsTheReason(EvictionReason reason) {
        MetricsCollector all = Quorumeter.newCollector();
        MempoolMetrics pool = new MempoolMetrics(all);
        pool.evicted(reason);
        pool.evicted(reason);
        for (EvictionReason each : EvictionReason.values()) {
            assertThat(new Movement(all).value("mempool_evicted_total", "reason", LabelValue.of(each)))
                    .isEqualTo(each == reason ? 2 : 0);
        }
    }

    @Test
    void waiting_isTimed() {
        MetricsCollector all = Quorumeter.newCollector();
        MempoolMetrics pool = new MempoolMetrics(all);
        pool.waited(250_000_000);
        pool.waited(750_000_000);
        assertThat(new Movement(all).distribution("mempool_residence_seconds").count())
                .isEqualTo(2);
        assertThat(new Movement(all).distribution("mempool_residence_seconds").sum())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void throughput_isTheRateOfWhatIsAdmittedFromAllSources() {
        AtomicLong now = new AtomicLong();
        MetricsCollector all = Quorumeter.collector().nanoTime(now::get).create();
        MempoolMetrics pool = new MempoolMetrics(all);
        Movement shown = new Movement(all);
        assertThat(shown.value("mempool_admission_throughput")).isZero();
        for (int second = 0; second < 20; second++) {
            for (AdmissionSource source : AdmissionSource.values()) {
                pool.admitted(source);
                pool.admitted(source);
            }
            now.addAndGet(1_000_000_000);
            all.snapshot();
        }
        assertThat(shown.value("mempool_admission_throughput"))
                .isCloseTo(2 * AdmissionSource.values().length, within(0.7));
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

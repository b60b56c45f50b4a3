package io.quorumeter.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.Counter;
import io.quorumeter.Labels;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Summary;
import io.quorumeter.Timer;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.promql.PromQl;
import io.quorumeter.promql.model.SeriesSource;
import io.quorumeter.promql.model.Value;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MomentaryTest {
    private static final long START = 1_700_000_000_000L;

    private final MetricsCollector metrics =
            Quorumeter.collector().constantLabels(Labels.of("chain", "test")).create();
    private final Counter counter = metrics.counter("jobs_total").create();
    private final Timer timer = metrics.timer("job_seconds").create();
    private final Summary summary = metrics.summary("job_bytes").create();
    private final Head head = new Head(HeadLimits.DEFAULT);

    private static Map<String, Double> newest(SeriesSource source, long time) {
        Map<String, Double> newest = new TreeMap<>();
        for (Value.Sample sample : ((Value.Vector) PromQl.over(source)
                        .instant("{__name__=~\"[^:]+\"}", Instant.ofEpochMilli(time))
                        .value())
                .samples()) {
            newest.put(sample.labels().toString(), sample.value());
        }
        return newest;
    }

    private void record(int value) {
        counter.increment(value);
        timer.record(value * 1_000_000L);
        summary.record(value);
    }

    @Test
    void valuesAreThoseThatAppendingGives_andNothingIsAppended() {
        record(1);
        head.append(metrics.snapshot(), START);
        record(7);
        metrics.incrementCounter("late_total", "reason", "first");
        Map<String, Double> before = newest(head, START);
        Map<String, Double> shown = metrics.read(snapshot -> newest(head.with(snapshot, START + 300), START + 300));
        assertThat(newest(head, START + 300)).isEqualTo(before);
        head.append(metrics.snapshot(), START + 300);
        assertThat(shown)
                .isEqualTo(newest(head, START + 300))
                .containsEntry("jobs_total{chain=\"test\"}", 8.0)
                .isNotEqualTo(before);
    }

    @Test
    void anOlderMoment_hidesWhatIsLater() {
        for (int second = 0; second < 3; second++) {
            record(1);
            head.append(metrics.snapshot(), START + second * 1_000L);
        }
        metrics.read(snapshot -> {
            SeriesSource source = head.with(snapshot, START + 1_000);
            assertThat(PromQl.over(source)
                            .instant("count_over_time(jobs_total[1m])", Instant.ofEpochMilli(START + 2_000))
                            .value())
                    .asString()
                    .contains("2");
            return null;
        });
    }
}

package io.quorumeter.examples.use;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.Counter;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.core.HdrHistograms;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.snapshot.Distribution;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.time.Duration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Snapshots read, compared, merged and handed on. */
class ReadItTest {
    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final Counter commits = metrics.counter("commits_total").create();
    private final Timer latency = metrics.timer("commit_seconds").create();

    @Test
    void snapshot_isKept_andRead_isForAMoment() {
        commit(30);
        MetricsSnapshot kept = metrics.snapshot();
        commit(40);
        assertThat(kept.distribution("commit_seconds").orElseThrow().quantile(0.99))
                .isCloseTo(0.030, Percentage.withPercentage(1));
        long now = metrics.read(snapshot -> (long) snapshot.total("commits_total"));
        assertThat(now).isEqualTo(2);
    }

    @Test
    void difference_hasWhatWasCountedInBetween() {
        commit(30);
        MetricsSnapshot before = metrics.snapshot();
        commit(40);
        commit(50);
        MetricsSnapshot between = metrics.snapshot().diff(before);
        assertThat(between.total("commits_total")).isEqualTo(2);
        assertThat(between.distribution("commit_seconds").orElseThrow().min())
                .isCloseTo(0.040, Percentage.withPercentage(1));
    }

    @Test
    void merge_addsTheNodesUp() {
        commit(30);
        MetricsCollector other = Quorumeter.newCollector();
        other.counter("commits_total").create().increment(4);
        MetricsSnapshot network = metrics.snapshot().merge(other.snapshot());
        assertThat(network.total("commits_total")).isEqualTo(5);
    }

    @Test
    void distribution_travelsAsAnHdrHistogram() {
        commit(30);
        Distribution here = metrics.snapshot().distribution("commit_seconds").orElseThrow();
        byte[] sent = HdrHistograms.encode(here);
        Distribution there = HdrHistograms.decode(sent, here.perUnit());
        assertThat(there.quantile(0.5)).isEqualTo(here.quantile(0.5));
    }

    private void commit(int millis) {
        latency.record(Duration.ofMillis(millis));
        commits.increment();
    }
}

package io.quorumeter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.examples.demo.ReplicaStatus.Latency;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusReaderTest {

    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final Timer latency = metrics.timer("hotstuff2_consensus_block_commit_latency_seconds")
            .help("latency")
            .create();
    private final StatusReader reader = new StatusReader(metrics);

    @BeforeEach
    void declareWhatElseIsRead() {
        metrics.gauge("hotstuff2_consensus_current_view").create();
        metrics.gauge("hotstuff2_consensus_committed_height").create();
        metrics.counter("hotstuff2_consensus_transactions_committed_total").create();
        metrics.counter("hotstuff2_consensus_local_timeouts_total").create();
    }

    private void record(int times, long millis) {
        for (int i = 0; i < times; i++) {
            latency.record(Duration.ofMillis(millis));
        }
    }

    @Test
    void read_withoutCommits_hasNoLatency() {
        ReplicaStatus status = reader.read(false, 0);
        assertThat(status.recent().isKnown()).isFalse();
        assertThat(status.overall().isKnown()).isFalse();
        assertThat(status.recent()).hasToString("none");
    }

    @Test
    void read_again_hasTheLatencyOfWhatCameSince() {
        record(90, 10);
        record(10, 100);
        assertThat(reader.read(false, 0).recent().p50()).isCloseTo(0.010, within(0.0002));
        record(100, 10);
        record(100, 500);
        ReplicaStatus second = reader.read(false, 0);
        assertThat(second.recent().p50()).isCloseTo(0.010, within(0.0002));
        assertThat(second.recent().p99()).isCloseTo(0.500, within(0.005));
        record(3, 40);
        ReplicaStatus third = reader.read(false, 0);
        assertThat(third.recent().p50()).isCloseTo(0.040, within(0.0004));
        assertThat(third.recent().p99()).isCloseTo(0.040, within(0.0004));
        assertThat(third.overall().p99()).isCloseTo(0.500, within(0.005));
        assertThat(reader.read(false, 0).recent().isKnown()).isFalse();
    }

    @Test
    void status_asALine_canBeReadBack() {
        ReplicaStatus status = new ReplicaStatus(12, 11, 400, 3, new Latency(0.0123, 0.2), Latency.NONE, true, 7);
        assertThat(ReplicaStatus.parse(status.toLine())).isEqualTo(status);
        assertThat(ReplicaStatus.parse(ReplicaStatus.NONE.toLine())).isEqualTo(ReplicaStatus.NONE);
        assertThatThrownBy(() -> ReplicaStatus.parse("1 2 3")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void latency_isWrittenForPeople() {
        assertThat(new Latency(0.00123, 0.0871)).hasToString("p50 1.2 ms, p99 87 ms");
        assertThat(new Latency(0.012, 1.5)).hasToString("p50 12 ms, p99 1,500 ms");
    }
}

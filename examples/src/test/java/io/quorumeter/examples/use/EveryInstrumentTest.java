package io.quorumeter.examples.use;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.BusyTime;
import io.quorumeter.Counter;
import io.quorumeter.CustomMetric;
import io.quorumeter.Gauge;
import io.quorumeter.Histogram;
import io.quorumeter.Indexed;
import io.quorumeter.Labels;
import io.quorumeter.MetricType;
import io.quorumeter.MetricsCollector;
import io.quorumeter.OperationTimer;
import io.quorumeter.PeerSet;
import io.quorumeter.StateSet;
import io.quorumeter.Summary;
import io.quorumeter.Timer;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Each instrument and each form of recording that the documentation names. */
class EveryInstrumentTest {
    private enum Mode {
        FOLLOWING,
        SYNCING
    }

    private record Block(long height) {}

    private final MetricsCollector metrics = Quorumeter.newCollector();

    @Test
    void instruments_ofEachKind_showWhatWasRecorded() {
        Gauge view = metrics.gauge("current_view").create();
        Histogram size = metrics.histogram("block_size_bytes").create();
        Summary batch = metrics.summary("batch_size_bytes")
                .window(Duration.ofMinutes(1))
                .create();
        StateSet<Mode> mode = metrics.stateSet("replica_mode", Mode.class).create();
        BusyTime busy = metrics.busyTime("executor_busy_seconds_total").create();
        Counter commits = metrics.counter("commits_total").create();
        metrics.gauge("commits_per_second").rateOf(commits, Duration.ofSeconds(10));
        metrics.gauge("blocks_per_second").rateOf(size, Duration.ofSeconds(10));
        metrics.gauge("executor_busy_ratio").ratioOf(busy, Duration.ofSeconds(10));
        metrics.gauge("commit_ratio").ratioOf(commits, commits);
        OperationTimer fetch = metrics.timer("block_fetch_seconds").createOperation();
        metrics.gauge("fetch_error_ratio").errorRatioOf(fetch, Duration.ofSeconds(10));
        metrics.gauge("views_left").derive(() -> 10 - view.value());
        metrics.info("node_info", "What runs here", Labels.of("version", "1"));

        view.set(7L);
        size.record(100, 3);
        batch.record(64L);
        mode.set(Mode.SYNCING);
        busy.add(1_500_000_000L);
        commits.increment();
        fetch.ok().record(5);
        fetch.error().record(5);

        MetricsSnapshot snapshot = metrics.snapshot();
        assertThat(snapshot.value("current_view")).hasValue(7);
        assertThat(snapshot.distribution("block_size_bytes").orElseThrow().sum())
                .isEqualTo(300);
        assertThat(batch.quantile(0.5)).isEqualTo(64);
        assertThat(snapshot.value("replica_mode", "replica_mode", "syncing")).hasValue(1);
        assertThat(snapshot.value("executor_busy_seconds_total")).hasValue(1.5);
        assertThat(snapshot.value("commits_per_second").orElseThrow()).isPositive();
        assertThat(snapshot.value("blocks_per_second").orElseThrow()).isPositive();
        assertThat(snapshot.value("executor_busy_ratio").orElseThrow()).isPositive();
        assertThat(snapshot.value("commit_ratio")).hasValue(1);
        assertThat(snapshot.value("fetch_error_ratio")).hasValue(0.5);
        assertThat(snapshot.value("views_left")).hasValue(3);
        assertThat(snapshot.value("node_info", "version", "1")).hasValue(1);
    }

    @Test
    void peers_haveSeriesBySlotUntilTheyLeave() {
        PeerSet peers = PeerSet.ofSlots(64);
        Indexed<Counter> received = metrics.counter("received_total").by("peer", peers);
        int slot = peers.connect("validator-3");
        received.at(slot).increment();
        assertThat(metrics.snapshot().value("received_total", "peer", "validator-3"))
                .hasValue(1);
        peers.disconnect(slot);
        assertThat(metrics.snapshot().value("received_total", "peer", "validator-3"))
                .isEmpty();
    }

    @Test
    void timer_measuresInEachForm() {
        Timer validation = metrics.timer("validation_seconds").create();
        long startedAt = System.nanoTime();
        validation.record(System.nanoTime() - startedAt);
        try (var t = validation.start()) {
            fetch(1);
        }
        long begun = validation.begin();
        validation.end(begun);
        Block valid = validation.time(() -> fetch(2));
        CompletableFuture<Block> fetched = validation.timeStage(() -> CompletableFuture.completedFuture(fetch(3)));
        assertThat(valid).isEqualTo(new Block(2));
        assertThat(fetched).isCompletedWithValue(new Block(3));
        assertThat(validation.count()).isEqualTo(5);
    }

    @Test
    void operations_thatFail_areKeptApart() {
        OperationTimer fetch = metrics.timer("block_fetch_seconds").createOperation();
        Block block = fetch.time(() -> fetch(1));
        try (var running = fetch.start()) {
            running.fail();
        }
        assertThat(block.height()).isEqualTo(1);
        assertThat(count("block_fetch_seconds", "result", "ok")).isEqualTo(1);
        assertThat(count("block_fetch_seconds", "result", "error")).isEqualTo(1);
    }

    @Test
    void tightLoops_measureAShare() {
        Timer vote = metrics.timer("vote_check_seconds").sampled(0.01).create();
        for (int i = 0; i < 1_000; i++) {
            vote.time(() -> fetch(1));
        }
        assertThat(vote.count() % 100).isZero();
        assertThat(metrics.snapshot().value("quorumeter_sampling_ratio", "metric", "vote_check_seconds"))
                .hasValue(0.01);
    }

    @Test
    void exemplars_nameTheTraceToLookAt() {
        Counter slow = metrics.counter("slow_commits_total").create();
        slow.incrementWithExemplar(1, 0x0AF7651916CD43DDL, 0x8448EB211C80319CL, 0);
        assertThat(metrics.snapshot().family("slow_commits_total").orElseThrow().exemplar(0))
                .isNotNull();
    }

    @Test
    void callsByName_needNoDeclaration() {
        metrics.setGauge("sync_height", 0x1p53);
        metrics.recordHistogram("sync_batch_bytes", 512, "peer", "a");
        Block synced = metrics.timeOperation("sync_fetch_seconds", Labels.of("peer", "a"), () -> fetch(9));
        Labels box = Labels.of("box", "7");
        metrics.recordCustomMetric(
                new CustomMetric("box_temperature_celsius", "Of the box", MetricType.GAUGE, box, 21.5, null));
        assertThat(synced.height()).isEqualTo(9);
        assertThat(metrics.snapshot().family("sync_height").orElseThrow().wholeValue(0))
                .isEqualTo(1L << 53);
        assertThat(count("sync_batch_bytes", "peer", "a")).isEqualTo(1);
        assertThat(count("sync_fetch_seconds", "peer", "a", "result", "ok")).isEqualTo(1);
        assertThat(metrics.snapshot().value("box_temperature_celsius", "box", "7"))
                .hasValue(21.5);
    }

    private long count(String family, String... labels) {
        return metrics.snapshot().distribution(family, labels).orElseThrow().count();
    }

    private static Block fetch(long height) {
        return new Block(height);
    }
}

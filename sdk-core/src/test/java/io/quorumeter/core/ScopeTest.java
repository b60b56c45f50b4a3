package io.quorumeter.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.Bounds;
import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Indexed;
import io.quorumeter.Labels;
import io.quorumeter.MetricsCollector;
import io.quorumeter.PeerSet;
import io.quorumeter.Summary;
import io.quorumeter.Timer;
import io.quorumeter.ValidatorSet;
import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.snapshot.MetricsSnapshot.EndedSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ScopeTest {
    private enum Result {
        OK,
        FAILED
    }

    private final VirtualTime time = new VirtualTime();
    private final MetricsCollector metrics =
            time.collector().clock(() -> Instant.ofEpochMilli(5_000)).create();
    private final PeerSet peers = PeerSet.ofSlots(2);

    @Test
    void peers_haveSeriesOfTheirOwnUntilTheyDisconnect() {
        Indexed<Counter> seen = metrics.counter("seen_total").by("peer", peers);
        int a = peers.connect("a");
        int b = peers.connect("b");
        seen.at(a).increment(3);
        seen.at(b).increment(4);
        seen.at(peers.connect("c")).increment(5);
        assertThat(seen("a")).isEqualTo(3);
        assertThat(seen("b")).isEqualTo(4);
        assertThat(seen("other")).isEqualTo(5);
        peers.disconnect(a);
        assertThat(seen("a")).isNaN();
        assertThat(seen("b")).isEqualTo(4);
    }

    @Test
    void slot_thatIsUsedAgain_beginsAtZeroEvenForTheSamePeer() {
        PeerSet one = PeerSet.ofSlots(1);
        Indexed<By<Result, Counter>> seen = metrics.counter("seen_total").by("peer", one, "result", Result.class);
        int slot = one.connect("a");
        Counter old = seen.at(slot).of(Result.FAILED);
        old.increment(7);
        one.disconnect(slot);
        assertThat(one.connect("a")).isEqualTo(slot);
        old.increment();
        seen.at(slot).of(Result.FAILED).increment(2);
        assertThat(metrics.snapshot().value("seen_total", "peer", "a", "result", "failed"))
                .hasValue(2);
        assertThat(metrics.snapshot().total("seen_total")).isEqualTo(2);
    }

    @Test
    void peer_withTwoConnections_keepsItsSeriesUntilTheSecondEnds() {
        Indexed<Counter> seen = metrics.counter("seen_total").by("peer", peers);
        int in = peers.connect("a");
        int out = peers.connect("a");
        seen.at(in).increment();
        seen.at(out).increment();
        peers.disconnect(in);
        assertThat(seen("a")).isEqualTo(2);
        peers.disconnect(out);
        assertThat(seen("a")).isNaN();
    }

    @Test
    void series_thatACallByNameBegan_endsWithItsScopeOnceItHasOne() {
        metrics.incrementCounter("seen_total", "peer", "a");
        Indexed<Counter> seen = metrics.counter("seen_total").by("peer", peers);
        int slot = peers.connect("a");
        seen.at(slot).increment();
        assertThat(seen("a")).isEqualTo(2);
        peers.disconnect(slot);
        assertThat(seen("a")).isNaN();
        metrics.incrementCounter("seen_total", "peer", "a");
        assertThat(seen("a")).isEqualTo(1);
    }

    @Test
    void summary_thatEnded_isLookedAtByNoFurtherTick() {
        Background background = new Background(time, Duration.ofSeconds(1), time);
        AtomicInteger looks = new AtomicInteger();
        MemoryAccount.Share memory = MemoryAccount.unlimited().share();
        LiveSummary summary = LiveSummary.of(
                new LiveHistogram(Rejections.untaken(), Bounds.of(1), memory),
                () -> {
                    looks.incrementAndGet();
                    return Duration.ofSeconds(1);
                },
                background,
                memory);
        time.run(Duration.ofSeconds(3));
        assertThat(looks).hasValueGreaterThan(3);
        summary.close();
        int before = looks.get();
        time.run(Duration.ofSeconds(3));
        assertThat(looks).hasValue(before);
    }

    @Test
    void summary_ofAScope_keepsItsWindowUntilItEnds() {
        ValidatorSet epoch = ValidatorSet.ofSize(1);
        Summary summary = metrics.summary("size_bytes")
                .window(Duration.ofSeconds(20))
                .by("validator", epoch)
                .at(0);
        summary.record(7);
        time.run(Duration.ofSeconds(60));
        assertThat(summary.windowCount()).isZero();
        epoch.close();
        summary.record(8);
        time.run(Duration.ofSeconds(60));
        assertThat(summary.windowCount()).isEqualTo(1);
    }

    @Test
    void epochs_thatOverlap_shareASeriesUntilTheSecondCloses() {
        ValidatorSet first = ValidatorSet.ofSize(1);
        ValidatorSet second = ValidatorSet.ofSize(1);
        metrics.counter("votes_total").by("validator", first);
        Indexed<Counter> votes = metrics.counter("votes_total").by("validator", second);
        first.close();
        votes.at(0).increment();
        assertThat(metrics.snapshot().value("votes_total", "validator", "0")).hasValue(1);
        second.close();
        assertThat(metrics.snapshot().value("votes_total", "validator", "0")).isEmpty();
    }

    @Test
    void declaration_withAClosedSet_hasNoSeries() {
        ValidatorSet over = ValidatorSet.ofSize(1);
        over.close();
        metrics.counter("votes_total").by("validator", over).at(0).increment();
        assertThat(metrics.snapshot().family("votes_total").orElseThrow().size())
                .isZero();
    }

    @Test
    void lateRecords_areCountedByFamilyAtSnapshotsAndTicks() {
        Indexed<Counter> seen = metrics.counter("seen_total").by("peer", peers);
        Indexed<Timer> waits = metrics.timer("wait_seconds").by("peer", peers);
        int slot = peers.connect("a");
        Counter counter = seen.at(slot);
        Timer timer = waits.at(slot);
        counter.increment(10);
        timer.record(1);
        peers.disconnect(slot);
        assertThat(metrics.snapshot().family("quorumeter_late_records_total")).isEmpty();
        counter.increment(3);
        timer.record(5);
        timer.record(6);
        assertThat(late("seen_total")).isEqualTo(3);
        assertThat(late("wait_seconds")).isEqualTo(2);
        counter.increment();
        time.run(Duration.ofSeconds(2));
        assertThat(late("seen_total")).isEqualTo(4);
        assertThat(time.started()).isEqualTo(1);
    }

    @Test
    void lateRecords_ofManyCells_areNotWatchedWithoutBound() {
        Background background = new Background(time, Duration.ofSeconds(1), time);
        LateRecords late = new LateRecords(background, family -> Counter.noop());
        LiveCounter[] kept = new LiveCounter[2 * LateRecords.MOST];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = new LiveCounter(Rejections.untaken());
            late.watch("seen_total", kept[i], 0);
        }
        assertThat(late.watched()).isEqualTo(LateRecords.MOST);
        assertThat(kept).doesNotContainNull();
    }

    @Test
    void lateRecords_ofManyCells_areCountedAtTicks_andInASnapshotOfTheLastToEnd() {
        Counter counted = metrics.counter("counted_total").create();
        Background background = new Background(time, Duration.ofSeconds(1), time);
        LateRecords late = new LateRecords(background, family -> counted);
        LiveCounter[] kept = new LiveCounter[2 * LateRecords.AT_A_SNAPSHOT];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = new LiveCounter(Rejections.untaken());
            late.watch("seen_total", kept[i], 0);
            kept[i].increment();
        }
        late.collect();
        late.collect();
        assertThat(counted.value()).isEqualTo(LateRecords.AT_A_SNAPSHOT);
        time.run(Duration.ofSeconds(1));
        assertThat(counted.value()).isEqualTo(kept.length);
    }

    @Test
    void endedSeries_areNamedWithTheirTime_theLastOnesOnly() {
        metrics.counter("seen_total").by("peer", peers);
        for (int i = 0; i < Lifecycle.MOST_ENDED + 5; i++) {
            peers.disconnect(peers.connect("p" + i));
        }
        MetricsSnapshot snapshot = metrics.snapshot();
        assertThat(snapshot.ended()).hasSize(Lifecycle.MOST_ENDED);
        assertThat(snapshot.ended().get(0))
                .isEqualTo(new EndedSeries("seen_total", Labels.of("peer", "p5"), Instant.ofEpochMilli(5_000)));
    }

    @Test
    void peersThatComeAndGoAMillionTimes_leaveNothingBehind() {
        LiveCollector collector = (LiveCollector) time.collector().create();
        Indexed<Counter> seen = collector.counter("seen_total").by("peer", peers);
        peers.disconnect(peers.connect("first"));
        peers.disconnect(peers.connect("second"));
        double series = collector.snapshot().value("quorumeter_series").orElseThrow();
        double memory = collector.snapshot().value("quorumeter_memory_bytes").orElseThrow();
        for (int i = 0; i < 1_000_000; i++) {
            int slot = peers.connect("peer-" + i);
            seen.at(slot).increment();
            peers.disconnect(slot);
        }
        MetricsSnapshot snapshot = collector.snapshot();
        assertThat(snapshot.value("quorumeter_series")).hasValue(series);
        assertThat(snapshot.value("quorumeter_memory_bytes")).hasValue(memory);
        assertThat(snapshot.family("seen_total").orElseThrow().size()).isEqualTo(1);
        Family family = requireNonNull(collector.registry().find("seen_total"));
        assertThat(family.size()).isEqualTo(1);
    }

    private double seen(String peer) {
        return metrics.snapshot().value("seen_total", "peer", peer).orElse(Double.NaN);
    }

    private double late(String family) {
        return metrics.snapshot()
                .value("quorumeter_late_records_total", "metric", family)
                .orElse(Double.NaN);
    }
}

package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Indexed;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Summary;
import io.quorumeter.Timer;
import io.quorumeter.ValidatorSet;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SeriesLimitTest {
    private enum Result {
        OK,
        FAILED
    }

    private final MetricsCollector metrics =
            Quorumeter.collector().seriesLimit(3).create();

    @Test
    void declarations_beyondTheLimit_shareTheSeriesOther() {
        for (int i = 0; i < 5; i++) {
            metrics.counter("reads_total").with("store", "s" + i).create().increment();
        }
        MetricsSnapshot snapshot = metrics.snapshot();
        assertThat(snapshot.family("reads_total").orElseThrow().size()).isEqualTo(4);
        assertThat(snapshot.value("reads_total", "store", "other")).hasValue(2);
        assertThat(snapshot.value("reads_total", "store", "s2")).hasValue(1);
        assertThat(snapshot.value("quorumeter_series_dropped_total", "metric", "reads_total"))
                .hasValue(2);
    }

    @Test
    void dropped_countsHowOftenASeriesIsAskedFor_asItsHelpSays() {
        for (int i = 0; i < 3; i++) {
            metrics.incrementCounter("reads_total", "store", "s" + i);
        }
        Counter bound = metrics.counter("reads_total").with("store", "s9").create();
        bound.increment();
        bound.increment();
        assertThat(metrics.snapshot().value("quorumeter_series_dropped_total", "metric", "reads_total"))
                .hasValue(1);
        for (int i = 0; i < 5; i++) {
            metrics.incrementCounter("reads_total", "store", "s7");
        }
        assertThat(metrics.snapshot().value("quorumeter_series_dropped_total", "metric", "reads_total"))
                .hasValue(6);
        assertThat(metrics.snapshot()
                        .family("quorumeter_series_dropped_total")
                        .orElseThrow()
                        .descriptor()
                        .help())
                .startsWith("Times that a series was asked for, as by each record by name,");
    }

    @Test
    void enumeratedLabels_multiplyTheLimitAndStayApart() {
        for (int i = 0; i < 4; i++) {
            By<Result, Counter> reads =
                    metrics.counter("reads_total").with("store", "s" + i).by("result", Result.class);
            reads.of(Result.OK).increment(2);
            reads.of(Result.FAILED).increment();
        }
        MetricsSnapshot snapshot = metrics.snapshot();
        assertThat(snapshot.family("reads_total").orElseThrow().size()).isEqualTo(8);
        assertThat(snapshot.value("reads_total", "store", "s2", "result", "failed"))
                .hasValue(1);
        assertThat(snapshot.value("reads_total", "store", "other", "result", "ok"))
                .hasValue(2);
        assertThat(snapshot.value("reads_total", "store", "other", "result", "failed"))
                .hasValue(1);
    }

    @Test
    void enumeratedLabelsAlone_haveNoLimit() {
        MetricsCollector one = Quorumeter.collector().seriesLimit(1).create();
        one.counter("reads_total").by("result", Result.class);
        assertThat(one.snapshot().family("reads_total").orElseThrow().size()).isEqualTo(2);
        assertThat(one.snapshot().family("quorumeter_series_dropped_total")).isEmpty();
    }

    @Test
    void validators_beyondTheLimit_shareTheSeriesOther() {
        ValidatorSet validators = ValidatorSet.ofSize(10);
        Indexed<Counter> seen = metrics.counter("seen_total").by("validator", validators);
        for (int i = 0; i < 10; i++) {
            seen.at(i).increment();
        }
        assertThat(metrics.snapshot().family("seen_total").orElseThrow().size()).isEqualTo(4);
        assertThat(metrics.snapshot().value("seen_total", "validator", "other")).hasValue(7);
    }

    @Test
    void states_beyondTheLimit_shareTheStateOther() {
        for (int i = 0; i < 50; i++) {
            metrics.stateSet("peer_state", Result.class)
                    .with("peer", "p" + i)
                    .create()
                    .set(i == 49 ? Result.FAILED : Result.OK);
        }
        MetricsSnapshot snapshot = metrics.snapshot();
        assertThat(snapshot.family("peer_state").orElseThrow().size()).isEqualTo(2 * (3 + 1));
        assertThat(snapshot.value("peer_state", "peer", "p2", "peer_state", "ok"))
                .hasValue(1);
        assertThat(snapshot.value("peer_state", "peer", "other", "peer_state", "failed"))
                .hasValue(1);
        assertThat(snapshot.value("peer_state", "peer", "other", "peer_state", "ok"))
                .hasValue(0);
        assertThat(snapshot.value("quorumeter_series_dropped_total", "metric", "peer_state"))
                .hasValue(2 * 47);
    }

    @Test
    void states_beyondTheMemory_areShownAsAWholeOrAsOther() {
        MetricsCollector small = Quorumeter.collector().maxMemory(50_000).create();
        for (int i = 0; i < 1_000; i++) {
            small.stateSet("peer_state", Result.class).with("peer", "p" + i).create();
        }
        MetricsSnapshot snapshot = small.snapshot();
        int size = snapshot.family("peer_state").orElseThrow().size();
        assertThat(size).isEven().isBetween(20, 200);
        assertThat(snapshot.total("peer_state")).isEqualTo(size / 2.0);
    }

    @Test
    void room_thatAnEndedSeriesLeft_isUsedAgain() {
        ValidatorSet first = ValidatorSet.ofSize(3);
        metrics.counter("seen_total").by("validator", first);
        first.close();
        Indexed<Counter> seen = metrics.counter("seen_total").by("validator", ValidatorSet.ofSize(3));
        seen.at(2).increment();
        assertThat(metrics.snapshot().value("seen_total", "validator", "2")).hasValue(1);
    }

    @Test
    void observedSeries_beyondTheLimit_doNotReplaceEachOther() {
        for (int i = 0; i < 6; i++) {
            int value = i;
            metrics.gauge("size_bytes").with("store", "s" + i).observe(() -> value);
        }
        assertThat(metrics.snapshot().value("size_bytes", "store", "other")).hasValue(3);
    }

    @Test
    void memory_thatIsUsedUp_sendsOpenSeriesToOtherAndLeavesTheProgramsOwn() {
        MetricsCollector small = Quorumeter.collector().maxMemory(100_000).create();
        for (int i = 0; i < 1_000; i++) {
            small.incrementCounter("errors_total", "peer", "p" + i);
        }
        small.counter("late_total").by("result", Result.class).of(Result.OK).increment();
        MetricsSnapshot snapshot = small.snapshot();
        assertThat(snapshot.family("errors_total").orElseThrow().size()).isBetween(20, 400);
        assertThat(snapshot.total("errors_total")).isEqualTo(1_000);
        assertThat(snapshot.value("errors_total", "peer", "other").orElseThrow())
                .isEqualTo(snapshot.value("quorumeter_series_dropped_total", "metric", "errors_total")
                        .orElseThrow());
        assertThat(snapshot.value("late_total", "result", "ok")).hasValue(1);
        assertThat(snapshot.value("quorumeter_memory_limit_bytes")).hasValue(100_000);
        assertThat(snapshot.value("quorumeter_memory_bytes").orElseThrow()).isBetween(90_000.0, 110_000.0);
        assertThat(snapshot.value("quorumeter_series_limit")).hasValue(1_000);
    }

    @Test
    void memory_ofPages_isAccountedAndComesBackWithTheScope() {
        ValidatorSet epoch = ValidatorSet.ofSize(2);
        double before = memory(metrics);
        Indexed<Timer> waits = metrics.timer("wait_seconds").by("validator", epoch);
        double idle = memory(metrics);
        for (int bit = 0; bit < 40; bit++) {
            waits.at(1).record(1L << bit);
        }
        double used = memory(metrics);
        epoch.close();
        assertThat(idle).isGreaterThan(before + 3 * 200);
        assertThat(used).isGreaterThan(idle + 10 * 1024);
        assertThat(memory(metrics)).isLessThan(idle - 3 * 200);
    }

    @Test
    void values_thatNeedPagesBeyondTheMemory_areRefusedAndCounted() {
        MetricsCollector small = Quorumeter.collector().maxMemory(12_000).create();
        Timer timer = small.timer("wait_seconds").create();
        for (int bit = 0; bit < 60; bit++) {
            timer.record(1L << bit);
        }
        MetricsSnapshot snapshot = small.snapshot();
        long kept = snapshot.distribution("wait_seconds").orElseThrow().count();
        assertThat(kept).isBetween(1L, 50L);
        assertThat(snapshot.value(
                        "quorumeter_invalid_observations_total", "metric", "wait_seconds", "reason", "memory"))
                .hasValue((double) (60 - kept));
        assertThat(memory(small)).isLessThanOrEqualTo(12_000 + 400); // the series that says so came with the first one
    }

    @Test
    void memory_ofASummarysWindow_isAccountedAndComesBackAsItExpires() {
        VirtualTime time = new VirtualTime();
        MetricsCollector timed = time.collector().create();
        Summary summary =
                timed.summary("size_bytes").window(Duration.ofSeconds(20)).create();
        for (int i = 0; i < 1_000; i++) {
            summary.record(i);
        }
        double before = memory(timed);
        for (int second = 0; second < 20; second++) {
            summary.record(second);
            time.run(Duration.ofSeconds(1));
        }
        double full = memory(timed);
        assertThat(full).isGreaterThan(before + 6 * 300 * 12);
        time.run(Duration.ofSeconds(50));
        assertThat(memory(timed)).isBetween(before, before + (full - before) / 6);
    }

    @Test
    void limits_thatAreNotPositive_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quorumeter.collector().maxMemory(0))
                .withMessageContaining("0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quorumeter.collector().seriesLimit(0))
                .withMessageContaining("0");
    }

    private static double memory(MetricsCollector collector) {
        return collector.snapshot().value("quorumeter_memory_bytes").orElseThrow();
    }
}

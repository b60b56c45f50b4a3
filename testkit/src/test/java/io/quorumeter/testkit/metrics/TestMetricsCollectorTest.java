package io.quorumeter.testkit.metrics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.Labels;
import io.quorumeter.MetricLevel;
import io.quorumeter.OperationTimer;
import io.quorumeter.Timer;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.testkit.metrics.RecordedCall.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestMetricsCollectorTest {
    private final VirtualClock clock = new VirtualClock();
    private final TestMetricsCollector metrics = TestMetricsCollector.create(clock);

    @Test
    void calls_areWrittenDownWithTimeAndSeries() {
        By<VotePhase, Counter> votes = metrics.counter("votes_total").by("phase", VotePhase.class);
        clock.advance(Duration.ofMillis(5));
        votes.of(VotePhase.VOTE2).increment(3);
        assertThat(metrics.calls())
                .containsExactly(new RecordedCall(
                        Duration.ofMillis(5), "votes_total", Labels.of("phase", "vote2"), Kind.INCREMENT, 3, 1));
        assertThat(metrics.calls().get(0)).hasToString("0.005000s increment votes_total{phase=\"vote2\"} 3");
    }

    @Test
    void callsByName_areWrittenDownToo() {
        metrics.incrementCounter("errors_total", "component", "sync");
        metrics.setGauge("height", 7);
        metrics.recordHistogram("size_bytes", 12.5);
        assertThat(metrics.calls())
                .extracting(RecordedCall::kind)
                .containsExactly(Kind.INCREMENT, Kind.SET, Kind.RECORD);
        assertThat(metrics.calls("errors_total").get(0).labels()).isEqualTo(Labels.of("component", "sync"));
        assertThat(metrics.snapshot().value("errors_total", "component", "sync"))
                .hasValue(1);
    }

    @Test
    void timers_measureVirtualTime() {
        Timer timer = metrics.timer("validation_seconds").create();
        try (Timer.Sample sample = timer.start()) {
            clock.advance(Duration.ofMillis(250));
        }
        assertThat(metrics.snapshot()
                        .distribution("validation_seconds")
                        .orElseThrow()
                        .sum())
                .isEqualTo(0.25);
        assertThat(metrics.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.value()).isEqualTo(0.25));
    }

    @Test
    void operations_keepFailuresApart() {
        OperationTimer fetch = metrics.timer("fetch_seconds").createOperation();
        fetch.error().record(Duration.ofSeconds(2));
        metrics.timeOperation("fetch_by_name_seconds", Labels.of(), () -> clock.advance(Duration.ofSeconds(1)));
        assertThat(metrics.calls())
                .extracting(RecordedCall::labels)
                .containsExactly(Labels.of("result", "error"), Labels.of("result", "ok"));
    }

    @Test
    void windows_moveWithTheClock() {
        Counter blocks = metrics.counter("blocks_total").create();
        metrics.gauge("blocks_per_second").rateOf(blocks, Duration.ofSeconds(10));
        for (int second = 0; second < 10; second++) {
            blocks.increment(5);
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(metrics.snapshot().value("blocks_per_second")).hasValue(5);
        clock.advance(Duration.ofSeconds(20));
        assertThat(metrics.snapshot().value("blocks_per_second")).hasValue(0);
    }

    @Test
    void everyLevel_isKeptUnlessSaid() {
        metrics.counter("detail_total").level(MetricLevel.DETAILED).create().increment();
        assertThat(metrics.snapshot().family("detail_total")).isPresent();

        TestMetricsCollector essentials =
                TestMetricsCollector.create(clock, settings -> settings.level(MetricLevel.ESSENTIAL));
        essentials.counter("detail_total").level(MetricLevel.DETAILED).create().increment();
        assertThat(essentials.snapshot().family("detail_total")).isEmpty();
        assertThat(essentials.calls("detail_total")).hasSize(1);
    }

    @Test
    void sameSeries_isTheSameInstrument() {
        Gauge one = metrics.gauge("depth").with("queue", "a").create();
        assertThat(metrics.gauge("depth").with("queue", "a").create()).isSameAs(one);
        assertThat(metrics.gauge("depth").with("queue", "b").create()).isNotSameAs(one);
    }

    @Test
    void log_keepsTheLastCallsAndCountsTheOthers() {
        Counter counter = metrics.counter("x_total").create();
        for (int i = 0; i < CallLog.KEPT + 2; i++) {
            counter.increment(i);
        }
        assertThat(metrics.calls())
                .hasSize(CallLog.KEPT)
                .first()
                .satisfies(call -> assertThat(call.value()).isEqualTo(2));
        assertThat(metrics.callsDropped()).isEqualTo(2);
        metrics.clearCalls();
        assertThat(metrics.calls()).isEmpty();
        assertThat(metrics.callsDropped()).isZero();
    }

    @Test
    void dump_showsWhatMoved() {
        metrics.counter("still_total").create();
        metrics.counter("moved_total").with("peer", "7").create().increment();
        metrics.timer("wait_seconds").create().record(Duration.ofMillis(100));
        assertThat(metrics.dump().lines())
                .containsExactly(
                        "moved_total{peer=\"7\"} 1", "wait_seconds count 1, sum 0.1, median 0.09988, p99 0.09988");
    }

    @Test
    void dump_leavesOutWhatAReplicaIsDeclaredWith() {
        HotStuff2Events events = metrics.hotStuff2(Protocol.basic().replicas(4).ownIndex(2));
        assertThat(metrics.dump()).isEmpty();
        events.timerArmed(1, Duration.ofSeconds(2).toNanos());
        assertThat(metrics.dump().lines())
                .isNotEmpty()
                .noneMatch(line -> line.startsWith("hotstuff2_validator_power") || line.contains("delta_seconds"));
    }

    @ParameterizedTest
    @CsvSource({"0,'no calls'", "1,'the only call:'", "20,'the 20 calls:'", "24,'the last 20 of 24 calls:'"})
    void dumpOfAFailedTest_saysHowManyCallsItShows(int calls, String title) {
        Counter counter = metrics.counter("x_total").create();
        for (int i = 0; i < calls; i++) {
            counter.increment();
        }
        assertThat(requireNonNull(new MetricsDump(metrics).getMessage()).lines())
                .contains(title)
                .filteredOn(line -> line.contains("increment x_total"))
                .hasSize(Math.min(calls, 20));
    }
}

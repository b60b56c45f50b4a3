package io.quorumeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class NoopInstrumentsTest {
    private enum Mode {
        FOLLOWING,
        LEADING
    }

    private static final MetricsCollector NOOP = MetricsCollector.noop();

    @Test
    void summary_staysEmpty() {
        Summary summary = NOOP.summary("block_size_bytes").create();
        summary.record(5L);
        summary.record(5.5);
        assertThat(summary).isSameAs(Summary.noop());
        assertThat(summary.count()).isZero();
        assertThat(summary.windowCount()).isZero();
        assertThat(summary.quantile(0.5)).isNaN();
    }

    @Test
    void busyTime_staysIdle() {
        BusyTime busy = NOOP.busyTime("busy_seconds_total").create();
        busy.begin(5);
        busy.end(50);
        busy.add(7);
        busy.worker().add(7);
        busy.worker().close();
        assertThat(busy).isSameAs(BusyTime.noop()).isSameAs(busy.worker());
        assertThat(busy.nanos()).isZero();
    }

    @Test
    void stateSet_staysInItsFirstState() {
        StateSet<Mode> mode = NOOP.stateSet("replica_mode", Mode.class).create();
        mode.set(Mode.LEADING);
        assertThat(mode.get()).isEqualTo(Mode.FOLLOWING);
    }

    @Test
    void derivedGauges_areNeverAsked() {
        NOOP.gauge("depth").derive(() -> {
            throw new AssertionError("asked");
        });
        NOOP.gauge("a_per_second").rateOf(Counter.noop(), Duration.ofSeconds(1));
        NOOP.gauge("a_ratio").ratioOf(Counter.noop(), Counter.noop(), Duration.ofSeconds(1));
        NOOP.gauge("b_per_second").rateOf(Timer.noop(), Duration.ofSeconds(1));
        NOOP.gauge("c_per_second").rateOf(Histogram.noop(), Duration.ofSeconds(1));
        NOOP.gauge("d_ratio").ratioOf(BusyTime.noop(), Duration.ofSeconds(1));
        NOOP.gauge("e_ratio").errorRatioOf(OperationTimer.of(Timer.noop(), Timer.noop()), Duration.ofSeconds(1));
        assertThat(NOOP.snapshot().families()).isEmpty();
    }

    @Test
    void byPeer_hasOneInstrumentForEveryone() {
        PeerSet peers = PeerSet.ofSlots(2);
        Indexed<Counter> received = NOOP.counter("messages_total").by("peer", peers);
        int slot = peers.connect("a");
        assertThat(received.at(slot)).isSameAs(Counter.noop()).isSameAs(received.at(-1));
    }

    @Test
    void sampledTimer_forgetsAndChecksItsDeclaration() {
        Timer timer = NOOP.timer("vote_seconds").sampled(0.1).create();
        timer.record(5, 3);
        timer.recordWithExpectedInterval(5, 1);
        timer.recordWithExemplar(5, 1, 2, 3);
        assertThat(timer).isSameAs(Timer.noop());
        assertThat(timer.count()).isZero();
        assertThatThrownBy(() -> NOOP.timer("vote_seconds").sampled(2)).isInstanceOf(MetricDeclarationException.class);
    }
}

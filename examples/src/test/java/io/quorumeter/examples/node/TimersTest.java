package io.quorumeter.examples.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.testkit.hotstuff2.TimerKind;
import org.junit.jupiter.api.Test;

class TimersTest {

    private final Timers timers = new Timers();

    @Test
    void expired_givesTheEarliestFirst_eachOnce() {
        timers.set(TimerKind.VIEW, 30);
        timers.set(TimerKind.FETCH, 20);
        timers.set(TimerKind.RETRANSMIT, 50);
        assertThat(timers.expired(10)).isNull();
        assertThat(timers.expired(40)).isEqualTo(TimerKind.FETCH);
        assertThat(timers.expired(40)).isEqualTo(TimerKind.VIEW);
        assertThat(timers.expired(40)).isNull();
        assertThat(timers.expired(50)).isEqualTo(TimerKind.RETRANSMIT);
    }

    @Test
    void set_again_replaces() {
        timers.set(TimerKind.VIEW, 30);
        timers.set(TimerKind.VIEW, 60);
        assertThat(timers.expired(40)).isNull();
        assertThat(timers.expired(60)).isEqualTo(TimerKind.VIEW);
    }

    @Test
    void cancel_stopsIt() {
        timers.set(TimerKind.VIEW, 30);
        timers.set(TimerKind.FETCH, 30);
        timers.cancel(TimerKind.VIEW);
        assertThat(timers.expired(30)).isEqualTo(TimerKind.FETCH);
        timers.set(TimerKind.FETCH, 30);
        timers.cancelAll();
        assertThat(timers.expired(99)).isNull();
    }

    @Test
    void remaining_isTimeToTheEarliest_butNoMoreThanAskedFor() {
        assertThat(timers.remaining(10, 100)).isEqualTo(100);
        timers.set(TimerKind.VIEW, 30);
        timers.set(TimerKind.FETCH, 70);
        assertThat(timers.remaining(10, 100)).isEqualTo(20);
        assertThat(timers.remaining(40, 100)).isEqualTo(-10);
        assertThat(timers.remaining(10, 5)).isEqualTo(5);
    }

    @Test
    void times_aroundTheOverflowOfTheClock_areCompared() {
        long now = Long.MAX_VALUE - 5;
        timers.set(TimerKind.VIEW, now + 10);
        assertThat(timers.remaining(now, 100)).isEqualTo(10);
        assertThat(timers.expired(now)).isNull();
        assertThat(timers.expired(now + 10)).isEqualTo(TimerKind.VIEW);
    }
}

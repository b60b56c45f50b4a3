package io.quorumeter.testkit.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualClockTest {
    private final VirtualClock clock = new VirtualClock();
    private final List<String> happened = new ArrayList<>();

    @Test
    void time_standsStillUntilMoved() {
        long before = clock.nanos();
        clock.advance(Duration.ofMillis(1500));
        assertThat(clock.nanos() - before).isEqualTo(1_500_000_000L);
        assertThat(clock.instant()).isEqualTo(VirtualClock.START.plusMillis(1500));
        assertThat(clock.elapsed()).isEqualTo(Duration.ofMillis(1500));
        assertThat(clock.unix().secondsAt(clock.nanos()))
                .isEqualTo(VirtualClock.START.plusMillis(1500).toEpochMilli() / 1e3);
    }

    @Test
    void scheduled_happensAtItsTimeInOrder() {
        clock.schedule(
                Duration.ofMillis(20),
                () -> happened.add("b at " + clock.elapsed().toMillis()));
        clock.schedule(
                Duration.ofMillis(10),
                () -> happened.add("a at " + clock.elapsed().toMillis()));
        clock.schedule(
                Duration.ofMillis(20),
                () -> happened.add("c at " + clock.elapsed().toMillis()));
        clock.schedule(Duration.ofMillis(31), () -> happened.add("never"));
        clock.advance(Duration.ofMillis(30));
        assertThat(happened).containsExactly("a at 10", "b at 20", "c at 20");
        assertThat(clock.elapsed()).isEqualTo(Duration.ofMillis(30));
    }

    @Test
    void scheduledOnTheWay_happensWhenDue() {
        clock.schedule(Duration.ofMillis(10), () -> clock.schedule(Duration.ofMillis(10), () -> happened.add("later")));
        clock.advance(Duration.ofMillis(19));
        assertThat(happened).isEmpty();
        clock.advance(Duration.ofMillis(1));
        assertThat(happened).containsExactly("later");
    }

    @Test
    void takenBack_neverHappens() {
        Runnable takeBack = clock.schedule(Duration.ofMillis(10), () -> happened.add("no"));
        takeBack.run();
        clock.advance(Duration.ofSeconds(1));
        assertThat(happened).isEmpty();
    }

    @Test
    void every_repeatsAsLongAsWanted() {
        clock.every(Duration.ofSeconds(1), () -> {
            happened.add(Long.toString(clock.elapsed().toSeconds()));
            return happened.size() < 3;
        });
        clock.advance(Duration.ofSeconds(10));
        assertThat(happened).containsExactly("1", "2", "3");
    }

    @Test
    void negativeTimes_areRefused() {
        assertThatThrownBy(() -> clock.advance(Duration.ofMillis(-1))).hasMessageContaining("does not go back");
        assertThatThrownBy(() -> clock.schedule(Duration.ofMillis(-1), () -> {}))
                .hasMessageContaining("delay");
        assertThatThrownBy(() -> clock.every(Duration.ZERO, () -> true)).hasMessageContaining("period");
    }

    @Test
    void step_setsTheWallClockAlone() {
        clock.step(Duration.ofMinutes(-1));
        clock.advance(Duration.ofSeconds(1));
        assertThat(clock.instant()).isEqualTo(VirtualClock.START.minusSeconds(59));
        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(1));
        assertThatThrownBy(() -> clock.step(Duration.ofSeconds(Long.MAX_VALUE)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

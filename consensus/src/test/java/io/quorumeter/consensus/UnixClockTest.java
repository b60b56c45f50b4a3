package io.quorumeter.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UnixClockTest {
    private static final long SECOND = 1_000_000_000L;

    private long nanos = -5 * SECOND;
    private Instant wall = Instant.ofEpochSecond(1_000_000);
    private int wallReads;
    private final UnixClock clock = UnixClock.of(
            () -> {
                wallReads++;
                return wall;
            },
            () -> nanos);

    @Test
    void secondsAt_isDerivedFromTheAnchor() {
        assertThat(clock.secondsAt(-5 * SECOND)).isEqualTo(1_000_000);
        assertThat(clock.secondsAt(SECOND / 2)).isCloseTo(1_000_005.5, within(1e-6));
        assertThat(clock.secondsAt(-6 * SECOND)).isCloseTo(999_999, within(1e-6));
    }

    @Test
    void secondsAt_readsTheWallClockOnceAMinute() {
        nanos += 59 * SECOND;
        clock.secondsAt(nanos);
        assertThat(wallReads).isEqualTo(1);
        nanos += SECOND;
        clock.secondsAt(nanos);
        clock.secondsAt(nanos);
        assertThat(wallReads).isEqualTo(2);
    }

    @Test
    void secondsAt_followsAWallClockThatWasSet() {
        nanos += 60 * SECOND;
        wall = wall.plus(Duration.ofHours(1));
        assertThat(clock.secondsAt(nanos)).isEqualTo(1_003_600);
    }

    @Test
    void secondsAt_extremeMoments_neverThrows() {
        assertThat(clock.secondsAt(Long.MAX_VALUE)).isFinite();
        assertThat(clock.secondsAt(Long.MIN_VALUE)).isFinite();
    }

    @Test
    void timestamp_keepsItsUnixTimeWhenTheClockIsAnchoredAnew() {
        Timestamp timestamp = new Timestamp(clock);
        assertThat(timestamp.seconds()).isZero();
        timestamp.set(nanos);
        double first = timestamp.seconds();
        nanos += 90 * SECOND;
        wall = wall.plusSeconds(1_000);
        assertThat(timestamp.seconds()).isEqualTo(first);
        timestamp.set(nanos);
        assertThat(timestamp.seconds()).isEqualTo(first + 1_000);
    }
}

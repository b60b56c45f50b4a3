package io.quorumeter.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(longs = {-86_400, -60, -5, 5, 60, 86_400})
    void secondsAt_wallClockIsSet_goesOnFromTheStart(long step) {
        wall = wall.plusSeconds(step);
        nanos += 90 * SECOND;
        assertThat(clock.secondsAt(nanos)).isEqualTo(1_000_090);
        assertThat(wallReads).isEqualTo(1);
    }

    @Test
    void secondsAt_extremeMoments_neverThrows() {
        assertThat(clock.secondsAt(Long.MAX_VALUE)).isFinite();
        assertThat(clock.secondsAt(Long.MIN_VALUE)).isFinite();
    }

    @Test
    void timestamp_hasItsUnixTimeAndItsAge() {
        Timestamp timestamp = new Timestamp(clock);
        nanos += 2 * SECOND;
        assertThat(timestamp.seconds()).isZero();
        assertThat(timestamp.age()).isEqualTo(2);
        timestamp.set(nanos);
        nanos += 90 * SECOND;
        wall = wall.minusSeconds(1_000);
        assertThat(timestamp.seconds()).isEqualTo(1_000_002);
        assertThat(timestamp.age()).isEqualTo(90);
    }

    @Test
    void age_ofWhatIsStillToCome_isZero() {
        Timestamp timestamp = new Timestamp(clock);
        timestamp.set(nanos + SECOND);
        assertThat(timestamp.age()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 60, 86_400, 1_700_000_000})
    void age_ofATimeAheadOfTheClock_countsFromTheFirstLook(long ahead) {
        Timestamp timestamp = new Timestamp(clock);
        for (int event = 0; event < 3; event++) {
            nanos += SECOND;
            timestamp.set(nanos + ahead * SECOND);
            for (int second = 0; second < 100; second += 20) {
                assertThat(timestamp.age()).isEqualTo(second);
                nanos += 20 * SECOND;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-86_400, -60, -5, 0, 5, 60, 86_400})
    void times_areComparedWithTheWallClockOfTheLastSnapshot(long step) {
        MetricsCollector collector = Quorumeter.collector()
                .level(MetricLevel.DETAILED)
                .clock(() -> {
                    wallReads++;
                    return wall;
                })
                .nanoTime(() -> nanos)
                .create();
        HotStuff2Events events = HotStuff2Events.on(collector, Protocol.basic());
        nanos += 90 * SECOND;
        wall = wall.plusSeconds(90 + step);
        collector.snapshot();
        int reads = wallReads;
        for (int view = 1; view <= 10; view++) {
            nanos += SECOND;
            wall = wall.plusSeconds(1);
            events.proposalReceived(Samples.received(view, view, nanos));
            events.proposalTimestamp(view, wall.toEpochMilli());
        }
        assertThat(wallReads).isEqualTo(reads);
        assertThat(events.safety().count(ProtocolAnomaly.CLOCK_SKEW)).isZero();
        Movement metrics = new Movement(collector);
        assertThat(metrics.value("consensus_proposal_timestamp_offset_seconds")).isCloseTo(0, within(1e-3));
        events.proposalReceived(Samples.received(11, 11, nanos));
        events.proposalTimestamp(11, wall.toEpochMilli() - 7_000);
        assertThat(events.safety().count(ProtocolAnomaly.CLOCK_SKEW)).isEqualTo(1);
        assertThat(metrics.value("consensus_proposal_timestamp_offset_seconds")).isCloseTo(7, within(1e-3));
    }
}

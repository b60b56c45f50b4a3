package io.quorumeter.alerting.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void base_isTheStart_thenWhatWasBeforeTheWindow() {
        Window<Long> window = new Window<>(Duration.ofSeconds(60), 0, 0L);
        for (long t = 1; t <= 300; t++) {
            window.remember(t * SECOND, t);
            assertThat(window.base(t * SECOND)).isEqualTo(Math.max(t - 60, 0));
            assertThat(window.isWhole(t * SECOND)).isEqualTo(t >= 60);
        }
    }

    @Test
    void samples_areFew_howeverManyAreGiven() {
        Window<Long> window = new Window<>(Duration.ofSeconds(60), 0, 0L);
        for (long t = 1; t <= 100_000; t++) {
            window.remember(t * SECOND / 100, t);
        }
        assertThat(window.size()).isBetween(60, 62);
        assertThat(window.base(1_000 * SECOND)).isBetween(93_900L, 94_000L);
    }

    @Test
    void base_whenNobodyLookedForLong_isTheLastKnown() {
        Window<Long> window = new Window<>(Duration.ofSeconds(60), 0, 0L);
        window.remember(10 * SECOND, 5L);
        assertThat(window.base(1_000 * SECOND)).isEqualTo(5);
    }

    @Test
    void spanOfZero_isSinceTheStart() {
        Window<Long> window = new Window<>(Duration.ZERO, 0, 3L);
        window.remember(10 * SECOND, 5L);
        assertThat(window.base(1_000 * SECOND)).isEqualTo(3);
    }

    @Test
    void clock_thatWrapsAround_isNoMatter() {
        long start = Long.MAX_VALUE - 30 * SECOND;
        Window<Long> window = new Window<>(Duration.ofSeconds(60), start, 0L);
        for (long t = 1; t <= 120; t++) {
            window.remember(start + t * SECOND, t);
        }
        assertThat(window.base(start + 120 * SECOND)).isEqualTo(60);
    }
}

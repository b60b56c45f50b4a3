package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WindowSamplesTest {
    @Test
    void samples_stayBounded_howeverOftenItTicks() {
        WindowSamples<Long> samples = new WindowSamples<>(() -> Duration.ofNanos(1_000), 20, 0, 0L);
        for (long now = 1; now < 100_000; now++) {
            if (samples.isDue(now)) {
                samples.add(now, now);
            }
            assertThat(samples.different()).isLessThanOrEqualTo(22);
        }
    }

    @Test
    void start_isTheYoungestSampleThatIsOldEnough() {
        WindowSamples<String> samples = new WindowSamples<>(() -> Duration.ofNanos(100), 20, 0, "a");
        samples.add(50, "b");
        samples.add(90, "c");
        assertThat(samples.start(99).value()).isEqualTo("a");
        assertThat(samples.start(149).value()).isEqualTo("a");
        assertThat(samples.start(150).value()).isEqualTo("b");
        assertThat(samples.start(1_000).value()).isEqualTo("c");
    }

    @Test
    void start_ofAWindowThatIsNotFull_isTheFirstSample() {
        WindowSamples<String> samples =
                new WindowSamples<>(() -> Duration.ofNanos(100), 20, Long.MAX_VALUE - 10, "first");
        samples.add(Long.MAX_VALUE, "second");
        assertThat(samples.start(Long.MIN_VALUE + 20).value()).isEqualTo("first");
    }

    @Test
    void window_thatNobodyHolds_isNoLongerFollowed() {
        VirtualTime time = new VirtualTime();
        Background background = new Background(time, Duration.ofSeconds(1), time);
        int[] asked = {0};
        followAndForget(background, asked);
        for (int i = 0; i < 100 && asked[0] == i; i++) {
            System.gc();
            time.run(Duration.ofSeconds(1));
        }
        int last = asked[0];
        time.run(Duration.ofSeconds(5));
        assertThat(asked[0]).isEqualTo(last).isLessThan(100);
    }

    private static void followAndForget(Background background, int[] asked) {
        TotalWindow.of(() -> asked[0]++, Duration.ofSeconds(1), background);
        asked[0] = 0;
    }
}

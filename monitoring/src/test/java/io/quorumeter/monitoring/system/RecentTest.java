package io.quorumeter.monitoring.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentTest {
    @Test
    void rise_isThatOverTheLastTenIntervals_andOfTheFirstReadingAllOfIt() {
        Recent recent = new Recent();
        assertThat(recent.rise(total(0))).isEqualTo(total(0));
        assertThat(recent.isFirst()).isTrue();
        for (int reading = 1; reading < 50; reading++) {
            assertThat(recent.rise(total(reading))).isEqualTo(total(reading) - total(Math.max(0, reading - 10)));
            assertThat(recent.isFirst()).isFalse();
        }
    }

    private static long total(int reading) {
        return 7 + (long) reading * reading;
    }
}

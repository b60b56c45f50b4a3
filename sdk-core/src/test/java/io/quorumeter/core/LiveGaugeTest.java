package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveGaugeTest {
    private final LiveGauge gauge = new LiveGauge(Rejections.untaken());
    private final long[] whole = new long[1];
    private final double[] fraction = new double[1];

    @Test
    void stamp_isShownWithItsValue() {
        gauge.set(1.5, 7);
        assertThat(gauge.read(whole, fraction, 0)).isEqualTo(7);
        assertThat(fraction[0]).isEqualTo(1.5);
        gauge.set(2);
        assertThat(gauge.read(whole, fraction, 0)).isZero();
        assertThat(whole[0]).isEqualTo(2);
    }

    @Test
    void stamp_ofAValueThatWasReplacedMeanwhile_isNotShown() {
        gauge.set(1.5);
        gauge.set((1L << 60) + 1); // another thread's
        gauge.stamp(1.5, 7);
        assertThat(gauge.read(whole, fraction, 0)).isZero();
        assertThat(whole[0]).isEqualTo(gauge.longValue()).isEqualTo((1L << 60) + 1);
        assertThat(fraction[0]).isZero();
    }
}

package io.quorumeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BoundsTest {
    @Test
    void of_copiesItsArray() {
        double[] upper = {1, 2};
        Bounds bounds = Bounds.of(upper);
        upper[0] = 5;
        assertThat(bounds.size()).isEqualTo(2);
        assertThat(bounds.get(0)).isEqualTo(1);
        assertThat(bounds.get(1)).isEqualTo(2);
    }

    @Test
    void of_nothingUnorderedOrNotFinite_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(Bounds::of).withMessageContaining("at least one bound");
        double[][] wrong = {{1, 1}, {2, 1}, {Double.NaN}, {1, Double.NaN}, {1, Double.POSITIVE_INFINITY}};
        for (double[] upper : wrong) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Bounds.of(upper))
                    .withMessageContaining("finite and rising");
        }
    }

    @Test
    void doubling_noneOrNotPositive_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Bounds.doubling(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Bounds.doubling(1, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> Bounds.doubling(0, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> Bounds.doubling(-1, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> Bounds.doubling(1, 2000));
    }

    @Test
    void relativeTo_goesFromA128thTo128TimesDelta() {
        Bounds bounds = Bounds.relativeTo(Duration.ofMillis(128));
        assertThat(bounds.size()).isEqualTo(15);
        assertThat(bounds.get(0)).isEqualTo(0.001);
        assertThat(bounds.get(7)).isEqualTo(0.128);
        assertThat(bounds.get(14)).isEqualTo(16.384);
        assertThatIllegalArgumentException().isThrownBy(() -> Bounds.relativeTo(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> Bounds.relativeTo(Duration.ofMillis(-1)));
    }

    @Test
    void processing_goesFromAMicrosecondTo8Seconds() {
        Bounds bounds = Bounds.processing();
        assertThat(bounds.get(0)).isEqualTo(1e-6);
        assertThat(bounds.get(bounds.size() - 1)).isCloseTo(8.388608, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource
    void defaultFor_everyUnit_exists(Unit unit) {
        assertThat(Bounds.defaultFor(unit).size()).isGreaterThan(9);
    }

    @Test
    void equals_sameNumbers_areTheSameBounds() {
        assertThat(Bounds.of(1, 2)).isEqualTo(Bounds.doubling(1, 2)).hasSameHashCodeAs(Bounds.doubling(1, 2));
        assertThat(Bounds.of(1, 2)).isNotEqualTo(Bounds.of(1, 3)).isNotEqualTo(Bounds.of(1));
        assertThat(Bounds.of(0.5, 2)).hasToString("[0.5, 2.0]");
    }
}

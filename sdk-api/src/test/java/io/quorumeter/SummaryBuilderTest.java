package io.quorumeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.spi.FamilyDeclaration;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SummaryBuilderTest {
    private final FakeCollector metrics = new FakeCollector();

    @Test
    void create_withNothingSaid_leavesWindowAndQuantilesOpen() {
        metrics.summary("block_size_bytes").create();
        FamilyDeclaration declared = metrics.declarations.get(0);
        assertThat(declared.kind()).isEqualTo(FamilyDeclaration.Kind.SUMMARY);
        assertThat(declared.descriptor().type()).isEqualTo(MetricType.SUMMARY);
        assertThat(declared.options().window()).isZero();
        assertThat(declared.options().quantiles()).isEmpty();
    }

    @Test
    void create_withWindowAndQuantiles_declaresThem() {
        metrics.summary("block_size_bytes")
                .window(Duration.ofSeconds(30))
                .quantiles(0, 0.25, 1)
                .create();
        FamilyDeclaration declared = metrics.declarations.get(0);
        assertThat(declared.options().window()).isEqualTo(Duration.ofSeconds(30));
        assertThat(declared.options().quantiles()).containsExactly(0.0, 0.25, 1.0);
    }

    @Test
    void window_thatIsNone_isRefusedWithItsFamily() {
        for (Duration wrong : new Duration[] {Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(366)}) {
            assertThatThrownBy(() -> metrics.summary("block_size_bytes").window(wrong))
                    .isInstanceOf(MetricDeclarationException.class)
                    .hasMessageContaining("'block_size_bytes'")
                    .hasMessageContaining(wrong.toString());
        }
    }

    @Test
    void quantiles_thatDoNotRiseWithinZeroAndOne_areRefused() {
        double[][] wrong = {{}, {-0.1}, {1.1}, {Double.NaN}, {0.5, 0.5}, {0.9, 0.5}};
        for (double[] quantiles : wrong) {
            assertThatThrownBy(() -> metrics.summary("block_size_bytes").quantiles(quantiles))
                    .isInstanceOf(MetricDeclarationException.class)
                    .hasMessageContaining("block_size_bytes");
        }
    }
}

package io.quorumeter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.LabelValue;
import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StateMetricsTest {
    private final MetricsCollector collector = Quorumeter.newCollector();
    private final StateMetrics state = new StateMetrics(collector);

    @Test
    void blockApplied_movesHeightTimeAndCheckpoint() {
        state.blockApplied(192, 0x0123_4567_89ab_cdefL, 0xfedc_ba98_7654_3210L, 1_000_000);
        assertThat(state.executedHeight()).isEqualTo(192);
        assertThat(value("transitions_total", "result", "ok")).isEqualTo(1);
        assertThat(value("transitions_total", "result", "failed")).isZero();
        assertThat(value("checkpoint_height", "slot", "3")).isEqualTo(192);
        assertThat(value("checkpoint_fingerprint", "slot", "3", "half", "high")).isEqualTo(0x0123_4567_89abL);
        assertThat(value("checkpoint_fingerprint", "slot", "3", "half", "low")).isEqualTo(0xcdef_fedc_ba98L);
        assertThat(collector
                        .snapshot()
                        .distribution("hotstuff2_state_transition_seconds")
                        .orElseThrow()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void blockFailed_leavesTheHeight() {
        state.restored(9);
        state.blockFailed();
        assertThat(state.executedHeight()).isEqualTo(9);
        assertThat(value("transitions_total", "result", "failed")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void rootMismatched_countsWhatItWasComparedWith(RootSource source) {
        state.rootMismatched(source);
        assertThat(value("root_mismatches_total", "source", LabelValue.of(source)))
                .isEqualTo(1);
    }

    private double value(String family, String... labels) {
        return collector.snapshot().value("hotstuff2_state_" + family, labels).orElseThrow();
    }
}

package io.quorumeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class GaugeBuilderTest {
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final FakeCollector metrics = new FakeCollector();
    private final FakeInstruments.FakeCounter successes = new FakeInstruments.FakeCounter();
    private final FakeInstruments.FakeCounter total = new FakeInstruments.FakeCounter();

    @Test
    void derive_handsTheValueOver() {
        metrics.gauge("depth").with("queue", "main").derive(() -> total.value() * 2.5);
        total.increment(2);
        assertThat(derived("depth{queue=\"main\"}")).isEqualTo(5);
    }

    @Test
    void rateOf_isTheGainWithinTheWindowASecond() {
        total.increment(100);
        metrics.gauge("commits_per_second").rateOf(total, WINDOW);
        total.increment(30);
        assertThat(metrics.windows).containsExactly(WINDOW);
        assertThat(derived("commits_per_second")).isEqualTo(3);
    }

    @Test
    void ratioOf_isTheShareThatSucceeded_andOneWhenNothingWasTried() {
        metrics.gauge("success_ratio").ratioOf(successes, total);
        assertThat(derived("success_ratio")).isEqualTo(1);
        total.increment(4);
        assertThat(derived("success_ratio")).isZero();
        successes.increment(3);
        assertThat(derived("success_ratio")).isEqualTo(0.75);
        assertThat(metrics.windows).isEmpty();
    }

    @Test
    void ratioOf_withinAWindow_countsWhatCameSince_andIsOneAtMost() {
        total.increment(1_000);
        metrics.gauge("success_ratio").ratioOf(successes, total, WINDOW);
        assertThat(derived("success_ratio")).isEqualTo(1);
        total.increment(4);
        successes.increment(1);
        assertThat(derived("success_ratio")).isEqualTo(0.25);
        successes.increment(9);
        assertThat(derived("success_ratio")).isEqualTo(1);
        assertThat(metrics.windows).containsExactly(WINDOW, WINDOW);
    }

    @Test
    void window_thatIsNone_isRefusedBeforeTheEngine() {
        assertThatThrownBy(() -> metrics.gauge("a_per_second").rateOf(total, Duration.ZERO))
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessageContaining("'a_per_second'");
        assertThatThrownBy(() -> metrics.gauge("a_ratio").ratioOf(successes, total, Duration.ofSeconds(-1)))
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessageContaining("'a_ratio'");
        assertThatThrownBy(() -> metrics.gauge("busy_ratio").ratioOf(BusyTime.noop(), Duration.ZERO))
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessageContaining("'busy_ratio'");
        assertThatThrownBy(() -> metrics.gauge("error_ratio")
                        .errorRatioOf(OperationTimer.of(Timer.noop(), Timer.noop()), Duration.ZERO))
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessageContaining("'error_ratio'");
        assertThatThrownBy(() -> metrics.gauge("a_total").derive(() -> 1))
                .isInstanceOf(MetricDeclarationException.class);
        assertThat(metrics.derived).isEmpty();
        assertThat(metrics.windows).isEmpty();
    }

    private double derived(String series) {
        return Objects.requireNonNull(metrics.derived.get(series)).getAsDouble();
    }
}

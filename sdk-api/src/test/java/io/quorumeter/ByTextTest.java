package io.quorumeter;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ByTextTest {
    private final FakeCollector metrics = new FakeCollector();
    private final ByText<Counter> errors =
            metrics.counter("errors_total").with("component", "sync").by("error");

    @Test
    void text_hasASeriesOfItsOwn_alwaysTheSame() {
        Counter expired = errors.of("expired");
        assertThat(errors.of("expired")).isSameAs(expired).isNotSameAs(errors.of("refused"));
        assertThat(metrics.instruments).hasSize(3);
        assertThat(metrics.declarations.get(0).descriptor().labelNames()).containsExactly("component", "error");
        assertThat(metrics.declarations.get(0).openLabels()).containsExactly("component", "error");
    }

    @Test
    void textsBeyondTheLimit_shareOther_untilAPlaceIsFree() {
        for (int i = 0; i < ByText.LIMIT; i++) {
            errors.of("peer-" + i);
        }
        Counter other = errors.of("other");
        assertThat(errors.of("late")).isSameAs(other);
        assertThat(errors.of("later")).isSameAs(other);
        errors.end("peer-7");
        assertThat(errors.of("late")).isNotSameAs(other);
        assertThat(errors.of("later")).isSameAs(other);
    }

    @Test
    void end_closesTheScopeOfItsTextAlone() {
        errors.of("a");
        errors.of("b");
        errors.end("a");
        errors.end("unknown");
        assertThat(metrics.declarations).hasSize(3);
        assertThat(metrics.declarations.get(0).scope()).isNull();
        assertThat(requireNonNull(metrics.declarations.get(1).scope()).isClosed())
                .isTrue();
        assertThat(requireNonNull(metrics.declarations.get(2).scope()).isClosed())
                .isFalse();
    }

    @Test
    @SuppressWarnings("NullAway") // what is tested
    void oddText_isKeptAsLabelsKeepIt() {
        assertThat(errors.of(null)).isSameAs(errors.of(""));
        String longText = "x".repeat(Labels.MAX_VALUE_LENGTH + 1);
        assertThat(errors.of(longText)).isSameAs(errors.of(longText + "y"));
    }

    @Test
    void otherLabelsAfterIt_areRefused() {
        assertThatThrownBy(() -> Declaration.standard("a_total", "")
                        .counter()
                        .by("error")
                        .by("peer"))
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessageContaining("'a_total'");
    }
}

package io.quorumeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidatorLabelsTest {
    private enum Result {
        ACCEPTED,
        LATE,
        INVALID
    }

    private final FakeCollector metrics = new FakeCollector();
    private final ValidatorSet validators = ValidatorSet.of(List.of("ab", "cd", "ef", "01"));

    @Test
    void at_everyValidator_isItsSeries() {
        Indexed<Counter> votes = metrics.counter("votes_total").by("validator", validators);
        assertThat(votes.size()).isEqualTo(4);
        assertThat(metrics.instruments).hasSize(5);
        for (int i = 0; i < 4; i++) {
            assertThat(votes.at(i)).isSameAs(series("votes_total", "validator", validators.name(i)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 4, 5, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void at_outOfRange_isOther(int index) {
        Indexed<Counter> votes = metrics.counter("votes_total").by("validator", validators);
        Indexed<By<Result, Counter>> results =
                metrics.counter("results_total").by("validator", validators, "result", Result.class);
        assertThat(votes.at(index)).isSameAs(series("votes_total", "validator", "other"));
        for (Result result : Result.values()) {
            assertThat(results.at(index).of(result))
                    .isSameAs(series("results_total", "validator", "other", "result", LabelValue.of(result)));
        }
    }

    @Test
    void at_everyValidatorAndValue_isItsSeries() {
        Indexed<By<Result, Counter>> results =
                metrics.counter("results_total").by("validator", validators, "result", Result.class);
        assertThat(metrics.instruments).hasSize(15);
        for (int i = 0; i < 4; i++) {
            for (Result result : Result.values()) {
                assertThat(results.at(i).of(result))
                        .isSameAs(series(
                                "results_total", "validator", validators.name(i), "result", LabelValue.of(result)));
            }
        }
    }

    @Test
    void at_nullValue_forgets() {
        Indexed<By<Result, Timer>> results =
                metrics.timer("results_seconds").by("validator", validators, "result", Result.class);
        assertThat(results.at(0).of(null)).isSameAs(Timer.noop());
        assertThat(results.at(-1).of(null)).isSameAs(Timer.noop());
    }

    @Test
    void declaration_carriesTheSetAsItsScope() {
        metrics.counter("votes_total").by("validator", validators);
        assertThat(metrics.declarations).allSatisfy(declaration -> {
            assertThat(declaration.scope()).isSameAs(validators);
            assertThat(declaration.descriptor().labelNames()).containsExactly("validator");
        });
    }

    @Test
    void label_illegal_isRefusedWithItsFamily() {
        assertThatThrownBy(() -> metrics.counter("votes_total").by("the validator", validators))
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessageContaining("family 'votes_total': label name 'the validator'");
        assertThat(metrics.instruments).isEmpty();
    }

    private Object series(String name, String... labels) {
        return assertThat(metrics.instruments)
                .extractingByKey(FakeCollector.series(name, Labels.of(labels)))
                .isNotNull()
                .actual();
    }
}

package io.quorumeter.benchmarks.queries;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.promql.PromQl;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.model.Semantics;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionGeneratorTest {
    private static final List<Labels> SERIES = List.of(
            Labels.of("__name__", "votes_total", "phase", "vote", "peer", "7"),
            Labels.of("__name__", "view"),
            Labels.of("__name__", "wait_seconds_bucket", "le", "0.5"),
            Labels.of("__name__", "wait_seconds_bucket", "le", "+Inf"));

    private static List<String> expressions(long seed) {
        ExpressionGenerator generator = new ExpressionGenerator(seed, SERIES, 1_700_000_000_000L);
        return Stream.generate(generator::next).limit(500).toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void expressions_ofASeed_useEverythingThreeTimes_andAreWrongNowAndThen(long seed) {
        Uses uses = new Uses();
        int wrong = 0;
        for (String expression : expressions(seed)) {
            try {
                uses.add(PromQl.parse(expression, Semantics.V2));
            } catch (PromQlException refused) {
                wrong++;
            }
        }
        assertThat(uses.rarerThan(3)).as("seed %d", seed).isEmpty();
        assertThat(wrong).as("seed %d", seed).isBetween(10, 25);
    }

    @Test
    void expressions_areThoseOfTheirSeed() {
        assertThat(expressions(1)).isEqualTo(expressions(1)).isNotEqualTo(expressions(2));
    }

    @Test
    void uses_countEachFunctionAndOperator() {
        Uses uses = new Uses();
        IntStream.range(0, 3).forEach(i -> uses.add(PromQl.parse("sum(rate(a[1m])) / abs(b)", Semantics.V2)));
        assertThat(uses.rarerThan(3)).doesNotContain("sum", "rate", "/", "abs").contains("avg", "irate", "*", "ceil");
        assertThat(uses.rarerThan(4)).contains("sum", "rate", "/", "abs");
    }
}

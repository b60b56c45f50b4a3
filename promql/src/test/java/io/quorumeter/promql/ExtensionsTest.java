package io.quorumeter.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.model.Semantics;
import io.quorumeter.promql.model.Value;
import io.quorumeter.promql.series.MemorySource;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtensionsTest {
    private final MemorySource source = new MemorySource()
            .add(Labels.of(Labels.NAME, "disk_used_ratio"), 0, 0.95)
            .add(Labels.of(Labels.NAME, "disk_used_percent"), 0, 95)
            .add(Labels.of(Labels.NAME, "commit_seconds_max"), 0, 1.5)
            .add(Labels.of(Labels.NAME, "commit_milliseconds"), 0, 1500)
            .add(Labels.of(Labels.NAME, "free_bytes"), 0, 5e9)
            .add(Labels.of(Labels.NAME, "peers"), 0, 7);

    private final PromQl promql = PromQl.over(source)
            .withSemantics(Semantics.V2)
            .withExtensions(Map.of(
                    "disk_usage",
                    "disk_used_ratio",
                    "peers",
                    "vector(0)",
                    "avg_commit_time",
                    "avg(commit_seconds_max)"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            disk_used_ratio > 90%               | 0.95
            disk_used_ratio > 96%               |
            disk_used_percent > 90%             | 95
            commit_seconds_max > 1400ms         | 1.5
            commit_seconds_max > 1600ms         |
            commit_milliseconds > 1400ms        | 1500
            commit_milliseconds < 1.6s and peers| 1500
            free_bytes > 4GiB                   | 5000000000
            free_bytes - 4GB                    | 1000000000
            max(free_bytes) < (5000MB)          |
            90% < disk_used_ratio               | 0.95
            peers * 2kB                         | 14000
            disk_used_ratio == bool 95%         | 1
            disk_usage > 90% or peers           | 0.95
            avg_commit_time > 1s                | 1.5
            peers                               | 7
            peers % 4                           | 3
            """)
    void unitsAndShortNames_areUnderstood(String expression, Double expected) {
        Value.Vector vector =
                (Value.Vector) promql.instant(expression, Instant.EPOCH).value();
        if (expected == null) {
            assertThat(vector.samples()).isEmpty();
        } else {
            assertThat(vector.samples().get(0).value()).isCloseTo(expected, within(1e-9));
        }
    }

    @Test
    void unitThatDoesNotFit_isAnError() {
        assertThatThrownBy(() -> promql.instant("free_bytes > 90%", Instant.EPOCH))
                .isInstanceOf(PromQlException.class)
                .hasMessage("1:14: parse error: \"90%\" is a number of ratio, but stands beside bytes");
    }

    @Test
    void legalExpression_meansTheSame() {
        Map<String, String> none = Map.of();
        PromQl plain = PromQl.over(source);
        PromQl extended = plain.withExtensions(none);
        for (String expression :
                new String[] {"90 %4", "90% peers", "90 % +5", "commit_milliseconds > 1000ms", "5m", "peers offset 1m"
                }) {
            assertThat(extended.instant(expression, Instant.EPOCH).value().toString())
                    .as(expression)
                    .isEqualTo(plain.instant(expression, Instant.EPOCH).value().toString());
        }
    }

    @Test
    void withoutExtensions_unitsAreErrors() {
        assertThatThrownBy(() -> PromQl.over(source).instant("disk_used_ratio > 90%", Instant.EPOCH))
                .isInstanceOf(PromQlException.class);
        assertThatThrownBy(() -> PromQl.over(source).withExtensions(Map.of("a", "1")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

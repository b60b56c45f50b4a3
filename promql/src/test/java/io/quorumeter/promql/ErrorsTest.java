package io.quorumeter.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.model.Semantics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sum(rate(votes[5m])           | 1:20: parse error: unexpected end of input, expected "," or ")"
            votes{phase=commit}           | 1:13: parse error: unexpected identifier "commit", expected string
            votes{phase="commit" peer="x"}| 1:22: parse error: unexpected identifier "peer", expected "," or "}"
            votes[5m                      | 1:9: parse error: unexpected end of input, expected ":" or "]"
            votes[]                       | 1:7: parse error: unexpected "]", expected duration
            rat(votes[5m])                | 1:1: parse error: unknown function with name "rat"
            rate(votes)                   | 1:6: parse error: expected type range vector in call to function "rate", got instant vector
            1 votes                       | 1:3: parse error: unexpected identifier "votes", expected an operator or end of input
            sum by votes                  | 1:8: parse error: unexpected identifier "votes", expected "("
            votes offset x                | 1:14: parse error: unexpected identifier "x", expected duration
            round(votes, 1, 2)            | 1:1: parse error: expected at most 2 argument(s) in call to "round", got 3
            {x=~"("}                      | 1:5: parse error: error parsing regexp: error parsing regexp: missing closing ): `^(?s:()$`
            """)
    void error_namesPlaceWhatWasFoundAndWhatIsRight(String expression, String message) {
        PromQlException error = error(expression);
        assertThat(error).hasMessage(message);
        assertThat(error.type().label()).isEqualTo("bad_data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0x", "1", "1.", "x @ 0", "x[0", "x offset 0x"})
    void longNumber_isAnErrorAtOnce(String start) {
        assertThat(error(start + "7".repeat(65_000)))
                .hasMessageEndingWith("parse error: number longer than 400 characters");
    }

    @Test
    void longExpression_isAnErrorThatNamesTheLimit() {
        assertThat(PromQl.parse("1".concat(" ".repeat(65_535)), Semantics.V3).text())
                .isEqualTo("1");
        assertThat(error("1".concat(" ".repeat(65_536))))
                .hasMessage("1:65537: parse error: expression longer than 65536 characters");
    }

    @Test
    void place_countsLinesAndCharacters() {
        PromQlException error = error("sum(\n  votes{a=\"𝄞\"} ; 1)");
        assertThat(error.line()).isEqualTo(2);
        assertThat(error.column()).isEqualTo(16);
    }

    private static PromQlException error(String expression) {
        return catchThrowableOfType(PromQlException.class, () -> PromQl.parse(expression, Semantics.V3));
    }
}

package io.quorumeter.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.model.Semantics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        PromQlException error =
                catchThrowableOfType(PromQlException.class, () -> PromQl.parse(expression, Semantics.V3));
        assertThat(error).hasMessage(message);
        assertThat(error.type().label()).isEqualTo("bad_data");
    }

    @Test
    void place_countsLinesAndCharacters() {
        PromQlException error = catchThrowableOfType(
                PromQlException.class, () -> PromQl.parse("sum(\n  votes{a=\"𝄞\"} ; 1)", Semantics.V3));
        assertThat(error.line()).isEqualTo(2);
        assertThat(error.column()).isEqualTo(16);
    }
}

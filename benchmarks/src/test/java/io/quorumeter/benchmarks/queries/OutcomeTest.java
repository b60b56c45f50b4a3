package io.quorumeter.benchmarks.queries;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutcomeTest {
    private static Outcome vector(String... labelsAndValues) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < labelsAndValues.length; i += 2) {
            result.append(i == 0 ? "" : ",")
                    .append("{\"metric\":{\"a\":\"" + labelsAndValues[i] + "\"},\"value\":[1.5,\""
                            + labelsAndValues[i + 1] + "\"]}");
        }
        return success("vector", "[" + result + "]");
    }

    private static Outcome success(String type, String result) {
        return Outcome.parse(
                ("{\"status\":\"success\",\"data\":{\"resultType\":\"" + type + "\",\"result\":" + result + "}}")
                        .getBytes(UTF_8));
    }

    private static Outcome error(String type) {
        return Outcome.parse(
                ("{\"status\":\"error\",\"errorType\":\"" + type + "\",\"error\":\"for a reason\"}").getBytes(UTF_8));
    }

    private static String difference(Outcome one, Outcome other, double largestTerm) {
        return one.difference(other, false, () -> largestTerm);
    }

    @Test
    void values_areEqual_withinABillionthOfTheLargestTerm() {
        assertThat(difference(vector("x", "1"), vector("x", "1.0000000009"), 1)).isEmpty();
        assertThat(difference(vector("x", "1"), vector("x", "1.000001"), 1)).contains("1.0 and 1.000001");
        assertThat(difference(vector("x", "1"), vector("x", "1.000001"), 1_001)).isEmpty();
        assertThat(difference(vector("x", "NaN"), vector("x", "NaN"), 1)).isEmpty();
        assertThat(difference(vector("x", "NaN"), vector("x", "0"), 1e300)).isNotEmpty();
        assertThat(difference(vector("x", "+Inf"), vector("x", "-Inf"), 1e300)).isNotEmpty();
        assertThat(difference(vector("x", "1"), vector("x", "+Inf"), 1e300)).isNotEmpty();
    }

    @Test
    void series_areEqual_inAnyOrder_butNoneMayBeMissing() {
        assertThat(difference(vector("x", "1", "y", "2"), vector("y", "2", "x", "1"), 1))
                .isEmpty();
        assertThat(difference(vector("x", "1", "y", "2"), vector("x", "1"), 1)).contains("a=y");
        assertThat(difference(vector(), vector("x", "1"), 1)).isNotEmpty();
    }

    @Test
    void ranked_seriesMayBeOthersOfTheSameValues() {
        assertThat(vector("x", "1").difference(vector("y", "1"), true, () -> 1)).isEmpty();
        assertThat(vector("x", "1").difference(vector("y", "2"), true, () -> 1)).isNotEmpty();
    }

    @Test
    void points_areEqual_atTheSameTimesOnly() {
        Outcome two = success("matrix", "[{\"metric\":{},\"values\":[[1,\"5\"],[2,\"5\"]]}]");
        Outcome other = success("matrix", "[{\"metric\":{},\"values\":[[1,\"5\"],[3,\"5\"]]}]");
        assertThat(difference(two, two, 1)).isEmpty();
        assertThat(difference(two, other, 1)).contains("times");
    }

    @Test
    void errors_areEqual_byType() {
        assertThat(difference(error("bad_data"), error("bad_data"), 1)).isEmpty();
        assertThat(difference(error("bad_data"), error("execution"), 1)).isNotEmpty();
        assertThat(difference(error("bad_data"), vector(), 1)).isNotEmpty();
        assertThat(difference(success("scalar", "[1,\"5\"]"), vector(), 1)).contains("type");
    }
}

package io.quorumeter.promql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FormatTest {
    private static final String LONG =
            "consensus_blocks_committed_total{instance=\"127.0.0.1:9464\",phase=\"prepare\"}";

    @Test
    void shortExpression_staysInOneLine() {
        assertThat(PromQl.format("sum(rate( x{b=\"2\" , a=\"1\"}[5m] ))by(a,b)"))
                .isEqualTo("sum by (a, b) (rate(x{b=\"2\",a=\"1\"}[5m]))");
        assertThat(PromQl.format("x".repeat(100))).isEqualTo("x".repeat(100));
        assertThat(PromQl.format("-" + "x".repeat(99))).isEqualTo("-" + "x".repeat(99));
        assertThat(PromQl.format("(" + "x".repeat(98) + ")")).isEqualTo("(" + "x".repeat(98) + ")");
        assertThat(PromQl.format("(" + "x".repeat(99) + ")")).isEqualTo("(\n  " + "x".repeat(99) + "\n)");
        assertThat(PromQl.format("x".repeat(101))).isEqualTo("x".repeat(101));
    }

    @Test
    void length_countsBytes() {
        String text = "x{a=\"" + "é".repeat(45) + "e\"}"; // 98 bytes
        assertThat(PromQl.format("(" + text + ")")).doesNotContain("\n");
        assertThat(PromQl.format("((" + text + "))")).isEqualTo("(\n  (" + text + ")\n)");
    }

    @Test
    void longExpression_hasALineForEachOperandAndArgument() {
        String text = "topk(5," + LONG + "offset 1d)by(phase) >bool 3+ histogram_quantile(0.9," + LONG + "offset 1h)";
        assertThat(PromQl.format(text))
                .isEqualTo(String.join(
                        "\n",
                        "  topk by (phase) (",
                        "    5,",
                        "    " + LONG + " offset 1d",
                        "  )",
                        "> bool",
                        "    3",
                        "  +",
                        "    histogram_quantile(",
                        "      0.9,",
                        "      " + LONG + " offset 1h",
                        "    )"));
    }

    @Test
    void longMatching_standsWithItsOperator() {
        assertThat(PromQl.format(LONG + "/on(a,b)group_left(c)-sum(" + LONG + ")"))
                .isEqualTo(String.join("\n", "  " + LONG, "/ on (a, b) group_left (c)", "  -sum(" + LONG + ")"));
    }

    @Test
    void longSign_standsBeforeItsOperand() {
        assertThat(PromQl.format("1 + -(" + LONG + " @ end() ^ on (a) x)"))
                .isEqualTo(String.join("\n", "  1", "+", "  -(" + LONG + " @ end() ^ on (a) x)"));
        assertThat(PromQl.format("-(" + LONG + "-" + LONG + ")"))
                .isEqualTo(String.join("\n", "-(", "    " + LONG, "  -", "    " + LONG, ")"));
    }

    @Test
    void longSubquery_keepsItsTimesAtTheEnd() {
        assertThat(PromQl.format("max_over_time(avg without (le) (" + LONG + "+" + LONG + ")[1h:1m] @ 5 offset -3m)"))
                .isEqualTo(String.join(
                        "\n",
                        "max_over_time(",
                        "  avg without (le) (",
                        "      " + LONG,
                        "    +",
                        "      " + LONG,
                        "  )[1h:1m] @ 5.000 offset -3m",
                        ")"));
    }
}

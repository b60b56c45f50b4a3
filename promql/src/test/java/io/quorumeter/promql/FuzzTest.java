package io.quorumeter.promql;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.quorumeter.promql.ast.Expr;
import io.quorumeter.promql.limit.Limits;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.model.Semantics;
import io.quorumeter.promql.series.MemorySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Malformed and hostile expressions: nothing but {@link PromQlException} ever comes out. {@code -Dpromql.mutations=1000000} for more. */
class FuzzTest {
    private static final int MUTATIONS = Integer.getInteger("promql.mutations", 20_000);

    private static final String[] PIECES = {
        "(",
        ")",
        "{",
        "}",
        "[",
        "]",
        "5m",
        ":",
        ",",
        "+",
        "-",
        "*",
        "/",
        "%",
        "^",
        "==",
        "=~",
        "!~",
        "!=",
        ">",
        "bool ",
        " on(",
        "by (",
        " without (",
        " group_left ",
        "offset ",
        "@ ",
        "start()",
        "\"",
        "'",
        "`",
        "\\",
        "\\x",
        "\\u",
        "0x",
        "1e",
        ".",
        "_",
        "Inf",
        "NaN",
        "sum(",
        "rate(",
        "topk(",
        "x",
        "#",
        "\n",
        "\0",
        "é",
        "\uD800",
        "99999999999999999999",
        "(.*)+",
        "{2,1000}",
        "9223372036854775807",
        "1000000y",
        "[1d:1ms]",
        "unless ",
        " or ",
        "__name__",
        "le",
        "90%",
        "4GiB"
    };

    @ParameterizedTest
    @EnumSource
    void mutatedExpression_yieldsAnAnswerOrAPromQlException(Semantics semantics) throws IOException {
        List<String> expressions = expressions();
        PromQl promql = PromQl.over(source())
                .withSemantics(semantics)
                .withLimits(Limits.DEFAULT.withSamples(10_000).withTimeout(Duration.ofSeconds(2)))
                .withExtensions(Map.of("alias", "sum(up)"));
        long seed = Long.getLong("promql.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < MUTATIONS; i++) {
            String expression = mutated(expressions.get(random.nextInt(expressions.size())), random);
            try {
                if (i % 2 == 0) {
                    promql.instant(expression, Instant.ofEpochSecond(65));
                } else {
                    promql.range(
                            expression, Instant.ofEpochSecond(5), Instant.ofEpochSecond(95), Duration.ofSeconds(30));
                }
            } catch (PromQlException e) {
                // What it is for.
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                fail("seed " + seed + ", mutation " + i + ": " + expression, e);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "-",
                "sum(",
                "1+(",
                "x[5m:1m] offset ",
                "a{b=\"c\"} or ",
                "1 + ",
                "x ^ ",
                "-(",
                "abs(",
                "x[5m:1m]",
                "sum by (",
                "\"",
                "{",
                "x @ ",
                "1 * (2 + ",
                "max_over_time(",
                "x or (y and ",
                "1=="
            })
    void longRepetition_yieldsAPromQlException(String piece) {
        for (String tail : List.of("", "1", "x", ")")) {
            String expression = piece.repeat(65_000 / piece.length()) + tail;
            try {
                PromQl.parse(expression, Semantics.V3);
                fail(piece + " " + tail);
            } catch (PromQlException e) {
                // What it is for.
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((((a{100}){100}){100}){100}){100}",
                "(a{1000}){1000}",
                "a{1000}{1000}",
                "[\\pL\\pN]{1000}{500}",
                "(x+x+)+y",
                "(a|aa)+$",
                "(.*){1,1000}(.*){1,1000}",
                "((a?){50}(a){50})*",
                "(?i)[b-\\x{10ffff}]",
                "(?i:[\\x{80}-\u4e00])",
                "(?si)\u1c80",
                "(?i)\\x{01C88}"
            })
    void hostileRegularExpression_takesBoundedTime(String regex) {
        MemorySource source = new MemorySource();
        source.add(Labels.of(Labels.NAME, "m", "l", "a".repeat(2_000)), 0, 1);
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            try {
                PromQl.over(source).instant("{l=~\"" + regex.replace("\\", "\\\\") + "\"}", Instant.EPOCH);
            } catch (PromQlException e) {
                // Refused.
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\pL{1000}", "(?i)\\pL\\pL\\pL\\pL", "", "(a|b)(c|d)(e|f)", "[^a]{900}"})
    void manyRegularExpressions_areRefusedTogether(String regex) {
        PromQl.parse("{l!~`" + regex + "`,m=\"x\"}", Semantics.V3);
        String one = "l!~`" + regex + "`,";
        String many = one.repeat(65_000 / 2 / one.length());
        assertThatThrownBy(() -> PromQl.parse("{" + many + "m=\"x\"} or {" + many + "m=\"x\"}", Semantics.V3))
                .isInstanceOf(PromQlException.class)
                .hasMessageContaining("regular expressions together larger than 50000");
    }

    private static String mutated(String expression, Random random) {
        StringBuilder text = new StringBuilder(expression);
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(text.length() + 1);
            int end = Math.min(text.length(), at + random.nextInt(6));
            String piece = PIECES[random.nextInt(PIECES.length)];
            switch (random.nextInt(6)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, piece);
                case 2 -> text.replace(at, end, piece);
                case 3 -> text.insert(at, expression);
                case 4 -> text.insert(random.nextInt(text.length() + 1), text.substring(at, end));
                default -> text.insert(at, (char) random.nextInt(0x250));
            }
        }
        return text.toString();
    }

    private static MemorySource source() {
        MemorySource source = new MemorySource();
        for (int series = 0; series < 4; series++) {
            for (int i = 0; i < 12; i++) {
                Labels up = Labels.of(Labels.NAME, "up", "job", "j" + series);
                Labels bucket = Labels.of(Labels.NAME, "x_bucket", "le", "" + series);
                source.add(up, i * 10_000L, i).add(bucket, i * 10_000L, i * series);
            }
        }
        return source;
    }

    /** All expressions of the test files. */
    static List<String> expressions() throws IOException {
        List<String> expressions = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "resources", "promqltest"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                for (String line : Files.readAllLines(file)) {
                    if (line.startsWith("eval")) {
                        expressions.add(line.replaceFirst(
                                "^eval(_\\w+)?\\s+(instant at \\S+|range from \\S+ to \\S+ step \\S+)\\s+", ""));
                    }
                }
            }
        }
        return expressions;
    }

    /** Returns what can be read of all expressions of the test files. */
    static List<Expr> parsed(Semantics semantics) throws IOException {
        List<Expr> parsed = new ArrayList<>();
        for (String expression : expressions()) {
            try {
                parsed.add(PromQl.parse(expression, semantics));
            } catch (PromQlException e) {
                // One that is meant to fail, or of the other version.
            }
        }
        return parsed;
    }
}

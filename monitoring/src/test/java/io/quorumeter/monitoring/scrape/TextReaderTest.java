package io.quorumeter.monitoring.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.Labels;
import io.quorumeter.MetricsCollector;
import io.quorumeter.core.OpenMetricsText;
import io.quorumeter.core.PrometheusText;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.core.TextBuffer;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextReaderTest {
    private final TextReader reader = new TextReader(1_000, UnaryOperator.identity());

    private List<String> read(String page) {
        return reader.read(page).stream()
                .map(one -> one.labels() + " " + one.value())
                .toList();
    }

    @Test
    void read_linesOfBothFormats_areSamples() {
        assertThat(read("""
                # HELP a_total What it is.
                # TYPE a counter
                a_total 1
                a_total{ b = "c" , d="e,}\\\\ \\"f\\" \\n" ,} 2.5e3 1700000000123
                h_bucket{le="+Inf"} 4 # {trace_id="x"} 0.2

                g{x="y"}\tNaN
                {"quoted name",k="v"} -Inf
                # EOF
                """))
                .containsExactly(
                        "a_total 1.0",
                        "a_total{b=\"c\", d=\"e,}\\\\ \\\"f\\\" \\n\"} 2500.0",
                        "h_bucket{le=\"+Inf\"} 4.0",
                        "g{x=\"y\"} NaN",
                        "quoted name{k=\"v\"} -Infinity");
    }

    @Test
    void read_pagesOfThisSdk_hasAllThatTheyShow() {
        MetricsCollector metrics =
                Quorumeter.collector().constantLabels(Labels.of("chain", "x")).create();
        metrics.incrementCounter("jobs_total", "who", "a \"b\" \\ c\nd");
        metrics.recordHistogram("size_bytes", 5);
        for (int page = 0; page < 2; page++) {
            TextBuffer text = new TextBuffer();
            if (page == 0) {
                new PrometheusText().write(metrics.snapshot(), text);
            } else {
                new OpenMetricsText().write(metrics.snapshot(), text);
            }
            long lines = text.toString()
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .count();
            assertThat(read(text.toString()))
                    .hasSize((int) lines)
                    .contains("jobs_total{chain=\"x\", who=\"a \\\"b\\\" \\\\ c\\nd\"} 1.0");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a{",
                "a{b}",
                "a{b=\"c\"",
                "a{b=\"c\"}",
                "a{b=\"c\",b=\"d\"} 1",
                "{b=\"c\"} 1",
                "a one",
                "a{b=c} 1",
                "a{b=\"c\\",
                "{\"\"",
                "a{b=\"c\"d} 1",
                "=1",
                "\"a\" 1 2"
            })
    void read_whatIsNoPage_isRefusedWithItsLine(String line) {
        assertThatThrownBy(() -> reader.read("good 1\n" + line + "\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("line 2: ");
    }

    @Test
    void read_moreSamplesThanAllowed_isRefused() {
        TextReader few = new TextReader(2, UnaryOperator.identity());
        assertThat(few.read("a 1\nb 2\n")).hasSize(2);
        assertThatThrownBy(() -> few.read("a 1\nb 2\nc 3\n")).hasMessageContaining("more than 2 samples");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void read_anyText_isReadOrRefused(long seed) {
        Random random = new Random(seed);
        String letters = "ab{}=\",\\ \n\t#1.+-eInfNa";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(30); length > 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            try {
                reader.read(text.toString());
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).as("seed %d: %s", seed, text).startsWith("line ");
            }
        }
    }
}

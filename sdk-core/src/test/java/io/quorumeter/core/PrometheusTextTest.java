package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.Bounds;
import io.quorumeter.Counter;
import io.quorumeter.MetricsCollector;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusTextTest {
    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final PrometheusText text = new PrometheusText();

    @Test
    void counters_haveHelpTypeLabelsAndWholeNumbers() {
        Counter counter = metrics.counter("errors_total")
                .help("Back\\slash and\nnew line")
                .with("zone", "a")
                .with("kind", "io")
                .create();
        counter.increment(1L << 60);
        assertThat(export()).contains("""
                        # TYPE errors_total counter
                        # HELP errors_total Back\\\\slash and\\nnew line
                        errors_total{kind="io",zone="a"} 1152921504606846976
                        """);
    }

    @Test
    void labelValues_fromHostileSources_stayOnTheirLine() {
        metrics.incrementCounter("errors_total", "peer", "a\"} 9\nevil_total 1\\ \u0000 \uD83D\uDE00");
        assertThat(export()).contains("errors_total{peer=\"a\\\"} 9\\nevil_total 1\\\\ \u0000 \uD83D\uDE00\"} 1\n");
    }

    @Test
    void distributions_areCumulativeAndAgreeWithTheirCount() {
        var timer = metrics.timer("wait_seconds")
                .bounds(Bounds.of(0.000001, 0.001, 1))
                .with("step", "x")
                .create();
        timer.record(900);
        timer.record(1_000);
        timer.record(1_100);
        timer.record(2_000_000);
        timer.record(3_000_000_000L);
        assertThat(export()).contains("""
                        # TYPE wait_seconds histogram
                        wait_seconds_bucket{step="x",le="1e-06"} 2
                        wait_seconds_bucket{step="x",le="0.001"} 3
                        wait_seconds_bucket{step="x",le="1.0"} 4
                        wait_seconds_bucket{step="x",le="+Inf"} 5
                        wait_seconds_sum{step="x"} 3.002003
                        wait_seconds_count{step="x"} 5
                        """);
    }

    @Test
    void seriesThatAppearLater_areInTheNextExport() {
        metrics.incrementCounter("errors_total", "peer", "a");
        assertThat(export()).doesNotContain("peer=\"b\"");
        metrics.incrementCounter("errors_total", "peer", "b");
        assertThat(export()).contains("errors_total{peer=\"a\"} 1\nerrors_total{peer=\"b\"} 1\n");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.5, -0.5",
        "1e300, 1.0E300",
        "9007199254740993, 9007199254740992",
        "-3, -3",
        "Infinity, +Inf",
        "-Infinity, -Inf",
        "1e-9, 0.000000001",
        "0.25, 0.25",
        "-1234.5625, -1234.5625",
        "0.1, 0.1",
        "1e-10, 1.0E-10"
    })
    void doubles_areWrittenAsPrometheusReadsThem(double value, String expected) {
        metrics.gauge("level").create().set(value);
        assertThat(export()).contains("\nlevel " + expected + "\n");
    }

    @Test
    void longs_areWrittenDigitForDigit() {
        var gauge = metrics.gauge("level").create();
        for (long value : new long[] {0, 9, 10, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1_000_000_000_000_000_000L}) {
            gauge.set(value);
            assertThat(export()).contains("\nlevel " + value + "\n");
        }
    }

    private String export() {
        return "\n" + new String(text.export(metrics.snapshot()), StandardCharsets.UTF_8);
    }
}

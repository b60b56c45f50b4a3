package io.quorumeter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quorumeter.Labels;
import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.examples.demo.PrometheusServer.Sample;
import io.quorumeter.exporters.PrometheusExporter;
import io.quorumeter.exporters.ScrapeEndpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Label values that somebody chose to do harm, on the way to a real Prometheus. */
@Tag("servers")
class HostileLabelsTest {
    private static final List<String> VALUES = List.of(
            "a\"} 9\nevil_total{value=\"x",
            "\\",
            "\\\\\"",
            "\\n",
            "\n",
            "\r\n# EOF\n",
            "\t\u0001\u007f",
            "before\u0000after",
            "\uD83D\uDE00\uD800\uDF48",
            "half \uD83D",
            "\uDE00 half",
            "\u2028\uFEFF\u202E",
            " \u00e9 ",
            "{}[],=~",
            "x".repeat(1 << 20));

    @TempDir
    Path temp;

    @Test
    void prometheus_findsEachSeriesByItsValue_andNoOther() throws Exception {
        MetricsCollector metrics = Quorumeter.newCollector();
        for (int i = 0; i < VALUES.size(); i++) {
            metrics.incrementCounterBy("hostile_total", i + 1, "value", VALUES.get(i));
        }
        try (ScrapeEndpoint endpoint =
                        new PrometheusExporter(0, "").registerMetrics(metrics).startServer();
                PrometheusServer prometheus = PrometheusServer.start(temp, List.of(endpoint.port()))) {
            await("all series")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> prometheus.query("hostile_total").size() >= VALUES.size());
            assertThat(prometheus.query("count(hostile_total)").values())
                    .extracting(Sample::value)
                    .containsExactly((double) VALUES.size());
            assertThat(prometheus.query("hostile_created"))
                    .as("what only OpenMetrics has, for which Prometheus asks")
                    .hasSize(VALUES.size());
            assertThat(prometheus.query("evil_total")).isEmpty();
            for (int i = 0; i < VALUES.size(); i++) {
                String kept = Labels.of("value", VALUES.get(i)).value(0);
                assertThat(prometheus
                                .query("hostile_total{value=" + quoted(kept) + "}")
                                .values())
                        .as("value %d", i)
                        .extracting(Sample::value)
                        .containsExactly(i + 1.0);
            }
        }
    }

    /** A string of PromQL. */
    private static String quoted(String text) {
        return text.codePoints()
                .mapToObj(point -> String.format("\\U%08x", point))
                .collect(Collectors.joining("", "\"", "\""));
    }
}

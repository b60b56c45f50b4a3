package io.quorumeter.testkit.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.core.PrometheusText;
import io.quorumeter.export.MetricsExporter;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MetricsTestFrameworkTest {
    private final MetricsTestFramework tests = MetricsTestFramework.create();

    @Test
    void scenarios_shareOneCollector() {
        tests.run((metrics, clock) -> metrics.incrementCounter("steps_total"))
                .run((metrics, clock) -> clock.advance(Duration.ofSeconds(1)))
                .run((metrics, clock) -> metrics.incrementCounter("steps_total"));
        MetricsAssertions.assertThat(tests.collector()).counter("steps_total").isEqualTo(2);
        assertThat(tests.collector().calls().get(1).at()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void highThroughput_losesNothing() {
        MetricsTestFramework.ThroughputReport report = tests.testHighThroughput(100_000, Duration.ofMillis(10_005));
        assertThat(report.recorded()).isEqualTo(1_000_500);
        assertThat(report.lost()).isZero();
    }

    @Test
    void largeNetwork_staysWithinItsLimits() {
        MetricsTestFramework.LargeNetworkReport report = tests.testLargeScaleNetwork(1_200);
        assertThat(report.series()).isBetween(6_000, 8_700);
        assertThat(report.memoryBytes()).isBetween(100_000L, 16L << 20);
        assertThat(report.dropped()).isPositive();
    }

    @Test
    void distributions_areAccurate() {
        double[] values = new Random(3).doubles(20_000, 1, 1e6).toArray();
        MetricsTestFramework.AccuracyReport report = tests.testAccuracy(values);
        assertThat(report.countError()).isZero();
        assertThat(report.worstRelativeError()).isLessThan(0.01);
    }

    @Test
    void export_showsWhatMoved() {
        tests.run((metrics, clock) -> metrics.incrementCounter("votes_total", "phase", "vote"));
        assertThat(tests.testExport(new PrometheusText())).contains("votes_total{phase=\"vote\"} 1");
        assertThatThrownBy(() -> tests.testExport(new Forgetful()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("forgetful lacks [votes_total]");
    }

    @Test
    void overhead_isMeasuredOnTheSameLoad() {
        MetricsTestFramework.BenchmarkResults results =
                tests.benchmarkCollectionOverhead(LoadTier.L1, Duration.ofMillis(100));
        assertThat(results.messages()).isEqualTo(72 * 16);
        assertThat(results.overheadNanos()).isEqualTo(results.nanosPerMessage() - results.nanosPerMessageWithout());
    }

    private static final class Forgetful implements MetricsExporter {
        @Override
        public String formatName() {
            return "forgetful";
        }

        @Override
        public String contentType() {
            return "text/plain";
        }

        @Override
        public void export(MetricsSnapshot snapshot, OutputStream out) throws IOException {
            out.write("nothing".getBytes(StandardCharsets.UTF_8));
        }
    }
}

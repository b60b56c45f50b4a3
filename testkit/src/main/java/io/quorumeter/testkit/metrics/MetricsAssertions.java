package io.quorumeter.testkit.metrics;

import io.quorumeter.MetricsCollector;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.List;

/**
 * Assertions on metrics, to be imported beside AssertJ's own:
 *
 * <pre>{@code
 * import static io.quorumeter.testkit.metrics.MetricsAssertions.assertThat;
 *
 * assertThat(metrics).counter("votes_received_total").with("phase", "vote").isEqualTo(3);
 * assertThat(metrics).timer("block_validation_seconds").hasCount(1).quantile(0.99).isLessThan(0.005);
 * }</pre>
 *
 * <p>A message says what was expected, which series are nearest and what they hold, and, of a {@link TestMetricsCollector}, the last calls.
 */
public final class MetricsAssertions {
    private MetricsAssertions() {}

    /**
     * Asserts on what a collector holds now.
     *
     * @param actual any collector that keeps what is recorded
     * @return assertions on one snapshot of it
     */
    public static MetricsAssert assertThat(MetricsCollector actual) {
        List<RecordedCall> calls = actual instanceof TestMetricsCollector test ? test.calls() : List.of();
        return new MetricsAssert(actual.snapshot(), calls);
    }

    /**
     * Asserts on a snapshot.
     *
     * @param actual one to keep, from {@link MetricsCollector#snapshot()}
     * @return assertions on it
     */
    public static MetricsAssert assertThat(MetricsSnapshot actual) {
        return new MetricsAssert(actual, List.of());
    }

    /**
     * Checks several series at once, and names all that are not as expected.
     *
     * @param collector what was recorded to
     * @param expected what must be there
     * @throws AssertionError when one of them is not
     */
    public static void assertMetricsRecorded(MetricsCollector collector, ExpectedMetric... expected) {
        ExpectedMetric.requireAll(collector, expected);
    }
}

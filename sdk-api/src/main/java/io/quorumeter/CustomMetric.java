package io.quorumeter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One observation of a metric that is described where it is made, for {@link MetricsCollector#recordCustomMetric}.
 *
 * @param name the family's name, by the rules of {@link MetricDescriptor}; the unit is its last word
 * @param help one sentence for people; may be empty; the first one given for a family stays
 * @param type {@code COUNTER} adds the value, {@code GAUGE} replaces it, {@code HISTOGRAM} records it, {@code INFO} takes the labels alone
 * @param labels the series
 * @param value the value, in the unit that the name states; a counter takes whole numbers and cuts a fraction off
 * @param timestamp when it was measured, for a gauge; null for now; a time that cannot be written in milliseconds also counts as now
 */
public record CustomMetric(
        String name,
        String help,
        MetricType type,
        Labels labels,
        double value,
        @Nullable Instant timestamp) {

    /**
     * Returns an observation of a gauge's value, measured now, without help text.
     *
     * @param name the family's name
     * @param labels the series
     * @param value any number but NaN, in the unit that the name states
     * @return the observation
     */
    public static CustomMetric gauge(String name, Labels labels, double value) {
        return new CustomMetric(name, "", MetricType.GAUGE, labels, value, null);
    }

    /**
     * Returns an observation of a counter's increase, without help text.
     *
     * @param name the family's name, ending in {@code _total}
     * @param labels the series
     * @param increase zero or more; a fraction is cut off
     * @return the observation
     */
    public static CustomMetric counter(String name, Labels labels, double increase) {
        return new CustomMetric(name, "", MetricType.COUNTER, labels, increase, null);
    }
}

package io.quorumeter;

/**
 * Declares the families in which modules of the SDK say something about themselves, such as an exporter of its exports. Their names begin
 * with {@code quorumeter_}, which {@link MetricsCollector} refuses to everybody else, so that no host has taken one when its module needs it.
 * Not for hosts. Safe from any thread; the builders are not.
 */
public final class OwnFamilies {
    private final MetricsCollector metrics;

    private OwnFamilies(MetricsCollector metrics) {
        this.metrics = metrics;
    }

    /**
     * The SDK's families on a collector.
     *
     * @param metrics where they are declared
     * @return what declares them
     */
    public static OwnFamilies on(MetricsCollector metrics) {
        return new OwnFamilies(metrics);
    }

    /**
     * Starts the declaration of a counter.
     *
     * @param name begins with {@code quorumeter_} and ends in {@code _total}
     * @return the declaration
     */
    public CounterBuilder counter(String name) {
        return new CounterBuilder(metrics.provider(), name);
    }

    /**
     * Starts the declaration of a gauge.
     *
     * @param name begins with {@code quorumeter_}
     * @return the declaration
     */
    public GaugeBuilder gauge(String name) {
        return new GaugeBuilder(metrics.provider(), name, MetricType.GAUGE);
    }

    /**
     * Starts the declaration of a timer.
     *
     * @param name begins with {@code quorumeter_} and ends in {@code _seconds}
     * @return the declaration
     */
    public TimerBuilder timer(String name) {
        return new TimerBuilder(metrics.provider(), name);
    }
}

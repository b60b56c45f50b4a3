package io.quorumeter.health;

import io.quorumeter.MetricsCollector;

/**
 * A part of a node that brings its metrics and its health check along, so that whoever puts the node together needs to know neither.
 */
public interface MonitoredComponent {
    /**
     * What it is called in metrics and reports, one of a few names.
     *
     * @return letters, digits and {@code _}
     */
    String componentName();

    /**
     * Declares its metrics. Called once, before it starts.
     *
     * @param collector where; one that forgets when the node is not measured
     */
    void registerMetrics(MetricsCollector collector);

    /**
     * Gives it somewhere to log to, other than the logger of its own name. It need not listen.
     *
     * @param logger the logger
     */
    default void setLogger(System.Logger logger) {}

    /**
     * How to find out how it is.
     *
     * @return a check; one that finds nothing wrong unless the component has a better one
     */
    default HealthCheck healthCheck() {
        return Health::ok;
    }
}

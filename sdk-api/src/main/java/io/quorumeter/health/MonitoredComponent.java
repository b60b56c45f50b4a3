package io.quorumeter.health;

import io.quorumeter.MetricsCollector;

/**
 * A part of a node that brings its metrics and its health check along, so that whoever puts the node together needs to know neither. It is
 * registered once, before it starts: then it is given its logger and its collector, in this order.
 */
public interface MonitoredComponent {
    /**
     * What it is called in metrics and reports, one of a few names.
     *
     * @return letters, digits and {@code _}
     */
    String componentName();

    /**
     * Declares its metrics. Called once, when it is registered.
     *
     * @param collector where; one that forgets when the node is not measured
     */
    void registerMetrics(MetricsCollector collector);

    /**
     * Gives it somewhere to log to. Called once, when it is registered; it need not listen.
     *
     * @param logger named after the component
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

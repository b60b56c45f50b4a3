package io.quorumeter.health;

import io.quorumeter.MetricsCollector;

/**
 * A part of a node that brings its metrics and its health check along, so that the code that puts the node together needs to know neither.
 * It is registered once, before it starts, and is then given its logger and its collector, in this order.
 */
public interface MonitoredComponent {
    /**
     * Returns the component's name in metrics and reports, one of a few names.
     *
     * @return letters, digits and {@code _}
     */
    String componentName();

    /**
     * Declares the component's metrics. Called once, when it is registered.
     *
     * @param collector the collector to declare them at; a no-op when the node is not measured
     */
    void registerMetrics(MetricsCollector collector);

    /**
     * Gives the component its logger. Called once, when it is registered; a component may ignore it.
     *
     * @param logger named after the component
     */
    default void setLogger(System.Logger logger) {}

    /**
     * Returns the check that determines the component's health.
     *
     * @return the check; unless the component overrides this method, it is always healthy
     */
    default HealthCheck healthCheck() {
        return Health::ok;
    }
}

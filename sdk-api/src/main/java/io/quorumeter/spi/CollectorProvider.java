package io.quorumeter.spi;

import io.quorumeter.MetricsCollector;

/** Makes the collector behind {@link io.quorumeter.Metrics#global()}; found by {@link java.util.ServiceLoader}. */
public interface CollectorProvider {
    /** {@return a new collector with default settings} */
    MetricsCollector newCollector();
}

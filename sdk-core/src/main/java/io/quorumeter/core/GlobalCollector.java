package io.quorumeter.core;

import io.quorumeter.MetricsCollector;
import io.quorumeter.spi.CollectorProvider;

/** Gives {@link io.quorumeter.Metrics#global()} this engine's collector. */
public final class GlobalCollector implements CollectorProvider {
    /** For the service loader. */
    public GlobalCollector() {}

    @Override
    public MetricsCollector newCollector() {
        return Quorumeter.newCollector();
    }
}

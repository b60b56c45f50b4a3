package io.quorumeter.core;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Calls a collector's background work at intervals: sliding windows move on, rates are taken, series that nobody writes end. A
 * collector that is given none has a daemon thread do it, which starts when there is work and ends with the collector. A test gives
 * one that keeps {@code tick} and calls it after moving the clock:
 *
 * <pre>{@code
 * List<BooleanSupplier> ticks = new ArrayList<>();
 * MetricsCollector metrics = Quorumeter.collector().nanoTime(clock).ticker((period, tick) -> ticks.add(tick)).create();
 * }</pre>
 */
@FunctionalInterface
public interface Ticker {
    /**
     * Begins to call {@code tick}; called at most once for a collector, when something first asks for background work.
     *
     * @param period the time between two calls, positive
     * @param tick does the work that is due, on the thread that calls it and never on two at once; false when the collector is gone and
     *     further calls do nothing. It keeps no collector alive
     */
    void start(Duration period, BooleanSupplier tick);
}

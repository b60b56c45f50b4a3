package io.quorumeter;

/**
 * Recording by name, for places where speed does not matter: each call finds its series in a hash table. The first call of a series
 * declares it; later ones allocate nothing. On the path of a vote use bound instruments.
 *
 * <pre>{@code
 * metrics.incrementCounter("errors_total", "component", "sync");
 * metrics.setGauge("sync_height", height);
 * Block block = metrics.timeOperation("block_fetch_seconds", "peer", peer, () -> fetch(height));
 * }</pre>
 *
 * <p>Pairs in any order are the same series. All calls of a family name the same labels. A name is part of the program, so a wrong
 * one (an illegal character, another type than the family has, other labels) throws {@link MetricDeclarationException} at its first
 * call, on {@link MetricsCollector#noop()} too as far as one call shows it. A label value is data, so none ever throws: one that is too
 * long is cut (and makes some garbage each time when it is very long, or one of many), and past the limit of series per family everything goes to one series whose label values are {@code other}.
 * Should names be made of data nevertheless, an engine may forget what would begin too many families. Safe from any thread.
 */
public interface NamedRecording extends NamedCounters, NamedGauges, NamedHistograms, NamedOperations, NamedStages {
    @Override
    NamedInstruments named();

    /**
     * Records one observation of a metric that is described on the spot; it appears in every exporter like any other.
     *
     * @param metric what was observed; a value that its type cannot take is dropped and counted
     * @throws MetricDeclarationException when the description is wrong, or contradicts an earlier one
     */
    void recordCustomMetric(CustomMetric metric);
}

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
 * <p>Pairs in any order are the same series. All calls of a family name the same labels, as they name the same type. No call ever
 * throws: what contradicts its family (another type, other labels), or names none that could be (null, an illegal character, a counter
 * without {@code _total}), is forgotten and counted in {@code quorumeter_records_dropped_total} with the reason {@code conflict}, at the
 * cost of an exception inside; the first of each of some names is logged, as a warning of {@code io.quorumeter}, with what would be
 * right and the place of the call. {@link MetricsCollector#noop()} forgets everything alike. A family that has to be right is declared
 * with its builder, which throws.
 *
 * <p>A label value is data: null is the empty value, one that is too long is cut (and makes some garbage each time when it is very long, or one of many), and past
 * the limit of series per family everything goes to one series whose label values are {@code other}. Should names be made of data
 * nevertheless, an engine may forget what would begin too many families. Safe from any thread.
 */
public interface NamedRecording extends NamedCounters, NamedGauges, NamedHistograms, NamedOperations, NamedStages {
    @Override
    NamedInstruments named();

    /**
     * Records one observation of a metric that is described on the spot; it appears in every exporter like any other.
     *
     * @param metric what was observed; a value that its type cannot take is dropped and counted, and so is one whose description is
     *     wrong or contradicts an earlier one
     */
    void recordCustomMetric(CustomMetric metric);
}

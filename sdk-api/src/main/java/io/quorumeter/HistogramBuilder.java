package io.quorumeter;

import io.quorumeter.spi.Declaration;
import io.quorumeter.spi.InstrumentProvider;

/** A family of histograms being declared; see {@link FamilyBuilder}. */
public final class HistogramBuilder extends FamilyBuilder<Histogram, HistogramBuilder> {
    HistogramBuilder(InstrumentProvider provider, String name) {
        super(provider, name, MetricType.HISTOGRAM, Declaration.Kind.HISTOGRAM, Histogram.class);
    }

    /**
     * Says where the exposition cuts the distribution; {@link Bounds#defaultFor} the unit unless said.
     *
     * @param upper the bounds, in the unit that the name states
     * @return this declaration
     */
    public HistogramBuilder bounds(Bounds upper) {
        this.bounds = upper;
        return this;
    }

    @Override
    HistogramBuilder self() {
        return this;
    }
}

package io.quorumeter;

import io.quorumeter.spi.InstrumentProvider;

/** A family of histograms being declared; see {@link FamilyBuilder}. */
public final class HistogramBuilder extends FamilyBuilder<Histogram, HistogramBuilder> {
    HistogramBuilder(InstrumentProvider engine, Declaration<Histogram> row) {
        super(engine, row);
    }

    /**
     * Sets where the exposition cuts the distribution; {@link Bounds#defaultFor} the unit unless set.
     *
     * @param upper the bounds, in the unit that the name states
     * @return this declaration
     */
    public HistogramBuilder bounds(Bounds upper) {
        return now(declaration -> declaration.bounds(upper));
    }
}

package io.quorumeter;

import io.quorumeter.spi.Declaration;
import io.quorumeter.spi.InstrumentProvider;
import java.time.Duration;
import java.util.List;

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
        MetricDescriptor.checkGiven(name(), "list of bounds", upper);
        this.bounds = upper;
        return this;
    }

    @Override
    Declaration.Options options() {
        return new Declaration.Options(bounds != null, 1, Duration.ZERO, List.of());
    }

    @Override
    HistogramBuilder self() {
        return this;
    }
}

package io.quorumeter;

import io.quorumeter.spi.Declaration;
import io.quorumeter.spi.InstrumentProvider;
import java.time.Duration;
import java.util.List;

/** A family of histograms being declared; see {@link FamilyBuilder}. */
public final class HistogramBuilder extends FamilyBuilder<Histogram, HistogramBuilder> {
    private double sampling = 1;

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

    /**
     * Keeps a random share of the values, as large as {@code metrics_sampling_rate} says, the setting of the collector; all of them
     * unless that is set. See {@link #sampled(double)}.
     *
     * @return this declaration
     */
    public HistogramBuilder sampled() {
        this.sampling = TimerBuilder.COLLECTORS_SHARE;
        return this;
    }

    /**
     * Keeps a random share of the values, each for as many as it stands for, so that counts, sums and buckets are estimates that are
     * right on average; how near they are, what is never left out and how the family says so is as with {@link
     * TimerBuilder#sampled(double)}.
     *
     * @param share above 0 and up to 1; all declarations of the family say the same
     * @return this declaration
     * @throws MetricDeclarationException when it is not
     */
    public HistogramBuilder sampled(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new MetricDeclarationException("histogram '" + Labels.printable(name())
                    + "': the share of values to keep is above 0 and at most 1, not " + share);
        }
        this.sampling = share;
        return this;
    }

    @Override
    Declaration.Options options() {
        return new Declaration.Options(bounds != null, sampling, Duration.ZERO, List.of());
    }

    @Override
    HistogramBuilder self() {
        return this;
    }
}

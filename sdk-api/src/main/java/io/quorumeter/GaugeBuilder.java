package io.quorumeter;

import io.quorumeter.spi.Declaration;
import io.quorumeter.spi.InstrumentProvider;
import java.util.function.Supplier;

/** A family of gauges being declared; see {@link FamilyBuilder}. */
public final class GaugeBuilder extends FamilyBuilder<Gauge, GaugeBuilder> {
    GaugeBuilder(InstrumentProvider provider, String name, MetricType type) {
        super(provider, name, type, Declaration.Kind.GAUGE, Gauge.class);
    }

    /**
     * Instead of an instrument: a value that is kept elsewhere and asked for at each snapshot, such as {@code pool::size}.
     *
     * @param value called on a thread of the collector, never on two at once; when it throws or does not return in time, the
     *     last good value is shown
     * @throws MetricDeclarationException when the declaration is wrong, or contradicts an earlier one
     */
    public void observe(Supplier<? extends Number> value) {
        provider.observe(declaration(null), fixed(), value);
    }

    @Override
    GaugeBuilder self() {
        return this;
    }
}

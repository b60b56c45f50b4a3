package io.quorumeter;

import io.quorumeter.spi.Declaration;
import io.quorumeter.spi.InstrumentProvider;
import java.util.function.Supplier;

/** A family of counters being declared; see {@link FamilyBuilder}. */
public final class CounterBuilder extends FamilyBuilder<Counter, CounterBuilder> {
    CounterBuilder(InstrumentProvider provider, String name) {
        super(provider, name, MetricType.COUNTER, Declaration.Kind.COUNTER, Counter.class);
    }

    /**
     * Instead of an instrument: a total that is kept elsewhere and asked for at each snapshot.
     *
     * @param total never falls; called on a thread of the collector, never on two at once. No series is shown before it gave a first
     *     value; when it then throws, gives NaN or does not return in time, the last good value is shown with the time at which it was
     *     got, so that readers see its age
     * @throws MetricDeclarationException when the declaration is wrong, or contradicts an earlier one
     */
    public void observe(Supplier<? extends Number> total) {
        provider.observe(declaration(null), fixed(), total);
    }

    @Override
    CounterBuilder self() {
        return this;
    }
}

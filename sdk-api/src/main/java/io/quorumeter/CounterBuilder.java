package io.quorumeter;

import io.quorumeter.spi.Declaration;
import io.quorumeter.spi.InstrumentProvider;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A family of counters being declared; see {@link FamilyBuilder}. */
public final class CounterBuilder extends FamilyBuilder<Counter, CounterBuilder> {
    CounterBuilder(InstrumentProvider provider, String name) {
        super(provider, name, MetricType.COUNTER, Declaration.Kind.COUNTER, Counter.class);
    }

    /**
     * Instead of an instrument: a total that is kept elsewhere and asked for at each snapshot.
     *
     * @param total never falls; called on a thread of the collector, never on two at once. No series is shown before it gave a first
     *     value, nor while it gives null, which says that there is none now; when it throws, gives NaN or a negative number or does not
     *     return in time, the last good value is shown with the time at which it was got, so that readers see its age. A number of
     *     2<sup>63</sup> or more is shown as {@link Long#MAX_VALUE}. {@code quorumeter_invalid_observations_total} counts both, as
     *     {@code negative} and {@code overflow}
     * @throws MetricDeclarationException when the declaration is wrong, or contradicts an earlier one
     */
    public void observe(Supplier<? extends @Nullable Number> total) {
        observed(declaration(null), fixed(), total);
    }

    @Override
    CounterBuilder self() {
        return this;
    }
}

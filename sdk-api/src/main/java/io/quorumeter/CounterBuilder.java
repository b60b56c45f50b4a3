package io.quorumeter;

import io.quorumeter.spi.InstrumentProvider;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A family of counters being declared; see {@link FamilyBuilder}. */
public final class CounterBuilder extends FamilyBuilder<Counter, CounterBuilder> {
    CounterBuilder(InstrumentProvider engine, Declaration<Counter> row) {
        super(engine, row);
    }

    /**
     * Observes a total that is kept elsewhere, at each snapshot, instead of creating an instrument.
     *
     * @param total never falls; called on a thread of the collector, never on two at once. No series is shown before it returned a first
     *     value, nor while it returns null, which means that there is none now; when it throws, returns NaN or a negative number or does
     *     not return in time, the last good value is shown with the time at which it was read, so that readers see its age. A number of
     *     2<sup>63</sup> or more is shown as {@link Long#MAX_VALUE}. {@code quorumeter_invalid_observations_total} counts both, as
     *     {@code negative} and {@code overflow}
     * @throws MetricDeclarationException when the declaration is wrong, or contradicts an earlier one
     */
    public void observe(Supplier<? extends @Nullable Number> total) {
        row.observe(engine, null, total, texts);
    }
}

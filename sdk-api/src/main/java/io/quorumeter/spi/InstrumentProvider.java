package io.quorumeter.spi;

import io.quorumeter.Labels;
import java.util.function.Supplier;

/**
 * What an engine implements below the declarations: create or get one series. The staged builders of the API check a declaration,
 * enumerate its label values and ask here once per series, so an engine knows nothing of enums and arrays. Called while a node
 * starts; safe from any thread.
 */
public interface InstrumentProvider {
    /**
     * The instrument of one series.
     *
     * @param <I> the instrument
     * @param instrument the interface that {@link Declaration#kind()} stands for
     * @param family what the series belongs to
     * @param labels the series
     * @return the same instrument for the same labels; one that forgets when the family is above the collector's level
     * @throws io.quorumeter.MetricDeclarationException when the family exists with another type, kind or label names, or the series is
     *     observed
     */
    <I> I series(Class<I> instrument, Declaration family, Labels labels);

    /**
     * A counter or gauge whose value is asked for at each snapshot; replaces the source that these labels had before.
     *
     * @param family what the series belongs to
     * @param labels the series
     * @param value called on a thread of the engine's, in the order in which the snapshot reads the families; when it throws or does not
     *     return in time, the last good value is shown
     * @throws io.quorumeter.MetricDeclarationException when the family exists with another type, kind or label names, or the series is
     *     recorded
     */
    void observe(Declaration family, Labels labels, Supplier<? extends Number> value);
}

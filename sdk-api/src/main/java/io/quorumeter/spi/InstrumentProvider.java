package io.quorumeter.spi;

import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.Histogram;
import io.quorumeter.Labels;
import io.quorumeter.Timer;
import java.util.function.Supplier;

/**
 * What an engine implements below the declarations: create or get one series. The staged builders of the API check a declaration,
 * enumerate its label values and ask here once per series, so an engine knows nothing of enums and arrays. Called while a node
 * starts; safe from any thread.
 *
 * <p>Every method throws {@link io.quorumeter.MetricDeclarationException} when the family exists with another type, kind or label
 * names; and gives an instrument that forgets when the family is above the collector's level.
 */
public interface InstrumentProvider {
    /**
     * Creates or gets one counter.
     *
     * @param family the family
     * @param labels the series: a value for each of the family's label names
     * @return the same counter for the same family and labels
     */
    Counter counter(Declaration family, Labels labels);

    /**
     * Creates or gets one gauge.
     *
     * @param family the family
     * @param labels the series: a value for each of the family's label names
     * @return the same gauge for the same family and labels
     */
    Gauge gauge(Declaration family, Labels labels);

    /**
     * Creates or gets one histogram.
     *
     * @param family the family
     * @param labels the series: a value for each of the family's label names
     * @return the same histogram for the same family and labels
     */
    Histogram histogram(Declaration family, Labels labels);

    /**
     * Creates or gets one timer.
     *
     * @param family the family
     * @param labels the series: a value for each of the family's label names
     * @return the same timer for the same family and labels
     */
    Timer timer(Declaration family, Labels labels);

    /**
     * A counter or gauge whose value is asked for at each snapshot; replaces what these labels had before.
     *
     * @param family the family
     * @param labels the series: a value for each of the family's label names
     * @param value called off the recording path, by one thread at a time; when it throws, the last good value is shown
     */
    void observe(Declaration family, Labels labels, Supplier<? extends Number> value);
}

package io.quorumeter.spi;

import io.quorumeter.Bounds;
import io.quorumeter.BusyTime;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.Histogram;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricDescriptor;
import io.quorumeter.MetricName;
import io.quorumeter.MetricType;
import io.quorumeter.StateSet;
import io.quorumeter.Summary;
import io.quorumeter.Timer;
import io.quorumeter.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A family as declared, checked and complete: what an engine needs to create its series. Immutable.
 *
 * @param descriptor name, help, type, level, label names
 * @param kind which instrument records it
 * @param bounds where the exposition cuts a distribution; the unit's default when the declaration named none
 * @param causes names of families that are always recorded before this one: a snapshot reads this family first, so that it never
 *     shows the effect without its cause
 * @param scope the scope that the series end with, or null when they live as long as the collector
 * @param options options that only some kinds of instrument have
 * @param openLabels the labels whose values are not known beforehand: an engine gives them a limit, and sends series beyond it
 *     to one whose open labels have the value {@code other}
 */
public record FamilyDeclaration(
        MetricDescriptor descriptor,
        Kind kind,
        Bounds bounds,
        List<String> causes,
        @Nullable Scope scope,
        Options options,
        List<String> openLabels) {

    /** The instrument that records a family. */
    public enum Kind {
        /** {@link io.quorumeter.Counter}. */
        COUNTER(Counter.class, MetricType.COUNTER),
        /** {@link io.quorumeter.Gauge}. */
        GAUGE(Gauge.class, MetricType.GAUGE),
        /** {@link io.quorumeter.Histogram}. */
        HISTOGRAM(Histogram.class, MetricType.HISTOGRAM),
        /** {@link io.quorumeter.Timer}: nanoseconds in, seconds out. */
        TIMER(Timer.class, MetricType.HISTOGRAM),
        /** {@link io.quorumeter.Summary}. */
        SUMMARY(Summary.class, MetricType.SUMMARY),
        /** {@link io.quorumeter.StateSet}. */
        STATE_SET(StateSet.class, MetricType.STATE_SET),
        /** {@link io.quorumeter.BusyTime}: nanoseconds in, seconds out. */
        BUSY_TIME(BusyTime.class, MetricType.COUNTER);

        private static final Kind[] ALL = values(); // once, since a call by name looks for its kind

        private final Class<?> instrument;
        private final MetricType type;

        Kind(Class<?> instrument, MetricType type) {
            this.instrument = instrument;
            this.type = type;
        }

        /** {@return the interface of the instrument} */
        public Class<?> instrument() {
            return instrument;
        }

        /** {@return the type of a family that such an instrument records, unless it is declared as another} */
        public MetricType type() {
            return type;
        }

        /**
         * Returns the kind of an instrument.
         *
         * @param instrument the interface of an instrument that has one series
         * @return its kind
         * @throws IllegalArgumentException when it is none of them
         */
        public static Kind of(Class<?> instrument) {
            for (Kind kind : ALL) {
                if (kind.instrument == instrument) {
                    return kind;
                }
            }
            throw new IllegalArgumentException(instrument.getName() + " is no instrument");
        }

        /** {@return the kind in words, as in {@code busy time}} */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * Copies the lists and checks that what is recorded in nanoseconds is named in seconds.
     *
     * @param descriptor name, help, type, level, label names
     * @param kind which instrument records it
     * @param bounds where the exposition cuts a distribution
     * @param causes names of families that are always recorded before this one
     * @param scope the scope that the series end with, or null
     * @param options options that only some kinds of instrument have
     * @param openLabels the labels whose values are not known beforehand
     * @throws MetricDeclarationException when it is a timer or busy time whose name does not state seconds, or sampled and no timer
     */
    public FamilyDeclaration {
        causes = List.copyOf(causes);
        openLabels = List.copyOf(openLabels);
        if ((kind == Kind.TIMER || kind == Kind.BUSY_TIME) && descriptor.unit() != Unit.SECONDS) {
            MetricName.checkSeconds(kind.type(), descriptor.name());
        }
        if (kind != Kind.TIMER && options.sampling() != 1) {
            throw new MetricDeclarationException(
                    "family '" + descriptor.name() + "' cannot be sampled: only timers are; declare one beside it");
        }
    }

    /**
     * Creates a family without causes, scope and options, with the bounds of its unit.
     *
     * @param descriptor name, help, type, level, label names
     * @param kind which instrument records it
     * @param openLabels the labels whose values are not known beforehand
     * @throws MetricDeclarationException when the kind does not fit the name
     */
    public FamilyDeclaration(MetricDescriptor descriptor, Kind kind, List<String> openLabels) {
        this(descriptor, kind, Bounds.defaultFor(descriptor.unit()), List.of(), null, Options.NONE, openLabels);
    }

    /**
     * Ends the series of this declaration with a scope.
     *
     * @param end the scope that they end with; null for the collector's lifetime
     * @return the same family with this scope
     */
    public FamilyDeclaration within(@Nullable Scope end) {
        return new FamilyDeclaration(descriptor, kind, bounds, causes, end, options, openLabels);
    }

    /**
     * Options that only some kinds of instrument have.
     *
     * @param boundsGiven whether the declaration named the bounds, rather than leaving them to the unit
     * @param sampling the share of durations that a timer keeps, above 0 and up to 1; 0 for one that leaves it to the collector
     * @param window how far back a summary looks; zero when that is left to other declarations of the family or to
     *     {@link io.quorumeter.SummaryBuilder#DEFAULT_WINDOW}, and for other kinds
     * @param quantiles what a summary shows, each from 0 to 1, rising; empty when that is left to other declarations of the family or to
     *     {@link io.quorumeter.SummaryBuilder#DEFAULT_QUANTILES}, and for other kinds
     */
    public record Options(boolean boundsGiven, double sampling, Duration window, List<Double> quantiles) {
        /** The sampling of a timer that leaves its share to the collector. */
        public static final double COLLECTORS_SHARE = 0;

        /** Bounds by the unit, everything kept, no window named. */
        public static final Options NONE = new Options(false, 1, Duration.ZERO, List.of());

        /**
         * Copies the list.
         *
         * @param boundsGiven whether the declaration named the bounds
         * @param sampling the share of values that a timer or histogram keeps, or 0
         * @param window how far back a summary looks, or zero
         * @param quantiles what a summary shows, or none
         */
        public Options {
            quantiles = List.copyOf(quantiles);
        }
    }
}

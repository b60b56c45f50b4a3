package io.quorumeter.spi;

import io.quorumeter.Bounds;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.Histogram;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricDescriptor;
import io.quorumeter.MetricType;
import io.quorumeter.Timer;
import io.quorumeter.Unit;
import io.quorumeter.ValidatorSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A family as declared, checked and complete: what an engine needs to create its series. Immutable.
 *
 * @param descriptor name, help, type, level, label names
 * @param kind which instrument records it
 * @param bounds where the exposition cuts a distribution; the unit's default when the declaration named none
 * @param causes names of families that are always recorded before this one: a snapshot reads this family first, so that it never
 *     shows the effect without its cause
 * @param scope the validator set whose end is the end of the series, or null when they live as long as the collector
 */
public record Declaration(
        MetricDescriptor descriptor,
        Kind kind,
        Bounds bounds,
        List<String> causes,
        @Nullable ValidatorSet scope) {

    /** The instrument that records a family. */
    public enum Kind {
        /** {@link io.quorumeter.Counter}. */
        COUNTER(MetricType.COUNTER),
        /** {@link io.quorumeter.Gauge}. */
        GAUGE(MetricType.GAUGE),
        /** {@link io.quorumeter.Histogram}. */
        HISTOGRAM(MetricType.HISTOGRAM),
        /** {@link io.quorumeter.Timer}: nanoseconds in, seconds out. */
        TIMER(MetricType.HISTOGRAM);

        private final MetricType type;

        Kind(MetricType type) {
            this.type = type;
        }

        /** {@return the type of a family that such an instrument records, unless it is declared as another} */
        public MetricType type() {
            return type;
        }

        /**
         * The kind of an instrument.
         *
         * @param instrument one of the four interfaces
         * @return its kind
         * @throws IllegalArgumentException when it is none of them
         */
        public static Kind of(Class<?> instrument) {
            if (instrument == Counter.class) {
                return COUNTER;
            } else if (instrument == Gauge.class) {
                return GAUGE;
            } else if (instrument == Histogram.class) {
                return HISTOGRAM;
            } else if (instrument == Timer.class) {
                return TIMER;
            }
            throw new IllegalArgumentException(instrument.getName() + " is no instrument");
        }
    }

    /**
     * Copies the list and checks a timer's name.
     *
     * @param descriptor name, help, type, level, label names
     * @param kind which instrument records it
     * @param bounds where the exposition cuts a distribution
     * @param causes names of families that are always recorded before this one
     * @param scope the validator set whose end is the end of the series, or null
     * @throws MetricDeclarationException when it is a timer whose name does not state seconds
     */
    public Declaration {
        causes = List.copyOf(causes);
        if (kind == Kind.TIMER && descriptor.unit() != Unit.SECONDS) {
            throw new MetricDeclarationException("timer '" + descriptor.name() + "' must end in '_seconds'; call it '"
                    + descriptor.name() + "_seconds'");
        }
    }
}

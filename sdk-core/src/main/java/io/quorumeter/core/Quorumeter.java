package io.quorumeter.core;

import io.quorumeter.Labels;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.spi.SteadyClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a collector that keeps what is recorded comes from: {@code MetricsCollector metrics = Quorumeter.newCollector();}
 *
 * <p>Collectors share nothing. Each is safe from any thread and needs no closing: it has no thread of its own until
 * something asks for work in the background, and that thread is a daemon that ends with the collector.
 */
public final class Quorumeter {
    private Quorumeter() {}

    /** A collector with the defaults of {@link MetricsConfig#defaults()}. */
    public static MetricsCollector newCollector() {
        return collector().create();
    }

    /** A collector with these settings; the one that forgets when they say that nothing is collected. */
    public static MetricsCollector newCollector(MetricsConfig config) {
        return collector().config(config).create();
    }

    /** A collector with settings of your own. */
    public static Builder collector() {
        return new Builder();
    }

    /** The settings of a collector: those of a {@link MetricsConfig}, and what only code can say. */
    public static final class Builder {
        private static final InstantSource WALL = InstantSource.system();
        private static final LongSupplier MONOTONIC = System::nanoTime;

        MetricsConfig config = MetricsConfig.defaults();
        LongSupplier nanoTime = MONOTONIC;
        long seed = ThreadLocalRandom.current().nextLong();

        @Nullable
        Ticker ticker;

        private InstantSource clock = WALL;

        private Builder() {}

        /** Replaces everything said so far that a {@link MetricsConfig} says. */
        public Builder config(MetricsConfig settings) {
            this.config = settings;
            return this;
        }

        /** Keeps the families up to this level; {@link MetricLevel#STANDARD} unless said. */
        public Builder level(MetricLevel most) {
            return config(config.withMetricsLevel(most));
        }

        /**
         * How many series a family may have whose label values nobody knows beforehand: those of records by name, of {@code with(…)}, of
         * validators and peers. Further ones share the series in which these values are {@code other}; each time that one is asked for, as
         * each record by name does, is counted in {@code quorumeter_series_dropped_total}. Enumerated labels multiply a family's series
         * beyond this; 1,000 unless said.
         *
         * @throws IllegalArgumentException when it is not positive
         */
        public Builder seriesLimit(int mostPerFamily) {
            return config(config.withSeriesLimit(mostPerFamily));
        }

        /**
         * How many families records by name may begin, so that names that are made of data fill no memory. What would begin a further one
         * is dropped, and counted in {@code quorumeter_records_dropped_total}; the first is logged. Families that are declared are not
         * limited; 1,000 unless said.
         *
         * @throws IllegalArgumentException when it is not positive
         */
        public Builder familyLimit(int mostByName) {
            return config(config.withFamilyLimit(mostByName));
        }

        /**
         * The wall clock that dates snapshots; the system's unless said. It is read at the start, and times are derived from that by the
         * nanosecond clock: a step of the wall clock moves none of them, and is counted in {@code quorumeter_clock_steps_total}.
         */
        public Builder clock(InstantSource wall) {
            this.clock = wall;
            return this;
        }

        /** The seed of what is left to chance, such as which durations a sampled timer keeps; another for each collector unless said. */
        public Builder seed(long number) {
            this.seed = number;
            return this;
        }

        /**
         * The clock of timers that read one, of windows and of all ages, in nanoseconds from any origin; {@code System::nanoTime}
         * unless said.
         */
        public Builder nanoTime(LongSupplier monotonic) {
            this.nanoTime = monotonic;
            return this;
        }

        /**
         * The time between two ticks of what a collector does in the background, such as moving its windows on; one second unless said.
         *
         * @throws IllegalArgumentException when it is not positive, or more than a day
         */
        public Builder interval(Duration period) {
            return config(config.withCollectionInterval(period));
        }

        /** What ticks, in the place of the collector's own daemon thread. */
        public Builder ticker(Ticker own) {
            this.ticker = own;
            return this;
        }

        /**
         * How long a snapshot waits for callbacks ({@code observe(…)}), all of them together; one second unless said. One of them may take
         * at least half of what is left of it. A callback that does not return in time shows its last good value and is
         * counted in {@code quorumeter_callback_failures_total{reason="timeout"}}; until it returns it is not called again.
         *
         * @throws IllegalArgumentException when it is shorter than 10 milliseconds, or longer than a minute
         */
        public Builder callbackLimit(Duration most) {
            return config(config.withCallbackLimit(most));
        }

        /**
         * How much memory the series may take, as estimated when they are made and when a histogram's values spread; 256 MiB unless said.
         * Beyond it series share others, as beyond the series limit, and a histogram refuses values that it has no page for. What
         * the program itself enumerates always exists, so this can be passed by that.
         *
         * @throws IllegalArgumentException when it is not positive
         */
        public Builder maxMemory(long bytes) {
            return config(config.withMaxMetricsMemory(bytes));
        }

        /**
         * Ends series that were recorded by name alone and have not changed for so long; never unless said. The next record
         * begins them anew, at zero. Ticks compare values, so a gauge that is set to what it was counts as not written.
         *
         * @throws IllegalArgumentException when it is not positive, or more than a year
         */
        public Builder staleAfter(Duration unchanged) {
            return config(config.withStaleAfter(unchanged));
        }

        /**
         * What every series has besides its own labels, such as {@code chain} and {@code instance}; nothing unless said. Text formats write
         * it on each; look-ups in a snapshot do not name it. A family with a label of the same name is refused when declared.
         *
         * @throws IllegalArgumentException when one of them is {@code le} or {@code quantile}, which formats write themselves
         */
        public Builder constantLabels(Labels labels) {
            return config(config.withConstantLabels(labels));
        }

        /**
         * Does not keep these families: their instruments forget, and cost nothing. By the names that they are declared under, in which
         * {@code *} stands for any characters and {@code ?} for one; besides those denied before.
         *
         * @throws IllegalArgumentException when one is no such name
         */
        public Builder deny(String... globs) {
            List<String> all = new ArrayList<>(config.deny());
            all.addAll(List.of(globs));
            return config(config.withDeny(all));
        }

        /** Collectors on the clocks of the machine go by the same one, and show the same time. */
        SteadyClock steadyClock() {
            return clock == WALL && nanoTime == MONOTONIC ? SteadyClock.system() : SteadyClock.of(clock, nanoTime);
        }

        /** The collector; the one that forgets when the settings say that nothing is collected. */
        public MetricsCollector create() {
            return config.collectionEnabled() ? LiveCollector.create(this) : MetricsCollector.noop();
        }
    }
}

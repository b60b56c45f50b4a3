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

    /** {@return a new collector with the settings of {@link MetricsConfig#defaults()}} */
    public static MetricsCollector newCollector() {
        return collector().create();
    }

    /**
     * Makes a collector with these settings.
     *
     * @param config what is kept and what that may cost
     * @return a new collector; a no-op when {@code config} disables collection
     */
    public static MetricsCollector newCollector(MetricsConfig config) {
        return collector().config(config).create();
    }

    /** {@return a builder of a collector, with the settings of {@link MetricsConfig#defaults()}} */
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

        /**
         * Replaces all settings of the {@link MetricsConfig} that were given so far.
         *
         * @param settings what is kept and what that may cost
         * @return this builder
         */
        public Builder config(MetricsConfig settings) {
            this.config = settings;
            return this;
        }

        /**
         * Keeps the families up to a level; {@link MetricLevel#STANDARD} unless said.
         *
         * @param most the highest level that is kept
         * @return this builder
         */
        public Builder level(MetricLevel most) {
            return config(config.withMetricsLevel(most));
        }

        /**
         * Limits the series of a family whose label values are not known beforehand: those of records by name, of {@code with(…)}, of
         * validators and peers. Further ones share the series in which these values are {@code other}; each time that one is asked for, as
         * each record by name does, is counted in {@code quorumeter_series_dropped_total}. Enumerated labels multiply a family's series
         * beyond this; 1,000 unless said.
         *
         * @param mostPerFamily series of a family, 1 or more
         * @return this builder
         * @throws IllegalArgumentException when it is not positive
         */
        public Builder seriesLimit(int mostPerFamily) {
            return config(config.withSeriesLimit(mostPerFamily));
        }

        /**
         * Limits the families that records by name may begin, so that names that are made of data fill no memory. What would begin a
         * further one is dropped, and counted in {@code quorumeter_records_dropped_total}; the first is logged. Families that are declared
         * are not limited; 1,000 unless said.
         *
         * @param mostByName families, 1 or more
         * @return this builder
         * @throws IllegalArgumentException when it is not positive
         */
        public Builder familyLimit(int mostByName) {
            return config(config.withFamilyLimit(mostByName));
        }

        /**
         * Replaces the wall clock that dates snapshots; the system's unless said. It is read at the start, and times are derived from that
         * by the nanosecond clock: a step of the wall clock moves none of them, and is counted in {@code quorumeter_clock_steps_total}.
         *
         * @param wall the clock
         * @return this builder
         */
        public Builder clock(InstantSource wall) {
            this.clock = wall;
            return this;
        }

        /**
         * Seeds what is left to chance, such as which durations a sampled timer keeps; with another number for each collector unless said.
         *
         * @param number the seed, any number
         * @return this builder
         */
        public Builder seed(long number) {
            this.seed = number;
            return this;
        }

        /**
         * Replaces the clock of timers that read one, of windows and of all ages; {@code System::nanoTime} unless said.
         *
         * @param monotonic gives nanoseconds since any origin
         * @return this builder
         */
        public Builder nanoTime(LongSupplier monotonic) {
            this.nanoTime = monotonic;
            return this;
        }

        /**
         * Sets the time between two ticks of what a collector does in the background, such as moving its windows on; one second unless
         * said.
         *
         * @param period longer than zero and at most a day
         * @return this builder
         * @throws IllegalArgumentException when it is not positive, or more than a day
         */
        public Builder interval(Duration period) {
            return config(config.withCollectionInterval(period));
        }

        /**
         * Replaces the collector's own daemon thread.
         *
         * @param own runs what the collector does in the background
         * @return this builder
         */
        public Builder ticker(Ticker own) {
            this.ticker = own;
            return this;
        }

        /**
         * Limits how long a snapshot waits for callbacks ({@code observe(…)}), all of them together; one second unless said. Each may
         * take at least half of what is left of it. A callback that does not return in time shows its last good value and is counted in
         * {@code quorumeter_callback_failures_total{reason="timeout"}}; until it returns it is not called again.
         *
         * @param most from 10 milliseconds to a minute
         * @return this builder
         * @throws IllegalArgumentException when it is shorter than 10 milliseconds, or longer than a minute
         */
        public Builder callbackLimit(Duration most) {
            return config(config.withCallbackLimit(most));
        }

        /**
         * Limits the memory that the series may take, as estimated when they are made and when a histogram's values spread; 256 MiB unless
         * said. Beyond it series share others, as beyond the series limit, and a histogram refuses values that it has no page for. What the
         * program itself enumerates always exists, and can pass this limit.
         *
         * @param bytes estimated bytes, 1 or more
         * @return this builder
         * @throws IllegalArgumentException when it is not positive
         */
        public Builder maxMemory(long bytes) {
            return config(config.withMaxMetricsMemory(bytes));
        }

        /**
         * Ends series that were recorded by name alone and have not changed for so long; never unless said. The next record
         * begins them again, at zero. Ticks compare values, so a gauge that is set to what it was counts as not written.
         *
         * @param unchanged longer than zero and at most 365 days
         * @return this builder
         * @throws IllegalArgumentException when it is not positive, or more than a year
         */
        public Builder staleAfter(Duration unchanged) {
            return config(config.withStaleAfter(unchanged));
        }

        /**
         * Adds labels to every series, such as {@code chain} and {@code instance}; none unless said. Text formats write them on each;
         * look-ups in a snapshot do not name them. A family with a label of the same name is refused when declared.
         *
         * @param labels the labels, in the place of those given before
         * @return this builder
         * @throws IllegalArgumentException when one of them is {@code le} or {@code quantile}, which formats write themselves
         */
        public Builder constantLabels(Labels labels) {
            return config(config.withConstantLabels(labels));
        }

        /**
         * Drops families, besides those denied before: their instruments are no-ops.
         *
         * @param globs names of families as declared, in which {@code *} stands for any characters and {@code ?} for one
         * @return this builder
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

        /** {@return a new collector; a no-op when the settings disable collection} */
        public MetricsCollector create() {
            return config.collectionEnabled() ? LiveCollector.create(this) : MetricsCollector.noop();
        }
    }
}

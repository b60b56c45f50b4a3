package io.quorumeter.core;

import static io.quorumeter.core.ConfigKey.CALLBACK_LIMIT;
import static io.quorumeter.core.ConfigKey.COLLECTION_INTERVAL;
import static io.quorumeter.core.ConfigKey.CONSTANT_LABELS;
import static io.quorumeter.core.ConfigKey.DENY;
import static io.quorumeter.core.ConfigKey.FAMILY_LIMIT;
import static io.quorumeter.core.ConfigKey.MAX_METRICS_MEMORY;
import static io.quorumeter.core.ConfigKey.METRICS_SAMPLING_RATE;
import static io.quorumeter.core.ConfigKey.SERIES_LIMIT;
import static io.quorumeter.core.ConfigKey.STALE_AFTER;

import io.quorumeter.Labels;
import io.quorumeter.MetricLevel;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a collector keeps and what that may cost: the settings that an operator writes down. Immutable, and checked when made.
 *
 * <pre>{@code
 * MetricsConfig config = MetricsConfig.parse(Map.of("max_metrics_memory", "64MiB", "deny", "jvm_*"));
 * MetricsCollector metrics = Quorumeter.newCollector(config.withSeriesLimit(200));
 * }</pre>
 *
 * @param collectionEnabled {@code collection_enabled}: whether anything is kept; when not, the collector is a no-op
 * @param metricsLevel {@code metrics_level}: families above it are not kept
 * @param collectionInterval {@code collection_interval}: the time between two ticks of what a collector does in the background
 * @param metricsSamplingRate {@code metrics_sampling_rate}: the share of its durations that a timer keeps which is declared as sampled
 *     and names no share of its own
 * @param maxMetricsMemory {@code max_metrics_memory}: bytes that the series may take
 * @param seriesLimit {@code series_limit}: series that a family may have for label values that are not known beforehand
 * @param familyLimit {@code family_limit}: families that records by name may begin
 * @param staleAfter {@code stale_after}: how long a series that was recorded by name may go without a change until it ends; null for never
 * @param callbackLimit {@code callback_limit}: how long a snapshot waits for all callbacks together
 * @param constantLabels {@code constant_labels}: what every series has besides its own labels
 * @param deny {@code deny}: families that are not kept; {@code *} stands for any characters and {@code ?} for one
 */
public record MetricsConfig(
        boolean collectionEnabled,
        MetricLevel metricsLevel,
        Duration collectionInterval,
        double metricsSamplingRate,
        long maxMetricsMemory,
        int seriesLimit,
        int familyLimit,
        @Nullable Duration staleAfter,
        Duration callbackLimit,
        Labels constantLabels,
        List<String> deny) {

    /** Labels that the formats have for themselves, the engine's own families, and operations by name. */
    private static final Set<String> OWN_LABELS =
            Set.of("le", "quantile", "metric", "reason", "consumer", "exporter", "result");

    private static final MetricsConfig DEFAULTS = new MetricsConfig(
            true,
            MetricLevel.STANDARD,
            Duration.ofSeconds(1),
            1,
            256L << 20,
            1_000,
            1_000,
            null,
            Duration.ofSeconds(1),
            Labels.of(),
            List.of());

    /**
     * Copies the collections and checks everything.
     *
     * @param collectionEnabled whether anything is kept
     * @param metricsLevel the highest level that is kept
     * @param collectionInterval longer than zero and at most a day
     * @param metricsSamplingRate above 0 and up to 1
     * @param maxMetricsMemory bytes, 1 or more
     * @param seriesLimit series of a family, 1 or more
     * @param familyLimit families by name, 1 or more
     * @param staleAfter longer than zero and at most 365 days, or null for never
     * @param callbackLimit from 10 milliseconds to a minute
     * @param constantLabels labels, none of them called {@code le}, {@code quantile}, or like a label of the engine's own
     * @param deny names of families, in which {@code *} stands for any characters and {@code ?} for one
     * @throws IllegalArgumentException naming the key, the value and what would be right
     */
    public MetricsConfig {
        deny = List.copyOf(deny);
        COLLECTION_INTERVAL.check(
                isPositive(collectionInterval) && collectionInterval.compareTo(Duration.ofDays(1)) <= 0,
                collectionInterval);
        METRICS_SAMPLING_RATE.check(metricsSamplingRate > 0 && metricsSamplingRate <= 1, metricsSamplingRate);
        MAX_METRICS_MEMORY.check(maxMetricsMemory > 0, maxMetricsMemory);
        SERIES_LIMIT.check(seriesLimit > 0, seriesLimit);
        FAMILY_LIMIT.check(familyLimit > 0, familyLimit);
        STALE_AFTER.check(
                staleAfter == null || (isPositive(staleAfter) && staleAfter.compareTo(Duration.ofDays(365)) <= 0),
                staleAfter);
        CALLBACK_LIMIT.check(
                callbackLimit.compareTo(Duration.ofMillis(10)) >= 0
                        && callbackLimit.compareTo(Duration.ofMinutes(1)) <= 0,
                callbackLimit);
        for (String label : constantLabels.names()) {
            CONSTANT_LABELS.check(!OWN_LABELS.contains(label), label);
        }
        deny.forEach(glob -> DENY.check(Glob.isOne(glob), glob));
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    /** {@return the settings that hold where none are given} */
    public static MetricsConfig defaults() {
        return DEFAULTS;
    }

    /**
     * Reads settings by their keys, such as {@code series_limit}; what is not there is as in {@link #defaults()}.
     *
     * @param settings values as text, by key
     * @return the checked settings
     * @throws IllegalArgumentException when a key is not known, naming the one that is nearest, or a value is wrong, naming both and what
     *     would be right
     */
    public static MetricsConfig parse(Map<String, String> settings) {
        MetricsConfig config = DEFAULTS;
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            config = ConfigKey.of(setting.getKey()).read(config, setting.getValue());
        }
        return config;
    }

    /**
     * Reads settings as {@link #parse(Map)} does, those of the properties' own defaults too.
     *
     * @param settings values as text, by key
     * @return the checked settings
     * @throws IllegalArgumentException when a key is not known or a value is wrong
     */
    public static MetricsConfig parse(Properties settings) {
        Map<String, String> texts = new LinkedHashMap<>();
        settings.stringPropertyNames().stream().sorted().forEach(key -> texts.put(key, settings.getProperty(key, "")));
        return parse(texts);
    }

    /** {@return every key with its value as text, as {@link #parse(Map)} reads it} */
    public Map<String, String> toMap() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (ConfigKey key : ConfigKey.values()) {
            texts.put(key.key(), key.write(this));
        }
        return Collections.unmodifiableMap(texts);
    }

    /**
     * Sets {@code collection_enabled}.
     *
     * @param enabled whether anything is kept
     * @return a changed copy
     */
    public MetricsConfig withCollectionEnabled(boolean enabled) {
        return new Change(this).with(change -> change.collectionEnabled = enabled);
    }

    /**
     * Sets {@code metrics_level}.
     *
     * @param most the highest level that is kept
     * @return a changed copy
     */
    public MetricsConfig withMetricsLevel(MetricLevel most) {
        return new Change(this).with(change -> change.metricsLevel = most);
    }

    /**
     * Sets {@code collection_interval}.
     *
     * @param interval longer than zero and at most a day
     * @return a changed copy
     * @throws IllegalArgumentException when it is out of range
     */
    public MetricsConfig withCollectionInterval(Duration interval) {
        return new Change(this).with(change -> change.collectionInterval = interval);
    }

    /**
     * Sets {@code metrics_sampling_rate}.
     *
     * @param share above 0 and up to 1
     * @return a changed copy
     * @throws IllegalArgumentException when it is out of range
     */
    public MetricsConfig withMetricsSamplingRate(double share) {
        return new Change(this).with(change -> change.metricsSamplingRate = share);
    }

    /**
     * Sets {@code max_metrics_memory}.
     *
     * @param bytes 1 or more
     * @return a changed copy
     * @throws IllegalArgumentException when it is out of range
     */
    public MetricsConfig withMaxMetricsMemory(long bytes) {
        return new Change(this).with(change -> change.maxMetricsMemory = bytes);
    }

    /**
     * Sets {@code series_limit}.
     *
     * @param mostPerFamily 1 or more
     * @return a changed copy
     * @throws IllegalArgumentException when it is out of range
     */
    public MetricsConfig withSeriesLimit(int mostPerFamily) {
        return new Change(this).with(change -> change.seriesLimit = mostPerFamily);
    }

    /**
     * Sets {@code family_limit}.
     *
     * @param mostByName 1 or more
     * @return a changed copy
     * @throws IllegalArgumentException when it is out of range
     */
    public MetricsConfig withFamilyLimit(int mostByName) {
        return new Change(this).with(change -> change.familyLimit = mostByName);
    }

    /**
     * Sets {@code stale_after}.
     *
     * @param unchanged longer than zero and at most 365 days, or null for never
     * @return a changed copy
     * @throws IllegalArgumentException when it is out of range
     */
    public MetricsConfig withStaleAfter(@Nullable Duration unchanged) {
        return new Change(this).with(change -> change.staleAfter = unchanged);
    }

    /**
     * Sets {@code callback_limit}.
     *
     * @param most from 10 milliseconds to a minute
     * @return a changed copy
     * @throws IllegalArgumentException when it is out of range
     */
    public MetricsConfig withCallbackLimit(Duration most) {
        return new Change(this).with(change -> change.callbackLimit = most);
    }

    /**
     * Sets {@code constant_labels}.
     *
     * @param labels labels, none of them called {@code le}, {@code quantile}, or like a label of the engine's own
     * @return a changed copy
     * @throws IllegalArgumentException when it is none of these
     */
    public MetricsConfig withConstantLabels(Labels labels) {
        return new Change(this).with(change -> change.constantLabels = labels);
    }

    /**
     * Sets {@code deny}.
     *
     * @param globs names of families, in which {@code *} stands for any characters and {@code ?} for one
     * @return a changed copy
     * @throws IllegalArgumentException when it is none of these
     */
    public MetricsConfig withDeny(List<String> globs) {
        return new Change(this).with(change -> change.deny = globs);
    }

    /** The settings, to be changed one at a time. */
    private static final class Change {
        private boolean collectionEnabled;
        private MetricLevel metricsLevel;
        private Duration collectionInterval;
        private double metricsSamplingRate;
        private long maxMetricsMemory;
        private int seriesLimit;
        private int familyLimit;
        private @Nullable Duration staleAfter;
        private Duration callbackLimit;
        private Labels constantLabels;
        private List<String> deny;

        Change(MetricsConfig from) {
            this.collectionEnabled = from.collectionEnabled;
            this.metricsLevel = from.metricsLevel;
            this.collectionInterval = from.collectionInterval;
            this.metricsSamplingRate = from.metricsSamplingRate;
            this.maxMetricsMemory = from.maxMetricsMemory;
            this.seriesLimit = from.seriesLimit;
            this.familyLimit = from.familyLimit;
            this.staleAfter = from.staleAfter;
            this.callbackLimit = from.callbackLimit;
            this.constantLabels = from.constantLabels;
            this.deny = from.deny;
        }

        MetricsConfig with(Consumer<Change> one) {
            one.accept(this);
            return new MetricsConfig(
                    collectionEnabled,
                    metricsLevel,
                    collectionInterval,
                    metricsSamplingRate,
                    maxMetricsMemory,
                    seriesLimit,
                    familyLimit,
                    staleAfter,
                    callbackLimit,
                    constantLabels,
                    deny);
        }
    }
}

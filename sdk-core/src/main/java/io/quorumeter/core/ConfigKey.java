package io.quorumeter.core;

import io.quorumeter.MetricLevel;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The keys of a {@link MetricsConfig} in text: what each may be, how it is read and how it is written. */
@SuppressWarnings("ImmutableEnumChecker") // the functions keep nothing
enum ConfigKey {
    COLLECTION_ENABLED(
            "true or false",
            (config, text) -> config.withCollectionEnabled(ConfigText.bool(text)),
            config -> String.valueOf(config.collectionEnabled())),
    METRICS_LEVEL(
            "essential, standard or detailed",
            (config, text) -> config.withMetricsLevel(MetricLevel.valueOf(ConfigText.upper(text))),
            config -> config.metricsLevel().name().toLowerCase(Locale.ROOT)),
    COLLECTION_INTERVAL(
            "positive and at most a day, with a unit of ms, s, m, h or d, as in 500ms",
            (config, text) -> config.withCollectionInterval(ConfigText.duration(text)),
            config -> ConfigText.text(config.collectionInterval())),
    METRICS_SAMPLING_RATE(
            "a number above 0 and up to 1, as in 0.1",
            (config, text) -> config.withMetricsSamplingRate(Double.parseDouble(text)),
            config -> CanonicalNumber.of(config.metricsSamplingRate())),
    MAX_METRICS_MEMORY(
            "1 byte or more: a whole number, alone or with a unit of KiB, MiB or GiB, as in 64MiB",
            (config, text) -> config.withMaxMetricsMemory(ConfigText.bytes(text)),
            config -> ConfigText.text(config.maxMetricsMemory())),
    SERIES_LIMIT(
            "a whole number from 1",
            (config, text) -> config.withSeriesLimit(Integer.parseInt(text)),
            config -> String.valueOf(config.seriesLimit())),
    FAMILY_LIMIT(
            "a whole number from 1",
            (config, text) -> config.withFamilyLimit(Integer.parseInt(text)),
            config -> String.valueOf(config.familyLimit())),
    STALE_AFTER(
            "never, or positive and at most 365d, with a unit of ms, s, m, h or d, as in 10m",
            (config, text) -> config.withStaleAfter(text.equals("never") ? null : ConfigText.duration(text)),
            config -> config.staleAfter() == null ? "never" : ConfigText.text(config.staleAfter())),
    CALLBACK_LIMIT(
            "from 10ms to 1m, with a unit of ms, s or m",
            (config, text) -> config.withCallbackLimit(ConfigText.duration(text)),
            config -> ConfigText.text(config.callbackLimit())),
    CONSTANT_LABELS(
            "labels as in chain=main,instance=n1, none of them twice or called le, quantile, metric, reason, consumer, "
                    + "exporter or result",
            (config, text) -> config.withConstantLabels(ConfigText.labels(text)),
            config -> ConfigText.text(config.constantLabels())),
    DENY(
            "names of families with * for any characters and ? for one, as in jvm_*,debug_*",
            (config, text) -> config.withDeny(ConfigText.list(text)),
            config -> ConfigText.text(config.deny()));

    private final String right;
    private final BiFunction<MetricsConfig, String, MetricsConfig> reader;
    private final Function<MetricsConfig, String> writer;

    ConfigKey(
            String right,
            BiFunction<MetricsConfig, String, MetricsConfig> reader,
            Function<MetricsConfig, String> writer) {
        this.right = right;
        this.reader = reader;
        this.writer = writer;
    }

    /**
     * The key of this name.
     *
     * @throws IllegalArgumentException when there is none, naming the nearest
     */
    static ConfigKey of(String name) {
        for (ConfigKey key : values()) {
            if (key.key().equals(name)) {
                return key;
            }
        }
        String nearest = ConfigText.nearest(
                name, Arrays.stream(values()).map(ConfigKey::key).toList());
        throw new IllegalArgumentException("there is no setting '" + name + "'; did you mean '" + nearest + "'?");
    }

    /** Its name where settings are written. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a value of it is. */
    String right() {
        return right;
    }

    /** The settings with this one as in the text. */
    MetricsConfig read(MetricsConfig config, @Nullable String text) {
        String trimmed = text == null ? "" : text.strip();
        try {
            return reader.apply(config, trimmed);
        } catch (IllegalArgumentException | ArithmeticException wrong) {
            throw new IllegalArgumentException(wrong(trimmed), wrong);
        }
    }

    /** This setting as text. */
    String write(MetricsConfig config) {
        return writer.apply(config);
    }

    /**
     * Refuses a value.
     *
     * @throws IllegalArgumentException when it is not right
     */
    void check(boolean isRight, @Nullable Object value) {
        if (!isRight) {
            throw new IllegalArgumentException(wrong(value));
        }
    }

    private String wrong(@Nullable Object value) {
        return key() + " must be " + right + ", not '" + value + "'";
    }
}

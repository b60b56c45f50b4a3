package io.quorumeter.alerting.alert;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The thresholds of a node's alerts, and the windows that they are measured in: one value for each {@link AlertSetting}. Immutable.
 *
 * <pre>{@code
 * AlertConfig config = AlertConfig.defaults()
 *         .with(AlertSetting.MAX_BLOCK_TIME, Duration.ofSeconds(3))
 *         .with(AlertSetting.MAX_CPU_USAGE, 0.7);
 * }</pre>
 */
public final class AlertConfig {
    private static final AlertConfig DEFAULTS = standard();

    private final Map<AlertSetting, Object> values;

    private AlertConfig(Map<AlertSetting, Object> values) {
        this.values = values;
    }

    private static AlertConfig standard() {
        Map<AlertSetting, Object> values = new EnumMap<>(AlertSetting.class);
        for (AlertSetting setting : AlertSetting.values()) {
            values.put(setting, setting.defaultValue());
        }
        return new AlertConfig(values);
    }

    /**
     * What every setting is unless said.
     *
     * @return the defaults
     */
    public static AlertConfig defaults() {
        return DEFAULTS;
    }

    /**
     * The defaults for a network in which single misbehaving validators are part of the day: evidence alerts from one piece in ten seconds
     * on.
     *
     * @return the defaults with {@link AlertSetting#MAX_BYZANTINE_BEHAVIOR_RATE} 0.1
     */
    public static AlertConfig relaxed() {
        return DEFAULTS.with(AlertSetting.MAX_BYZANTINE_BEHAVIOR_RATE, 0.1);
    }

    /**
     * The same with one setting changed.
     *
     * @param setting which
     * @param value a {@link Duration} of whole milliseconds, a number or a boolean, as its default is
     * @return a new configuration
     * @throws AlertConfigException when the setting cannot be this, naming it
     */
    public AlertConfig with(AlertSetting setting, Object value) {
        Map<AlertSetting, Object> changed = new EnumMap<>(values);
        changed.put(setting, setting.checked(value));
        return new AlertConfig(changed);
    }

    /**
     * One setting.
     *
     * @param setting which
     * @return a {@link Duration}, {@link Double}, {@link Long} or {@link Boolean}, as its default is
     */
    public Object get(AlertSetting setting) {
        return Objects.requireNonNull(values.get(setting));
    }

    /**
     * A setting that is a time.
     *
     * @param setting which
     * @return the time
     * @throws ClassCastException when it is something else
     */
    public Duration duration(AlertSetting setting) {
        return (Duration) get(setting);
    }

    /**
     * A setting that is a number; a time in seconds.
     *
     * @param setting which
     * @return the number
     * @throws ClassCastException when it is something else
     */
    public double number(AlertSetting setting) {
        Object value = get(setting);
        return value instanceof Duration time ? time.toNanos() / 1e9 : ((Number) value).doubleValue();
    }

    /**
     * A setting that is on or off.
     *
     * @param setting which
     * @return true when it is on
     * @throws ClassCastException when it is something else
     */
    public boolean isOn(AlertSetting setting) {
        return (Boolean) get(setting);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AlertConfig config && values.equals(config.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** {@return all settings as they stand in a file, in JSON} */
    @Override
    public String toString() {
        return AlertConfigFormat.JSON.write(this);
    }
}

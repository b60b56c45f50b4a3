package io.quorumeter.alerting.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quorumeter.alerting.rule.RuleFile;
import io.quorumeter.alerting.rule.RuleGroup;
import io.quorumeter.promql.model.Numbers;
import io.quorumeter.promql.model.Semantics;
import io.quorumeter.spi.DurationRange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The rules that a node is watched by unless they are switched off: a file as Prometheus reads it, with the thresholds of an {@link
 * AlertConfig}. In the file's resource {@code ${…}} stands for a setting: a threshold in base units, or a window as a duration.
 */
public final class DefaultRules {
    /** The name of the file in messages and in {@code /api/v1/rules}. */
    public static final String FILE = "hotstuff2.yml";

    /** How many values a window has at least, however far apart they are. */
    private static final int LEAST_VALUES = 4;

    private static final Duration LONGEST_TICK = Duration.ofDays(1);
    private static final Duration RECENT = Duration.ofSeconds(30);
    private static final Duration SLOW = Duration.ofSeconds(15);
    private static final Duration LONGEST_PROGRESS = Duration.ofMinutes(1);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");
    private static final Pattern WINDOW = Pattern.compile("\\[(\\d+[smhd])]");
    /** Shows the index of a validator that is named by its key. */
    private static final String INDEX =
            "{{ range query (printf `hotstuff2_validator_index{validator=%q}` $labels.validator) }}"
                    + "{{ if ne (printf `%.0f` .Value) $labels.validator }} (index {{ .Value }}){{ end }}{{ end }}";

    private final AlertConfig config;
    private final Duration tick;

    private DefaultRules(AlertConfig config, Duration tick) {
        this.config = config;
        this.tick = tick;
    }

    /**
     * Writes the rules as a file of Prometheus' format, such as a server elsewhere can evaluate.
     *
     * @param config the thresholds and windows
     * @param tick how far values are apart in time, positive; windows are four times as long at least
     * @return YAML
     * @throws IllegalArgumentException when the tick is out of range
     */
    public static String text(AlertConfig config, Duration tick) {
        return new DefaultRules(config, DurationRange.positive("tick", tick)).filled();
    }

    /** Returns the rules. */
    static List<RuleGroup> groups(AlertConfig config, Duration tick) {
        return RuleFile.parse(FILE, text(config, tick), Semantics.V3).groups();
    }

    private String filled() {
        Map<String, String> values = values();
        String text = PLACEHOLDER
                .matcher(template())
                .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(Objects.requireNonNull(
                        values.get(found.group(1)), () -> "no setting is called " + found.group(1))));
        return WINDOW.matcher(text).replaceAll(this::atLeast);
    }

    private Map<String, String> values() {
        Map<String, String> values = new HashMap<>();
        for (AlertSetting setting : AlertSetting.values()) {
            Object value = config.get(setting);
            values.put(
                    setting.key(),
                    setting.kind() == AlertSetting.Kind.WINDOW ? Durations.format((Duration) value) : number(value));
        }
        Duration progress = config.duration(AlertSetting.MAX_BLOCK_TIME);
        values.put("count_window_seconds", number(config.get(AlertSetting.COUNT_WINDOW)));
        values.put("progress_window", Durations.format(clamped(progress)));
        values.put("recent", Durations.format(shorter(RECENT, config.duration(AlertSetting.RATE_WINDOW))));
        values.put("slow_interval", Durations.format(longer(SLOW, shorter(tick, LONGEST_TICK))));
        boolean idle = config.isOn(AlertSetting.IDLE_AWARE);
        values.put("idle_aware", idle ? unlessIdle("chain, instance", "hotstuff2_mempool_transactions") : "");
        values.put(
                "idle_aware_by_chain",
                idle ? unlessIdle("chain", "max by (chain) (hotstuff2_mempool_transactions)") : "");
        values.put("index", INDEX);
        return values;
    }

    /** Where no mempool is bound nothing is known to be idle. */
    private static String unlessIdle(String labels, String waiting) {
        return "\n        unless on (" + labels + ") (" + waiting + " == 0)";
    }

    private static String number(Object value) {
        double number = value instanceof Duration time
                ? time.toNanos() / 1e9
                : value instanceof Number plain ? plain.doubleValue() : Double.NaN;
        return Numbers.format(number);
    }

    private String atLeast(MatchResult window) {
        Duration written = Durations.parse(window.group(1)).orElseThrow();
        return "[" + Durations.format(longer(written, fourTicks())) + "]";
    }

    private Duration fourTicks() {
        return shorter(tick, LONGEST_TICK).multipliedBy(LEAST_VALUES);
    }

    private static Duration clamped(Duration progress) {
        return longer(Duration.ofSeconds(1), shorter(progress, LONGEST_PROGRESS));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static String template() {
        try (InputStream file = Objects.requireNonNull(DefaultRules.class.getResourceAsStream(FILE), FILE)) {
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}

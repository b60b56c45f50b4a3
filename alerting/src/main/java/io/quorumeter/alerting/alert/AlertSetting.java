package io.quorumeter.alerting.alert;

import java.time.Duration;
import java.util.Locale;

/** The settings of {@link AlertConfig}: what each means, what it may be, and what it is unless said. */
public enum AlertSetting {
    /** The longest time since the last commit, and the longest 95th percentile of commit latency within {@link #RATE_WINDOW}. */
    MAX_BLOCK_TIME(Kind.DURATION, Duration.ofSeconds(10)),
    /** The most views entered after a fault, by a timeout certificate or the view timer, a second within {@link #RATE_WINDOW}. */
    MAX_VIEW_CHANGE_FREQUENCY(Kind.RATE, 0.1),
    /** The fewest transactions committed a second within {@link #RATE_WINDOW}; 0 for no limit. */
    MIN_TRANSACTION_THROUGHPUT(Kind.RATE, 10.0),
    /** The most connections ended a second within {@link #RATE_WINDOW}. */
    MAX_PEER_DISCONNECTION_RATE(Kind.RATE, 0.1),
    /** The largest share of messages lost within {@link #RATE_WINDOW}. */
    MAX_MESSAGE_LOSS_RATE(Kind.RATIO, 0.05),
    /** The longest 95th percentile of round trips to peers within {@link #RATE_WINDOW}. */
    MAX_NETWORK_LATENCY(Kind.DURATION, Duration.ofMillis(100)),
    /** The largest share of all processors that the process takes within {@link #RATE_WINDOW}. */
    MAX_CPU_USAGE(Kind.RATIO, 0.8),
    /** The largest share of the heap that stays in use within {@link #RATE_WINDOW}. */
    MAX_MEMORY_USAGE(Kind.RATIO, 0.9),
    /** The largest share of the volume in use. */
    MAX_DISK_USAGE(Kind.RATIO, 0.9),
    /** The most pieces of evidence against validators a second within {@link #COUNT_WINDOW}; 0 for none at all. */
    MAX_BYZANTINE_BEHAVIOR_RATE(Kind.RATE, 0.0),
    /** The most broken invariants since the start. */
    MAX_SAFETY_VIOLATIONS(Kind.COUNT, 0L),
    /** The most expiries of the view timer within {@link #COUNT_WINDOW}, of which one is of the last 30 seconds. */
    MAX_LIVENESS_TIMEOUTS(Kind.COUNT, 3L),
    /** Over how long rates and percentiles are taken. */
    RATE_WINDOW(Kind.WINDOW, Duration.ofMinutes(1)),
    /** Over how long evidence, time-outs and failures are counted. */
    COUNT_WINDOW(Kind.WINDOW, Duration.ofMinutes(5)),
    /**
     * The longest time after the start, until the first commit, in which nothing is said about what goes slowly or is not there yet, but
     * for commits, whose limit is {@link #MAX_BLOCK_TIME}. Broken invariants, evidence, partitions and the safety state are never covered
     * by it.
     */
    WARM_UP(Kind.DURATION, Duration.ofSeconds(30)),
    /** Whether no commit and low throughput are no matter while the mempool is empty, as in a chain without empty blocks. */
    IDLE_AWARE(Kind.SWITCH, false),
    /** How long an alert goes on after its cause is over; not those of rules that wait before they fire. */
    RESOLVE_AFTER(Kind.WINDOW, Duration.ofSeconds(30));

    /** What a setting may be. */
    enum Kind {
        DURATION("a time of 0s to 7d, such as 10s, 500ms or 5m"),
        WINDOW("a time of 1s to 7d, such as 10s or 5m"),
        RATIO("a number from 0 to 1"),
        RATE("a number a second, 0 or more"),
        COUNT("a whole number, 0 or more"),
        SWITCH("true or false");

        private static final Duration LONGEST = Duration.ofDays(7);
        private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(1);

        final String words;

        Kind(String words) {
            this.words = words;
        }

        boolean allows(Object value) {
            return switch (this) {
                case DURATION -> value instanceof Duration time && isWithin(time, Duration.ZERO);
                case WINDOW -> value instanceof Duration time && isWithin(time, SHORTEST_WINDOW);
                case RATIO -> value instanceof Double number && number >= 0 && number <= 1;
                case RATE -> value instanceof Double number && number >= 0 && Double.isFinite(number);
                case COUNT -> value instanceof Long number && number >= 0;
                case SWITCH -> value instanceof Boolean;
            };
        }

        private static boolean isWithin(Duration time, Duration least) {
            return time.compareTo(least) >= 0 && time.compareTo(LONGEST) <= 0 && isOfMillis(time);
        }

        static boolean isOfMillis(Duration time) {
            return time.toNanosPart() % 1_000_000 == 0;
        }
    }

    private final Kind kind;

    @SuppressWarnings("ImmutableEnumChecker") // a Duration, Double, Long or Boolean
    private final Object standard;

    AlertSetting(Kind kind, Object standard) {
        this.kind = kind;
        this.standard = standard;
    }

    /**
     * What it is called in files and messages.
     *
     * @return as in {@code max_cpu_usage}
     */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What it is unless said.
     *
     * @return a {@link Duration}, {@link Double}, {@link Long} or {@link Boolean}, as its values are
     */
    public Object defaultValue() {
        return standard;
    }

    /**
     * What its values are, for messages and tables.
     *
     * @return such as {@code a number from 0 to 1}
     */
    public String right() {
        return kind.words;
    }

    /**
     * What it is unless said, as it stands in a file.
     *
     * @return such as {@code 10s}
     */
    public String defaultText() {
        return String.valueOf(toPlain(standard));
    }

    /**
     * Reads a value.
     *
     * @param text such as {@code 10s}, {@code 0.8}, {@code 80%} or {@code true}
     * @return what {@link AlertConfig#with} takes
     * @throws AlertConfigException when it is none of this setting, naming its key
     */
    public Object parse(String text) {
        try {
            return fromPlain(
                    switch (kind) {
                        case DURATION, WINDOW -> text;
                        case RATIO ->
                            text.endsWith("%")
                                    ? Double.parseDouble(text.substring(0, text.length() - 1)) / 100
                                    : Double.parseDouble(text);
                        case RATE -> Double.parseDouble(text);
                        case COUNT -> Long.parseLong(text);
                        case SWITCH -> text.equals("true") || text.equals("false") ? Boolean.valueOf(text) : text;
                    });
        } catch (NumberFormatException none) {
            throw new AlertConfigException(key(), "'" + text + "' is not " + kind.words);
        }
    }

    Kind kind() {
        return kind;
    }

    /** The value in the one type that this setting keeps. */
    Object checked(Object value) {
        Object kept = switch (kind) {
            case RATIO, RATE -> value instanceof Number number ? (Object) number.doubleValue() : value;
            case COUNT -> value instanceof Integer number ? (Object) number.longValue() : value;
            case DURATION, WINDOW, SWITCH -> value;
        };
        if (!kind.allows(kept)) {
            Object shown =
                    value instanceof Duration time && Kind.isOfMillis(time) && Math.abs(time.toDays()) < 1_000_000
                            ? Durations.format(time)
                            : value;
            throw new AlertConfigException(key(), shown + " is not " + kind.words);
        }
        return kept;
    }

    /** The value as it stands in a file: a text, a number or true and false. */
    Object toPlain(Object value) {
        return value instanceof Duration time ? Durations.format(time) : value;
    }

    /** The value of what stands in a file. */
    Object fromPlain(Object plain) {
        if (plain instanceof String text && standard instanceof Duration) {
            return checked(Durations.parse(text)
                    .map(Object.class::cast)
                    .orElseThrow(() -> new AlertConfigException(key(), "'" + text + "' is not " + kind.words)));
        }
        return checked(plain);
    }
}

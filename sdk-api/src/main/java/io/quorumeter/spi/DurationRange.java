package io.quorumeter.spi;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Checks durations that a caller gives: at most 100 years, so that they can be added to times in nanoseconds, for which a {@code long} has
 * room for 292 years. A duration that is out of range is refused where it is given, and not where it is used.
 */
public final class DurationRange {
    /** The longest duration that is accepted. */
    public static final Duration LONGEST = Duration.ofDays(36_500);

    private DurationRange() {}

    /**
     * Refuses a duration that is not above zero, or longer than {@link #LONGEST}.
     *
     * @param what the argument's name, for the message
     * @param time the argument
     * @return the argument
     * @throws IllegalArgumentException when it is out of range
     * @throws NullPointerException when it is null, with the argument's name
     */
    public static Duration positive(String what, Duration time) {
        if (requireNonNull(time, what).isNegative() || time.isZero()) {
            throw new IllegalArgumentException(what + ": " + time + " is not positive");
        }
        return notTooLong(what, time);
    }

    /**
     * Refuses a duration that is below zero, or longer than {@link #LONGEST}.
     *
     * @param what the argument's name, for the message
     * @param time the argument
     * @return the argument
     * @throws IllegalArgumentException when it is out of range
     * @throws NullPointerException when it is null, with the argument's name
     */
    public static Duration notNegative(String what, Duration time) {
        if (requireNonNull(time, what).isNegative()) {
            throw new IllegalArgumentException(what + ": " + time + " is negative");
        }
        return notTooLong(what, time);
    }

    /**
     * Refuses a duration that is longer than {@link #LONGEST} in either direction.
     *
     * @param what the argument's name, for the message
     * @param time the argument
     * @return the argument
     * @throws IllegalArgumentException when it is out of range
     * @throws NullPointerException when it is null, with the argument's name
     */
    public static Duration notTooLong(String what, Duration time) {
        if (requireNonNull(time, what).compareTo(LONGEST) > 0 || time.compareTo(LONGEST.negated()) < 0) {
            throw new IllegalArgumentException(
                    what + ": " + time + " is longer than " + LONGEST.toDays() + " days; give a shorter one");
        }
        return time;
    }
}

package io.quorumeter.spi;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Which durations are taken, wherever one is given: up to 100 years, so that they can be added to times in
 * nanoseconds, which a {@code long}
 * holds for 292. What is out of range is refused where it is given, and not where it is used.
 */
public final class DurationRange {
    /** The longest one that is taken. */
    public static final Duration LONGEST = Duration.ofDays(36_500);

    private DurationRange() {}

    /**
     * Refuses what is not above zero, or longer than {@link #LONGEST}.
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
     * Refuses what is below zero, or longer than {@link #LONGEST}.
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
     * Refuses what is longer than {@link #LONGEST} in either direction.
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

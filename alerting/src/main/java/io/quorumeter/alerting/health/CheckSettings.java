package io.quorumeter.alerting.health;

import io.quorumeter.spi.DurationRange;
import java.time.Duration;
import java.util.Optional;

/**
 * How a check is asked.
 *
 * @param interval from one asking to the next; empty for that of the monitoring system
 * @param timeout how long it may take; empty for that of the checker
 * @param weight its share in the score of the node, beside the 1 of others; positive, or 0 to leave it out
 */
public record CheckSettings(Optional<Duration> interval, Optional<Duration> timeout, double weight) {
    /** Those that hold unless others are given. */
    public static final CheckSettings STANDARD = new CheckSettings(Optional.empty(), Optional.empty(), 1);

    /**
     * Checks the ranges.
     *
     * @param interval positive, up to 36,500 days
     * @param timeout positive, up to 36,500 days
     * @param weight 0 or more, and finite
     * @throws IllegalArgumentException when one is out of range
     */
    public CheckSettings {
        interval.ifPresent(value -> DurationRange.positive("interval", value));
        timeout.ifPresent(value -> DurationRange.positive("timeout", value));
        if (!(weight >= 0) || !Double.isFinite(weight)) {
            throw new IllegalArgumentException("weight: " + weight + " is not 0 or more");
        }
    }

    /**
     * Sets how often it is asked.
     *
     * @param distance positive
     * @return changed settings
     */
    public CheckSettings every(Duration distance) {
        return new CheckSettings(Optional.of(distance), timeout, weight);
    }

    /**
     * Sets how long it may take.
     *
     * @param most positive
     * @return changed settings
     */
    public CheckSettings within(Duration most) {
        return new CheckSettings(interval, Optional.of(most), weight);
    }

    /**
     * Sets how much it counts.
     *
     * @param share 0 or more
     * @return changed settings
     */
    public CheckSettings weighing(double share) {
        return new CheckSettings(interval, timeout, share);
    }
}

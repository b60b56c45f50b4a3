package io.quorumeter.core.delivery;

import io.quorumeter.spi.DurationRange;
import java.time.Duration;

/**
 * The limits of a delivery.
 *
 * @param timeout how long an attempt may take
 * @param firstPause the pause after the first failure, which doubles with each further one
 * @param longestPause where the pause stops to grow
 * @param longestRetryAfter the longest pause that a target may ask for
 * @param memoryBytes most bytes of records in memory
 * @param diskBytes most bytes of the spool's records on disk
 */
public record DeliveryPolicy(
        Duration timeout,
        Duration firstPause,
        Duration longestPause,
        Duration longestRetryAfter,
        long memoryBytes,
        long diskBytes) {
    private static final long LEAST_BYTES = 1_024;

    /**
     * Checks them.
     *
     * @param timeout how long an attempt may take, positive
     * @param firstPause the pause after the first failure, positive
     * @param longestPause where the pause stops to grow, {@code firstPause} or more
     * @param longestRetryAfter the longest pause that a target may ask for, positive
     * @param memoryBytes most bytes of records in memory, 1,024 or more
     * @param diskBytes most bytes of the spool's records on disk, 1,024 or more
     * @throws IllegalArgumentException when a duration is not positive, a limit is below 1,024 bytes, or the longest pause below the first
     */
    public DeliveryPolicy {
        DurationRange.positive("timeout", timeout);
        DurationRange.positive("firstPause", firstPause);
        DurationRange.positive("longestPause", longestPause);
        DurationRange.positive("longestRetryAfter", longestRetryAfter);
        if (longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException("longestPause: " + longestPause + " is shorter than " + firstPause);
        }
        atLeast("memoryBytes", memoryBytes);
        atLeast("diskBytes", diskBytes);
    }

    private static void atLeast(String name, long bytes) {
        if (bytes < LEAST_BYTES) {
            throw new IllegalArgumentException(name + ": " + bytes + " is below " + LEAST_BYTES);
        }
    }

    /** {@return 10 s an attempt, pauses from 1 s to 1 min, at most 1 h on request, 8 MiB of memory, 64 MiB of disk} */
    public static DeliveryPolicy standard() {
        return new DeliveryPolicy(
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                Duration.ofHours(1),
                8 << 20,
                64 << 20);
    }
}

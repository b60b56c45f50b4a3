package io.quorumeter.alerting.alert;

import io.quorumeter.spi.DurationRange;
import java.time.Duration;

/**
 * How often a handler that fails is called again with the same alert: after a first pause, and then after pauses each twice as long as the
 * one before. After so many calls other alerts go first, and this one comes again each longest pause until the handler takes it or it is
 * over.
 *
 * @param attempts calls in a row, 1 or more
 * @param firstPause after the first failure, positive
 * @param longestPause at least as long as the first, up to 36,500 days; the pause after all those calls
 */
public record RetryPolicy(int attempts, Duration firstPause, Duration longestPause) {
    /**
     * Checks them.
     *
     * @param attempts calls in a row, 1 or more
     * @param firstPause after the first failure, positive
     * @param longestPause at least as long as the first, up to 36,500 days; the pause after all those calls
     * @throws IllegalArgumentException when one is out of its range
     */
    public RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts: " + attempts + " is not 1 or more");
        }
        DurationRange.positive("firstPause", firstPause);
        DurationRange.positive("longestPause", longestPause);
        if (longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException("longestPause: " + longestPause + " is shorter than " + firstPause);
        }
    }

    /**
     * Six calls over some 3 seconds, with pauses of 100, 200, 400, 800 and 1,600 ms, and then one each 30 seconds.
     *
     * @return the policy unless another is given
     */
    public static RetryPolicy standard() {
        return new RetryPolicy(6, Duration.ofMillis(100), Duration.ofSeconds(30));
    }

    /** The pause after so many failures, 1 or more. */
    long pauseNanos(int failures) {
        long longest = longestPause.toNanos();
        if (failures >= attempts) {
            return longest;
        }
        long pause = firstPause.toNanos();
        for (int i = 1; i < failures && pause < longest; i++) {
            pause *= 2;
        }
        return Math.min(pause, longest);
    }
}

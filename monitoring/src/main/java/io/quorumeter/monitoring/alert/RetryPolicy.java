package io.quorumeter.monitoring.alert;

import java.time.Duration;

/**
 * How often a handler that fails is called again with the same alert: after a first pause, and then after pauses each twice as long as the
 * one before, up to a longest.
 *
 * @param attempts calls in all, 1 or more
 * @param firstPause after the first failure, positive
 * @param longestPause at least as long as the first
 */
public record RetryPolicy(int attempts, Duration firstPause, Duration longestPause) {
    /**
     * Checks them.
     *
     * @param attempts calls in all, 1 or more
     * @param firstPause after the first failure, positive
     * @param longestPause at least as long as the first
     * @throws IllegalArgumentException when one is out of its range
     */
    public RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts: " + attempts + " is not 1 or more");
        }
        if (firstPause.isNegative() || firstPause.isZero()) {
            throw new IllegalArgumentException("firstPause: " + firstPause + " is not positive");
        }
        if (longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException("longestPause: " + longestPause + " is shorter than " + firstPause);
        }
    }

    /**
     * Six calls over some 3 seconds: pauses of 100, 200, 400, 800 and 1,600 ms.
     *
     * @return the policy unless another is given
     */
    public static RetryPolicy standard() {
        return new RetryPolicy(6, Duration.ofMillis(100), Duration.ofSeconds(30));
    }

    /** The pause after so many failures, 1 or more. */
    long pauseNanos(int failures) {
        long pause = firstPause.toNanos();
        long longest = longestPause.toNanos();
        for (int i = 1; i < failures && pause < longest; i++) {
            pause *= 2;
        }
        return Math.min(pause, longest);
    }
}

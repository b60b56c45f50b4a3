package io.quorumeter.testkit.simulation;

import io.quorumeter.spi.DurationRange;
import java.time.Duration;
import java.util.SplittableRandom;

/** How long messages take. */
@FunctionalInterface
public interface Latency {
    /**
     * The delay of the next message.
     *
     * @param random where all chance comes from
     * @return nanoseconds, 0 or more
     */
    long nextNanos(SplittableRandom random);

    /**
     * Always the same.
     *
     * @param delay 0 to 36,500 days
     * @return the distribution
     * @throws IllegalArgumentException when it is out of range
     */
    static Latency fixed(Duration delay) {
        long nanos = DurationRange.notNegative("delay", delay).toNanos();
        return random -> nanos;
    }

    /**
     * Anything between two bounds with equal chance.
     *
     * @param least 0 or more
     * @param most at least {@code least}, up to 36,500 days
     * @return the distribution
     * @throws IllegalArgumentException when the bounds are out of order or range
     */
    static Latency uniform(Duration least, Duration most) {
        long from = DurationRange.notNegative("least", least).toNanos();
        long to = DurationRange.notNegative("most", most).toNanos();
        if (to < from) {
            throw new IllegalArgumentException("latency: from " + least + " to " + most);
        }
        return random -> random.nextLong(from, to + 1);
    }

    /**
     * Mostly around the median, sometimes much longer, as between data centres.
     *
     * @param median half of the messages are faster; 0 to 36,500 days
     * @param sigma the spread: 0 for none, 0.5 for a factor of 1.65 either way in two thirds of all cases
     * @return the distribution
     */
    static Latency lognormal(Duration median, double sigma) {
        double nanos = DurationRange.notNegative("median", median).toNanos();
        return random -> {
            double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
            double normal = radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
            return (long) (nanos * StrictMath.exp(sigma * normal));
        };
    }

    /**
     * A little longer, by anything up to a bound.
     *
     * @param most what is added at most, 0 to 36,500 days
     * @return the sum
     * @throws IllegalArgumentException when it is out of range
     */
    default Latency jitter(Duration most) {
        Latency added = uniform(Duration.ZERO, most);
        return random -> nextNanos(random) + added.nextNanos(random);
    }

    /**
     * Sometimes one distribution, sometimes another.
     *
     * @param chance of the other, 0 to 1
     * @param other the other
     * @return the mixture
     */
    default Latency orElse(double chance, Latency other) {
        return random -> random.nextDouble() < chance ? other.nextNanos(random) : nextNanos(random);
    }
}

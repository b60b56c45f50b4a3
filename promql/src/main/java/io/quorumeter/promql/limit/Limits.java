package io.quorumeter.promql.limit;

import static io.quorumeter.promql.model.PromQlException.Type.EXECUTION;

import io.quorumeter.promql.model.PromQlException;
import java.time.Duration;

/**
 * What one query may take. Each is checked while the query runs, and an error names the limit and its key.
 *
 * @param samples how many samples it may hold at once, {@code query_max_samples}
 * @param series how many series its value may have, {@code query_max_series}
 * @param steps how many steps a range may have, {@code query_max_steps}
 * @param timeout how long it may take, {@code query_timeout}
 */
public record Limits(long samples, int series, int steps, Duration timeout) {
    /** The longest time that a limit may have, 36,500 days. */
    public static final Duration LONGEST = Duration.ofDays(36_500);

    /** Five million samples, 10,000 series, 11,000 steps, 10 s. */
    public static final Limits DEFAULT = new Limits(5_000_000, 10_000, 11_000, Duration.ofSeconds(10));

    /**
     * Checks that all are positive.
     *
     * @param samples how many samples it may hold at once, {@code query_max_samples}
     * @param series how many series its value may have, {@code query_max_series}
     * @param steps how many steps a range may have, {@code query_max_steps}
     * @param timeout how long it may take, {@code query_timeout}
     */
    public Limits {
        if (samples <= 0
                || series <= 0
                || steps <= 0
                || timeout.isNegative()
                || timeout.isZero()
                || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("limits must be positive, and the time at most " + LONGEST.toDays()
                    + " days: " + samples + ", " + series + ", " + steps + ", " + timeout);
        }
    }

    /**
     * {@return these limits with another number of samples}
     *
     * @param other how many samples a query may hold at once, at least 1
     */
    public Limits withSamples(long other) {
        return new Limits(other, series, steps, timeout);
    }

    /**
     * {@return these limits with another number of series}
     *
     * @param other how many series a query's value may have, at least 1
     */
    public Limits withSeries(int other) {
        return new Limits(samples, other, steps, timeout);
    }

    /**
     * {@return these limits with another time}
     *
     * @param other how long a query may take, more than zero
     */
    public Limits withTimeout(Duration other) {
        return new Limits(samples, series, steps, other);
    }

    /**
     * Refuses more samples than allowed.
     *
     * @param count how many samples the query would hold at once
     */
    public void checkSamples(long count) {
        if (count > samples) {
            throw PromQlException.of(
                    EXECUTION,
                    "query processing would load too many samples into memory: more than " + samples
                            + " (query_max_samples)");
        }
    }

    /**
     * Refuses more series than allowed.
     *
     * @param count how many series the value has
     */
    public void checkSeries(int count) {
        if (count > series) {
            throw PromQlException.of(
                    EXECUTION, "the result has " + count + " series, more than " + series + " (query_max_series)");
        }
    }

    /**
     * Refuses more steps than allowed.
     *
     * @param count how many steps the range has
     */
    public void checkSteps(long count) {
        if (count > steps) {
            throw PromQlException.of(
                    PromQlException.Type.BAD_DATA,
                    "exceeded maximum resolution of " + steps
                            + " points per timeseries (query_max_steps). Try decreasing the query resolution (?step=XX)");
        }
    }
}

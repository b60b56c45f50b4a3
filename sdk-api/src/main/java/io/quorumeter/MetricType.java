package io.quorumeter;

/** What a family's values mean, in the words of the exposition formats. */
public enum MetricType {
    /** A total that only rises; its name ends in {@code _total}. */
    COUNTER,
    /** A value that goes up and down. */
    GAUGE,
    /** A distribution: {@link Histogram} and {@link Timer}. */
    HISTOGRAM,
    /** A constant fact carried by labels; the value is always 1, the name ends in {@code _info}. */
    INFO,
    /** Quantiles over a window of time, with the count and sum of everything recorded. */
    SUMMARY,
    /**
     * Which one of an enumerated set of states something is in: a series for each state, 1 for the one and 0 for the others. The state is
     * the value of the last label, which has the family's own name.
     */
    STATE_SET
}

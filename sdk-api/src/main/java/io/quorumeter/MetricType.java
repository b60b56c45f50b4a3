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
    INFO
}

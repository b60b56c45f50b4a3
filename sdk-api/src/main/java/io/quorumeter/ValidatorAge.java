package io.quorumeter;

import java.time.Duration;

/**
 * A validator that something has been true of for some time, as an alert names it.
 *
 * @param index its index in the current set
 * @param name the value of its label: the beginning of its key, or its index where the set has no keys
 * @param age for how long it has been true, on the collector's monotonic clock, 0 or more
 */
public record ValidatorAge(int index, String name, Duration age) {}

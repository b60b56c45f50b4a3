package io.quorumeter;

import java.time.Duration;

/**
 * A validator for which a condition has held for some time, such as being silent or disconnected.
 *
 * @param index its index in the current set
 * @param name the value of its label: the beginning of its key, or its index where the set has no keys
 * @param age for how long the condition has held, on the collector's monotonic clock, 0 or more
 */
public record ValidatorAge(int index, String name, Duration age) {}

package io.quorumeter.history;

import io.quorumeter.spi.DurationRange;
import java.time.Duration;

/**
 * What a {@link Head} may keep.
 *
 * @param retention how far back samples are kept, positive
 * @param maxBytes how much memory they may take, 1 MiB or more; before it is exceeded the oldest samples are dropped
 * @param maxSeries how many series may be kept at a time, 1 or more
 */
public record HeadLimits(Duration retention, long maxBytes, int maxSeries) {
    /** Two hours of up to 20,000 series in 64 MiB. */
    public static final HeadLimits DEFAULT = new HeadLimits(Duration.ofHours(2), 64L << 20, 20_000);

    private static final long LEAST_BYTES = 1L << 20;

    /**
     * Checks the limits.
     *
     * @param retention how far back samples are kept, positive
     * @param maxBytes how much memory they may take, 1 MiB or more
     * @param maxSeries how many series may be kept at a time, 1 or more
     * @throws IllegalArgumentException when one is out of its range, naming it
     */
    public HeadLimits {
        DurationRange.positive("retention", retention);
        if (maxBytes < LEAST_BYTES) {
            throw new IllegalArgumentException("maxBytes: a history takes at least 1 MiB, not " + maxBytes + " bytes");
        }
        if (maxSeries < 1) {
            throw new IllegalArgumentException("maxSeries: " + maxSeries + " is not positive");
        }
    }
}

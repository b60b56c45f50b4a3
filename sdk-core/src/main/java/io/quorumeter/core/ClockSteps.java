package io.quorumeter.core;

import io.quorumeter.spi.GuardedThread;
import io.quorumeter.spi.SteadyClock;
import java.time.Duration;

/**
 * Notices that somebody sets the wall clock: from one look to the next its lead over the collector's own time changed by more than clocks
 * drift apart. Nothing follows from it but a count and a line in the log, since no age and no window goes by the wall clock.
 */
final class ClockSteps {
    private static final Duration LEAST = Duration.ofSeconds(1);

    /** A wall clock that is slewed runs by up to 1/2,000 faster or slower than the monotonic one. */
    private static final int SLEWED = 2_000;

    private final SteadyClock clock;
    private Duration lead;
    private long lookedAt;
    private long forward;
    private long backward;

    ClockSteps(SteadyClock clock) {
        this.clock = clock;
        lead = clock.lead();
        lookedAt = clock.nanos();
    }

    synchronized void look() {
        Duration now = clock.lead();
        long nanos = clock.nanos();
        Duration change = now.minus(lead);
        if (change.abs().compareTo(LEAST.plusNanos((nanos - lookedAt) / SLEWED)) > 0) {
            if (change.isNegative()) {
                backward++;
            } else {
                forward++;
            }
            GuardedThread.log(
                    System.Logger.Level.WARNING,
                    "the wall clock was set " + (change.isNegative() ? "back" : "forward") + " by "
                            + change.abs().toMillis() / 1e3
                            + " s; ages and windows do not go by it, and times that are shown follow it at the next start",
                    null);
        }
        lead = now;
        lookedAt = nanos;
    }

    synchronized long forward() {
        return forward;
    }

    synchronized long backward() {
        return backward;
    }
}

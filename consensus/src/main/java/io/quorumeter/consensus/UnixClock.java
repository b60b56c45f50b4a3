package io.quorumeter.consensus;

import static java.util.Objects.requireNonNull;

import io.quorumeter.MetricsCollector;
import io.quorumeter.spi.SteadyClock;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Gives the Unix time of moments that were taken with {@link System#nanoTime()}, so that the protocol's thread reads one clock only.
 *
 * <p>Wall clock and nanosecond clock are read together at the start, and all Unix times are derived from that: a step of the wall clock
 * moves none of them but {@link #wallSecondsAt}, and is followed at the next start. Questions come from those who read metrics,
 * never from the protocol's thread.
 * Safe from any thread.
 */
public final class UnixClock {
    private static final double NANOS_PER_SECOND = 1e9;

    private final SteadyClock clock;

    private UnixClock(SteadyClock clock) {
        this.clock = clock;
    }

    /**
     * The clocks of this machine.
     *
     * @return a clock that started with the first of the process
     */
    public static UnixClock system() {
        return new UnixClock(SteadyClock.system());
    }

    /**
     * Clocks of one's own.
     *
     * @param wall gives the wall time
     * @param nanoTime gives nanoseconds from any origin, that of the moments to be asked about
     * @return a clock that starts now
     */
    public static UnixClock of(InstantSource wall, LongSupplier nanoTime) {
        return new UnixClock(SteadyClock.of(wall, nanoTime));
    }

    /**
     * The clocks of a collector.
     *
     * @param metrics the collector, which dates its snapshots by them
     * @return a clock that started with the collector
     */
    public static UnixClock of(MetricsCollector metrics) {
        return new UnixClock(requireNonNull(metrics, "metrics").provider().clock());
    }

    /** {@return the time of the nanosecond clock, by which events have theirs} */
    public long nanos() {
        return clock.nanos();
    }

    /** Seconds from a moment of the nanosecond clock until now; 0 for one that is still to come. */
    double secondsSince(long nanos) {
        return Math.max(clock.nanos() - nanos, 0) / NANOS_PER_SECOND;
    }

    /**
     * The Unix time of a moment.
     *
     * @param nanos the moment by the nanosecond clock
     * @return seconds since 1970, to the microsecond
     */
    public double secondsAt(long nanos) {
        return clock.secondsAt(nanos);
    }

    /**
     * The time of a moment by the wall clock as it was set when a collector of this clock last took a snapshot. To be compared with the
     * times of other machines, whose wall clocks are set, too. Reads no clock.
     *
     * @param nanos the moment by the nanosecond clock
     * @return seconds since 1970, to the microsecond
     */
    public double wallSecondsAt(long nanos) {
        return clock.wallSecondsAt(nanos);
    }
}

package io.quorumeter.consensus;

import io.quorumeter.MetricsCollector;
import io.quorumeter.spi.InstrumentProvider;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Gives the Unix time of moments that were taken with {@link System#nanoTime()}, so that the protocol's thread reads one clock only.
 *
 * <p>Wall clock and nanosecond clock are read together when this is made, and again by the first question that comes a minute or
 * more later; times in between are derived. Questions come from those who read metrics, never from the protocol's thread. A wall
 * clock that is set is so followed within a minute. Safe from any thread.
 */
public final class UnixClock {
    private static final long ANCHOR_NANOS = 60_000_000_000L;
    private static final double NANOS_PER_SECOND = 1e9;

    private record Anchor(long nanos, Instant instant) {}

    private final InstantSource wall;
    private final LongSupplier nanoTime;
    private volatile Anchor anchor;

    private UnixClock(InstantSource wall, LongSupplier nanoTime) {
        this.wall = wall;
        this.nanoTime = nanoTime;
        this.anchor = new Anchor(nanoTime.getAsLong(), wall.instant());
    }

    /**
     * The clocks of this machine.
     *
     * @return a clock anchored now
     */
    public static UnixClock system() {
        return of(InstantSource.system(), System::nanoTime);
    }

    /**
     * The clocks of a collector, those of this machine unless it was given others.
     *
     * @param metrics the collector
     * @return a clock anchored now
     */
    public static UnixClock of(MetricsCollector metrics) {
        InstrumentProvider engine = metrics.provider();
        return of(engine.clock(), engine::nanoTime);
    }

    /**
     * Clocks of one's own.
     *
     * @param wall tells the wall time
     * @param nanoTime tells nanoseconds from any origin, that of the moments to be asked about
     * @return a clock anchored now
     */
    public static UnixClock of(InstantSource wall, LongSupplier nanoTime) {
        return new UnixClock(wall, nanoTime);
    }

    /** The nanosecond clock. */
    long nanos() {
        return nanoTime.getAsLong();
    }

    /**
     * The Unix time of a moment.
     *
     * @param nanos the moment by the nanosecond clock
     * @return seconds since 1970, to the microsecond
     */
    public double secondsAt(long nanos) {
        Anchor at = anchor;
        long now = nanoTime.getAsLong();
        if (now - at.nanos >= ANCHOR_NANOS) {
            at = new Anchor(now, wall.instant());
            anchor = at;
        }
        Instant instant = at.instant.plusNanos(nanos - at.nanos);
        return instant.getEpochSecond() + instant.getNano() / NANOS_PER_SECOND;
    }
}

package io.quorumeter.spi;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Wall time to show, which no step of the wall clock changes: the wall clock is read once, when this clock is created, and the time since
 * then is measured by a monotonic clock. So the difference of two of its times is an age, and a wall clock that was set is followed only
 * after the next start. Safe from any thread.
 */
public final class SteadyClock implements InstantSource {
    private static final SteadyClock SYSTEM = new SteadyClock(InstantSource.system(), System::nanoTime);

    /** Readings further apart than this do not belong together: the thread was held up between them. */
    private static final long APART = 100_000_000L;

    private static final int MOST_READINGS = 5;
    private static final double NANOS_PER_SECOND = 1e9;

    private final InstantSource wall;
    private final LongSupplier nanoTime;
    private final long startNanos;
    private final Instant start;
    private volatile double lastLead;

    private SteadyClock(InstantSource wall, LongSupplier nanoTime) {
        this.wall = wall;
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
        this.start = wall.instant();
    }

    /**
     * Returns a clock from the clocks of this machine.
     *
     * @return the same clock for the whole process, which starts at the first call
     */
    public static SteadyClock system() {
        return SYSTEM;
    }

    /**
     * Returns a clock from clocks of the caller.
     *
     * @param wall returns the wall time
     * @param nanoTime returns nanoseconds from any origin
     * @return a clock that starts now
     */
    public static SteadyClock of(InstantSource wall, LongSupplier nanoTime) {
        return new SteadyClock(wall, nanoTime);
    }

    /** {@return the time now, by the wall clock at the start and the monotonic time since} */
    @Override
    public Instant instant() {
        return at(nanoTime.getAsLong());
    }

    /**
     * Returns the wall time of a moment.
     *
     * @param nanos the moment by the monotonic clock, up to 292 years from the start
     * @return its time
     */
    public Instant at(long nanos) {
        return start.plusNanos(nanos - startNanos);
    }

    /**
     * Returns the wall time of a moment in seconds.
     *
     * @param nanos the moment by the monotonic clock, up to 292 years from the start
     * @return seconds since 1970, to the microsecond
     */
    public double secondsAt(long nanos) {
        Instant instant = at(nanos);
        return instant.getEpochSecond() + instant.getNano() / NANOS_PER_SECOND;
    }

    /** {@return the time of the monotonic clock, in nanoseconds} */
    public long nanos() {
        return nanoTime.getAsLong();
    }

    /**
     * Returns how far the wall clock is ahead of this one, since it was set or runs faster. Reads both clocks.
     *
     * @return the difference, negative when the wall clock is behind
     */
    public Duration lead() {
        long before = nanoTime.getAsLong();
        Instant now = wall.instant();
        long after = nanoTime.getAsLong();
        for (int i = 1; i < MOST_READINGS && after - before > APART; i++) {
            before = after;
            now = wall.instant();
            after = nanoTime.getAsLong();
        }
        Duration lead = Duration.between(at(before), now);
        lastLead = lead.getSeconds() + lead.getNano() / NANOS_PER_SECOND;
        return lead;
    }

    /**
     * Returns the time of a moment by the wall clock, with the lead that the last call of {@link #lead} found: a collector calls it at each
     * snapshot. Reads no clock.
     *
     * @param nanos the moment by the monotonic clock, up to 292 years from the start
     * @return seconds since 1970, to the microsecond
     */
    public double wallSecondsAt(long nanos) {
        return secondsAt(nanos) + lastLead;
    }
}

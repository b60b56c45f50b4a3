package io.quorumeter.spi;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Wall time for showing, which no step of the wall clock moves: the wall clock is read once, when this is made, and what has passed since
 * is counted by a monotonic clock. So the difference of two of its times is an age, and a wall clock that was set is followed at the next
 * start only. Safe from any thread.
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
     * The clocks of this machine.
     *
     * @return the same clock for all of the process, which starts when it is first asked for
     */
    public static SteadyClock system() {
        return SYSTEM;
    }

    /**
     * Clocks of one's own.
     *
     * @param wall gives the wall time
     * @param nanoTime gives nanoseconds from any origin
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
     * The wall time of a moment.
     *
     * @param nanos the moment by the monotonic clock, up to 292 years from the start
     * @return its time
     */
    public Instant at(long nanos) {
        return start.plusNanos(nanos - startNanos);
    }

    /**
     * The same in seconds.
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
     * How far the wall clock is ahead of this one, since it was set or runs faster. Reads both clocks.
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
     * The same by the wall clock, as far as it was ahead when {@link #lead} was last asked: a collector asks at each snapshot.
     * Reads no clock.
     *
     * @param nanos the moment by the monotonic clock, up to 292 years from the start
     * @return seconds since 1970, to the microsecond
     */
    public double wallSecondsAt(long nanos) {
        return secondsAt(nanos) + lastLead;
    }
}

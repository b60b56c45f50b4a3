package io.quorumeter.testkit.metrics;

import io.quorumeter.consensus.UnixClock;
import io.quorumeter.spi.DurationRange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Time that stands still until a test moves it, and timers that expire when it gets there. Wall time and nanoseconds move together,
 * unless a test {@linkplain #step sets} the wall clock, as an operator or a time server does.
 *
 * <pre>{@code
 * clock.schedule(Duration.ofMillis(400), replica::viewTimerExpired);
 * clock.advance(Duration.ofSeconds(1));      // the timer expires at 400 ms, on this thread
 * }</pre>
 *
 * <p>Safe from any thread; what is scheduled runs on the thread that moves the clock, so one thread should move it.
 */
public final class VirtualClock implements InstantSource {
    /** Where every clock starts: an instant of no meaning, so that expected text can name it. */
    public static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private static final long FIRST_NANOS = 1_000_000_000L;
    private static final int MOST_TASKS = 10_000_000;

    private record Task(long due, long number, Runnable action) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::number));
    private long numbers;
    private volatile long nanos = FIRST_NANOS;
    private volatile Duration set = Duration.ZERO;

    /** A clock at {@link #START}, with nothing scheduled. */
    public VirtualClock() {}

    /**
     * The time in nanoseconds, in the place of {@link System#nanoTime()}.
     *
     * @return a number that rises by the time that passes
     */
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant instant() {
        return START.plusNanos(nanos - FIRST_NANOS).plus(set);
    }

    /**
     * Sets the wall clock, while the nanoseconds stay: what goes by the wall clock, where it should not, shows.
     *
     * @param by forward, or back when negative; up to 36,500 days together with what came before
     * @throws IllegalArgumentException when it is more
     */
    public synchronized void step(Duration by) {
        set = DurationRange.notTooLong("by", set.plus(DurationRange.notTooLong("by", by)));
    }

    /**
     * How much time has passed.
     *
     * @return the time since the clock was made, zero or more
     */
    public Duration elapsed() {
        return Duration.ofNanos(nanos - FIRST_NANOS);
    }

    /**
     * This clock for the events of a replica: {@code HotStuff2Events.on(metrics, protocol, clock.unix())}.
     *
     * @return a clock that follows this one
     */
    public UnixClock unix() {
        return UnixClock.of(this, this::nanos);
    }

    /**
     * Has something happen later.
     *
     * @param delay from now, zero to 36,500 days; what is due at the same time happens in the order in which it was scheduled
     * @param action what happens, on the thread that moves the clock
     * @return takes it back when it runs before the time has come, and does nothing afterwards
     * @throws IllegalArgumentException when the delay is out of range
     */
    public synchronized Runnable schedule(Duration delay, Runnable action) {
        DurationRange.notNegative("delay", delay);
        Task task = new Task(nanos + delay.toNanos(), numbers++, action);
        tasks.add(task);
        return () -> cancel(task);
    }

    /**
     * Has something happen again and again.
     *
     * @param period the time between two times, positive, up to 36,500 days, also before the first
     * @param action what happens; false when it need not happen again
     * @throws IllegalArgumentException when the period is out of range
     */
    public void every(Duration period, BooleanSupplier action) {
        DurationRange.positive("period", period);
        schedule(period, () -> {
            if (action.getAsBoolean()) {
                every(period, action);
            }
        });
    }

    /**
     * Lets time pass. What is due until then happens on the way, each at its time, that which it schedules included; what one of
     * them throws comes out of here, with the clock at its time.
     *
     * @param time zero to 36,500 days
     * @throws IllegalArgumentException when it is out of range
     * @throws IllegalStateException when more than ten million things happen on the way, as they do when something schedules itself
     *     without a delay
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time: " + time + " is negative, and this clock does not go back");
        }
        DurationRange.notTooLong("time", time);
        long end = nanos + time.toNanos();
        for (int i = 0; i < MOST_TASKS; i++) {
            Task next = due(end);
            if (next == null) {
                return;
            }
            next.action.run();
        }
        throw new IllegalStateException("more than " + MOST_TASKS + " things happened within " + time);
    }

    /** Takes the next thing that is due and moves to its time; to the end when there is none. */
    private synchronized @Nullable Task due(long end) {
        Task next = tasks.peek();
        if (next == null || next.due > end) {
            nanos = Math.max(nanos, end);
            return null;
        }
        tasks.remove();
        nanos = Math.max(nanos, next.due);
        return next;
    }

    private synchronized void cancel(Task task) {
        tasks.remove(task);
    }

    @Override
    public String toString() {
        return "VirtualClock[" + elapsed() + "]";
    }
}

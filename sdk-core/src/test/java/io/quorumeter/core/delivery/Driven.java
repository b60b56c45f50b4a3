package io.quorumeter.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.core.event.Loop;
import io.quorumeter.spi.SteadyClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** A loop without a thread, on a clock that moves by hand only. */
final class Driven implements Loop.Starter, Loop {
    final SteadyClock clock = SteadyClock.of(() -> Instant.EPOCH.plusNanos(this.nanos), () -> this.nanos);
    private final Semaphore wakes = new Semaphore(0);
    private LongSupplier step = () -> WHEN_WOKEN;
    private long nanos = 1_000_000_000_000L;
    private long due = Long.MAX_VALUE;

    @Override
    public Loop start(String name, LongSupplier called) {
        step = called;
        return this;
    }

    @Override
    public void wake() {
        wakes.release();
    }

    @Override
    public void close() {
        due = Long.MAX_VALUE;
    }

    @Override
    public void awaitEnd() {
        run();
    }

    /** Calls the step while it wants to be called now. */
    void run() {
        while (wakes.drainPermits() > 0 || due <= nanos) {
            long wait = step.getAsLong();
            due = wait == WHEN_WOKEN || wait == END ? Long.MAX_VALUE : nanos + wait;
        }
    }

    /** Runs after each wake-up from other threads, until the condition is met. */
    void runUntil(BooleanSupplier met) throws InterruptedException {
        run();
        while (!met.getAsBoolean()) {
            assertThat(wakes.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            wakes.release();
            run();
        }
    }

    /** Moves the clock, and runs on the way what is due, when it is. */
    void advance(Duration by) {
        long until = nanos + by.toNanos();
        run();
        while (due <= until) {
            nanos = due;
            run();
        }
        nanos = until;
    }

    /** How long until the step wants to be called. */
    Duration untilDue() {
        return Duration.ofNanos(due - nanos);
    }

    long nanos() {
        return nanos;
    }
}

package io.quorumeter.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** A collector's clock and ticker in a test's hands. */
final class VirtualTime implements LongSupplier, Ticker {
    private final List<BooleanSupplier> ticks = new ArrayList<>();
    private Duration period = Duration.ofSeconds(1);
    private long now = 1_000_000_000_000L;

    @Override
    public long getAsLong() {
        return now;
    }

    @Override
    public void start(Duration interval, BooleanSupplier tick) {
        this.period = interval;
        ticks.add(tick);
    }

    /** How many collectors asked for ticks. */
    int started() {
        return ticks.size();
    }

    /** Moves the clock without a tick. */
    void pass(Duration time) {
        now += time.toNanos();
    }

    /** Ticks now; whether any collector was still there to take it. */
    boolean tick() {
        boolean alive = false;
        for (BooleanSupplier tick : ticks) {
            alive |= tick.getAsBoolean();
        }
        return alive;
    }

    /** Moves the clock and ticks each time a period has passed. */
    void run(Duration time) {
        long end = now + time.toNanos();
        while (now + period.toNanos() <= end) {
            now += period.toNanos();
            tick();
        }
        now = end;
    }

    /** Settings of a collector in this time. */
    Quorumeter.Builder collector() {
        return Quorumeter.collector().nanoTime(this).ticker(this);
    }
}

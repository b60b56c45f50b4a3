package io.quorumeter.core;

import io.quorumeter.spi.InstrumentProvider;
import java.time.Duration;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;

/** What a total gained within a sliding window. */
final class TotalWindow implements InstrumentProvider.Window, LongPredicate {
    private static final double NANOS_PER_SECOND = 1e9;

    /** How many parts a window is cut into. */
    private static final int PARTS = 20;

    private final LongSupplier total;
    private final Background background;
    private final WindowSamples<Long> samples;

    private TotalWindow(LongSupplier total, Duration length, Background background) {
        this.total = total;
        this.background = background;
        this.samples = new WindowSamples<>(() -> length, PARTS, background.nanoTime(), total.getAsLong());
    }

    /** A window that ticks keep up to date. */
    static TotalWindow of(LongSupplier total, Duration length, Background background) {
        background.warnIfShort(length);
        TotalWindow window = new TotalWindow(total, length, background);
        WindowSamples.follow(background, window);
        return window;
    }

    /** A tick. */
    @Override
    public boolean test(long now) {
        if (samples.isDue(now)) {
            samples.add(now, total.getAsLong());
        }
        return true;
    }

    @Override
    public long increase() {
        long start = samples.start(background.nanoTime()).value();
        return Math.max(0, total.getAsLong() - start);
    }

    /** The time is read before the total at the window's start and after it at its end, so that no time is counted twice. */
    @Override
    public double perSecond() {
        long end = total.getAsLong();
        long now = background.nanoTime();
        WindowSamples.Sample<Long> start = samples.start(now);
        long elapsed = now - start.time();
        return elapsed <= 0 ? 0 : Math.max(0, end - start.value()) * NANOS_PER_SECOND / elapsed;
    }
}

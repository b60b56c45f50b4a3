package io.quorumeter.core;

import io.quorumeter.snapshot.Distribution;
import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** What was recorded in a histogram within a sliding window. */
final class DistributionWindow implements LongConsumer {
    private final Supplier<Distribution> all;
    private final Background background;
    private final WindowSamples<Distribution> samples;

    private DistributionWindow(Supplier<Distribution> all, Duration length, Background background) {
        this.all = all;
        this.background = background;
        this.samples = new WindowSamples<>(length, background.nanoTime(), all.get());
    }

    /** A window that ticks keep up to date. */
    static DistributionWindow of(Supplier<Distribution> all, Duration length, Background background) {
        DistributionWindow window = new DistributionWindow(all, length, background);
        WindowSamples.follow(background, window);
        return window;
    }

    /** A tick. What did not change since the last sample is not kept twice. */
    @Override
    public void accept(long now) {
        if (samples.isDue(now)) {
            Distribution last = samples.last();
            Distribution current = all.get();
            samples.add(now, current.count() == last.count() ? last : current);
        }
    }

    /** What the window began with; to be asked for before what it is to be taken from. */
    Distribution start() {
        return samples.start(background.nanoTime()).value();
    }
}

package io.quorumeter.core;

import io.quorumeter.snapshot.Distribution;
import java.time.Duration;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/** What was recorded in a histogram within a sliding window. */
final class DistributionWindow implements LongPredicate {
    private static final long BYTES = 112;
    private static final long BYTES_PER_BUCKET = Integer.BYTES + Long.BYTES;

    private final Supplier<Distribution> all;
    private final Background background;
    private final MemoryAccount.Share memory;
    private final WindowSamples<Distribution> samples;
    private long accounted;
    private volatile boolean closed;

    private DistributionWindow(
            Supplier<Distribution> all, Supplier<Duration> length, Background background, MemoryAccount.Share memory) {
        this.all = all;
        this.memory = memory;
        this.background = background;
        this.samples = new WindowSamples<>(length, background.nanoTime(), all.get());
    }

    /** A window that ticks keep up to date. */
    static DistributionWindow of(
            Supplier<Distribution> all, Supplier<Duration> length, Background background, MemoryAccount.Share memory) {
        background.warnIfShort(length.get());
        DistributionWindow window = new DistributionWindow(all, length, background, memory);
        WindowSamples.follow(background, window);
        return window;
    }

    /** A tick. What did not change since the last sample is not kept twice. */
    @Override
    public boolean test(long now) {
        if (!closed && samples.isDue(now)) {
            Distribution last = samples.last();
            Distribution current = all.get();
            samples.add(now, current.count() == last.count() ? last : current);
            account();
        }
        return !closed;
    }

    /** Ends the samples. */
    void close() {
        closed = true;
    }

    /** Samples exist whatever the budget says, or the window would not be what it is called; what they take, others lack. */
    private void account() {
        long bytes = 0;
        Distribution before = null;
        for (Distribution sample : samples.values()) {
            bytes += sample == before ? 0 : BYTES + BYTES_PER_BUCKET * buckets(sample);
            before = sample;
        }
        if (bytes > accounted) {
            memory.reserve(bytes - accounted);
        } else {
            memory.release(accounted - bytes);
        }
        accounted = bytes;
    }

    private static long buckets(Distribution sample) {
        long[] buckets = new long[1];
        sample.forEachIndex((index, count) -> buckets[0]++);
        return buckets[0];
    }

    /** What the window began with; to be asked for before what it is to be taken from. */
    Distribution start() {
        return samples.start(background.nanoTime()).value();
    }
}

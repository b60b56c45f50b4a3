package io.quorumeter.core;

import io.quorumeter.Summary;
import io.quorumeter.core.column.FamilyColumns;
import io.quorumeter.snapshot.Distribution;
import java.time.Duration;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/**
 * A histogram, and what it held at some moments of the window. The window's values are those of now less those that it began with, so
 * nothing is lost while it moves, and recording is a histogram's.
 */
final class LiveSummary implements Summary, LongPredicate {
    /** How many parts a window is cut into. */
    static final int PARTS = 6;

    private static final long SAMPLE_BYTES = 112;
    private static final long BUCKET_BYTES = Integer.BYTES + Long.BYTES;

    private final LiveHistogram histogram;
    private final Background background;
    private final MemoryAccount.Share memory;
    private final WindowSamples<Distribution> samples;
    private long accounted;
    private volatile boolean closed;

    private LiveSummary(
            LiveHistogram histogram, Supplier<Duration> length, Background background, MemoryAccount.Share memory) {
        this.histogram = histogram;
        this.background = background;
        this.memory = memory;
        this.samples = new WindowSamples<>(length, PARTS, background.nanoTime(), histogram.read(1));
    }

    /** A summary whose window ticks move on, with how long that is now, which may change. */
    static LiveSummary of(
            LiveHistogram histogram, Supplier<Duration> length, Background background, MemoryAccount.Share memory) {
        background.warnIfShort(length.get());
        LiveSummary summary = new LiveSummary(histogram, length, background, memory);
        WindowSamples.follow(background, summary);
        return summary;
    }

    /** A tick. What did not change since the last sample is not kept twice. */
    @Override
    public boolean test(long now) {
        if (!closed && samples.isDue(now)) {
            Distribution last = samples.last();
            Distribution current = histogram.read(1);
            samples.add(now, current.count() == last.count() ? last : current);
            account(current);
        }
        return !closed;
    }

    /** Samples exist whatever the budget says, or the window would not be what it is called; none has more buckets than the last. */
    private void account(Distribution current) {
        long[] sample = {SAMPLE_BYTES};
        current.forEachIndex((index, count) -> sample[0] += BUCKET_BYTES);
        long bytes = samples.different() * sample[0];
        if (bytes > accounted) {
            memory.reserve(bytes - accounted);
        } else {
            memory.release(accounted - bytes);
        }
        accounted = bytes;
    }

    @Override
    public void record(long value) {
        histogram.record(value);
    }

    @Override
    public void record(double value) {
        histogram.record(value);
    }

    @Override
    public double quantile(double q) {
        return recent().quantile(q);
    }

    @Override
    public long count() {
        return histogram.count();
    }

    @Override
    public long windowCount() {
        return recent().count();
    }

    /** Reads window and totals as a series of a snapshot. */
    void readInto(int series, FamilyColumns to) {
        Distribution start = start();
        Distribution everything = histogram.read(1);
        Distribution recent = everything.minus(start);
        recent.forEachIndex(to.distributions::bucket);
        to.distributions.end(recent.exactSum(), recent.fractionSum());
        to.cumulative(series, everything.count(), everything.exactSum(), everything.fractionSum());
    }

    /** The series has ended, and its window moves no more. */
    void close() {
        closed = true;
    }

    private Distribution recent() {
        Distribution start = start();
        return histogram.read(1).minus(start);
    }

    /** What the window began with; to be asked for before what it is to be taken from. */
    private Distribution start() {
        return samples.start(background.nanoTime()).value();
    }
}

package io.quorumeter.core;

import io.quorumeter.Summary;
import io.quorumeter.snapshot.Distribution;
import io.quorumeter.snapshot.FamilyColumns;
import java.time.Duration;
import java.util.function.Supplier;

/** A histogram with a window on its end. */
final class LiveSummary implements Summary {
    private final LiveHistogram histogram;
    private final DistributionWindow window;

    /** With how long the window is now, which may change. */
    LiveSummary(LiveHistogram histogram, Supplier<Duration> length, Background background, MemoryAccount.Share memory) {
        this.histogram = histogram;
        this.window = DistributionWindow.of(this::everything, length, background, memory);
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
        Distribution start = window.start();
        Distribution everything = everything();
        Distribution recent = everything.minus(start);
        recent.forEachIndex(to.distributions()::bucket);
        to.distributions().end(recent.exactSum(), recent.fractionSum());
        to.cumulative(series, everything.count(), everything.exactSum(), everything.fractionSum());
    }

    /** The series has ended, and its window moves no more. */
    void close() {
        window.close();
    }

    private Distribution recent() {
        Distribution start = window.start();
        return everything().minus(start);
    }

    private Distribution everything() {
        return histogram.read(1);
    }
}

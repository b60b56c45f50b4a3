package io.quorumeter.core;

import io.quorumeter.Histogram;
import io.quorumeter.snapshot.Buckets;

/** A histogram that keeps some of the values, each for as many as it stands for. */
final class SampledHistogram implements Histogram {
    private final LiveHistogram histogram;
    private final Sampler sampler;

    SampledHistogram(LiveHistogram histogram, Sampler sampler) {
        this.histogram = histogram;
        this.sampler = sampler;
    }

    @Override
    public void record(long value) {
        if (value < 0 || value > LiveHistogram.LARGEST) {
            histogram.record(value); // refused and counted, all of them
        } else if (sampler.isChosen()) {
            histogram.record(value, sampler.weight());
        }
    }

    @Override
    public void record(double value) {
        if (!isLegal(value)) {
            histogram.record(value);
        } else if (sampler.isChosen()) {
            histogram.recordTimes(value, sampler.weight());
        }
    }

    @Override
    public void record(long value, long count) {
        histogram.record(value, count);
    }

    @Override
    public void recordWithExpectedInterval(long value, long expectedInterval) {
        histogram.recordWithExpectedInterval(value, expectedInterval);
    }

    @Override
    public void recordWithExemplar(double value, long traceIdHigh, long traceIdLow, long unixMillis) {
        if (!isLegal(value)) {
            histogram.record(value);
        } else if (sampler.isChosen()) {
            histogram.recordTimes(value, sampler.weight());
            histogram.keepExemplar(value, traceIdHigh, traceIdLow, unixMillis);
        }
    }

    @Override
    public long count() {
        return histogram.count();
    }

    private static boolean isLegal(double value) {
        return value >= 0 && value <= Buckets.MAX_VALUE;
    }
}

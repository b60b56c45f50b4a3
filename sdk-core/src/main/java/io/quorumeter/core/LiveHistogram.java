package io.quorumeter.core;

import io.quorumeter.Bounds;
import io.quorumeter.Histogram;
import io.quorumeter.spi.Buckets;

/** A histogram of plain values. */
final class LiveHistogram extends HistogramCell implements Histogram {
    static final long LARGEST = (long) Buckets.MAX_VALUE;

    LiveHistogram(Rejections rejections, Bounds bounds, MemoryAccount.Share memory) {
        super(rejections, LARGEST, bounds, 1, memory);
    }

    @Override
    public void recordWithExemplar(double value, long traceIdHigh, long traceIdLow, long unixMillis) {
        record(value);
        keepExemplar(value, traceIdHigh, traceIdLow, unixMillis);
    }

    @Override
    public void record(long value) {
        if (value > LARGEST || !countAlone(value)) {
            countAnyway(value);
        }
    }

    @Override
    public void record(double value) {
        long whole = (long) value;
        if (value >= 0 && whole == value) {
            record(whole);
        } else if (value >= 0 && value <= Buckets.MAX_VALUE) {
            count(Buckets.indexOf(value), 1, 0, value);
        } else if (value < 0) {
            rejections.negative();
        } else if (Double.isNaN(value)) {
            rejections.nan();
        } else {
            rejections.overflow();
        }
    }
}

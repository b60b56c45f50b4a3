package io.quorumeter.core;

import io.quorumeter.Histogram;
import io.quorumeter.snapshot.Buckets;

/** A histogram of plain values. */
final class LiveHistogram extends HistogramCell implements Histogram {
    private static final long LARGEST = (long) Buckets.MAX_VALUE;

    LiveHistogram(Rejections rejections) {
        super(rejections, LARGEST);
    }

    @Override
    public void record(double value) {
        long whole = (long) value;
        if (value >= 0 && whole == value) {
            record(whole);
        } else if (value >= 0 && value <= Buckets.MAX_VALUE) {
            count(Buckets.indexOf(value), 1, value);
        } else if (value < 0) {
            rejections.negative();
        } else if (Double.isNaN(value)) {
            rejections.nan();
        } else {
            rejections.overflow();
        }
    }
}

package io.quorumeter.core;

import io.quorumeter.Histogram;
import io.quorumeter.snapshot.Buckets;

/** A histogram of plain values. */
final class LiveHistogram implements Histogram {
    private final HistogramCell cell;
    private final Rejections rejections;

    LiveHistogram(HistogramCell cell, Rejections rejections) {
        this.cell = cell;
        this.rejections = rejections;
    }

    @Override
    public void record(long value) {
        if (value < 0) {
            rejections.negative();
        } else if (value > (long) Buckets.MAX_VALUE) {
            rejections.overflow();
        } else {
            cell.record(Buckets.indexOf(value), value);
        }
    }

    @Override
    public void record(double value) {
        long whole = (long) value;
        if (value >= 0 && whole == value) {
            record(whole);
        } else if (value >= 0 && value <= Buckets.MAX_VALUE) {
            cell.record(Buckets.indexOf(value), value);
        } else if (value < 0) {
            rejections.negative();
        } else if (Double.isNaN(value)) {
            rejections.nan();
        } else {
            rejections.overflow();
        }
    }

    @Override
    public long count() {
        return cell.count();
    }
}

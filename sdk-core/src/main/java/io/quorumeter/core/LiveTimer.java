package io.quorumeter.core;

import io.quorumeter.Timer;
import io.quorumeter.snapshot.Buckets;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A histogram of durations in nanoseconds. */
final class LiveTimer implements Timer {
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private final HistogramCell cell;
    private final Rejections rejections;
    private final LongSupplier nanoTime;

    LiveTimer(HistogramCell cell, Rejections rejections, LongSupplier nanoTime) {
        this.cell = cell;
        this.rejections = rejections;
        this.nanoTime = nanoTime;
    }

    @Override
    public void record(long nanos) {
        if (nanos < 0) {
            rejections.negative();
            return;
        }
        cell.record(Buckets.indexOf(nanos), nanos);
    }

    @Override
    public void record(Duration duration) {
        if (duration.isNegative()) {
            rejections.negative();
        } else if (duration.compareTo(LONGEST) > 0) {
            rejections.overflow();
        } else {
            record(duration.toNanos());
        }
    }

    @Override
    public long count() {
        return cell.count();
    }

    @Override
    public Sample start() {
        return new Running(nanoTime.getAsLong());
    }

    /** A measurement in progress. */
    private final class Running implements Sample {
        private final long startedAt;
        private boolean closed;

        Running(long startedAt) {
            this.startedAt = startedAt;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                record(nanoTime.getAsLong() - startedAt);
            }
        }
    }
}

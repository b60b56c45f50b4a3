package io.quorumeter.core;

import io.quorumeter.Bounds;
import io.quorumeter.Timer;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A histogram of durations in nanoseconds. */
final class LiveTimer extends HistogramCell implements Timer {
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private static final double NANOS_PER_SECOND = 1e9;

    private final LongSupplier nanoTime;

    LiveTimer(Rejections rejections, Bounds bounds, MemoryAccount.Share memory, LongSupplier nanoTime) {
        super(rejections, Long.MAX_VALUE, bounds, NANOS_PER_SECOND, memory);
        this.nanoTime = nanoTime;
    }

    @Override
    public void record(long nanos) {
        if (!countAlone(nanos)) {
            countAnyway(nanos);
        }
    }

    @Override
    public void record(Duration duration) {
        if (duration == null) {
            rejections.nan();
        } else if (duration.isNegative()) {
            rejections.negative();
        } else if (duration.compareTo(LONGEST) > 0) {
            rejections.overflow();
        } else {
            record(duration.toNanos());
        }
    }

    @Override
    public void recordWithExemplar(long nanos, long traceIdHigh, long traceIdLow, long unixMillis) {
        record(nanos);
        keepExemplar((double) nanos, traceIdHigh, traceIdLow, unixMillis);
    }

    @Override
    public long begin() {
        return nanoTime.getAsLong();
    }

    @Override
    public void end(long begun) {
        if (begun != UNMEASURED) {
            record(nanoTime.getAsLong() - begun);
        }
    }
}

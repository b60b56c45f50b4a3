package io.quorumeter.core;

import io.quorumeter.Timer;
import java.time.Duration;

/** A timer that keeps some of the durations, each for as many as it stands for. */
final class SampledTimer implements Timer {
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private final LiveTimer timer;
    private final Sampler sampler;

    SampledTimer(LiveTimer timer, Sampler sampler) {
        this.timer = timer;
        this.sampler = sampler;
    }

    @Override
    public void record(long nanos) {
        if (nanos < 0) {
            timer.record(nanos); // refused and counted, all of them
        } else if (sampler.isChosen()) {
            keep(nanos);
        }
    }

    @Override
    public void record(Duration duration) {
        if (duration == null || duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            timer.record(duration);
        } else {
            record(duration.toNanos());
        }
    }

    @Override
    public void record(long nanos, long count) {
        timer.record(nanos, count);
    }

    @Override
    public void recordWithExpectedInterval(long nanos, long expectedIntervalNanos) {
        timer.recordWithExpectedInterval(nanos, expectedIntervalNanos);
    }

    @Override
    public void recordWithExemplar(long nanos, long traceIdHigh, long traceIdLow, long unixMillis) {
        if (nanos < 0) {
            timer.record(nanos);
        } else if (sampler.isChosen()) {
            keep(nanos);
            timer.keepExemplar((double) nanos, traceIdHigh, traceIdLow, unixMillis);
        }
    }

    @Override
    public long count() {
        return timer.count();
    }

    @Override
    public long begin() {
        return sampler.isChosen() ? timer.begin() : UNMEASURED;
    }

    @Override
    public long begin(long nanos) {
        return sampler.isChosen() ? nanos : UNMEASURED;
    }

    @Override
    public void end(long begun) {
        if (begun != UNMEASURED) {
            keep(timer.begin() - begun);
        }
    }

    @Override
    public void end(long begun, long nanos) {
        if (begun != UNMEASURED) {
            keep(nanos - begun);
        }
    }

    private void keep(long nanos) {
        timer.record(nanos, sampler.weight());
    }
}

package io.quorumeter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A timer whose clock is a field. */
final class FakeTimer implements Timer {
    long now;
    final List<Long> nanos = new ArrayList<>();

    @Override
    public void record(long elapsed) {
        nanos.add(elapsed);
    }

    @Override
    public void record(Duration duration) {
        nanos.add(duration.toNanos());
    }

    @Override
    public void record(long elapsed, long count) {
        for (long i = 0; i < count; i++) {
            record(elapsed);
        }
    }

    @Override
    public void recordWithExpectedInterval(long elapsed, long expectedIntervalNanos) {
        record(elapsed);
    }

    @Override
    public long count() {
        return nanos.size();
    }

    @Override
    public long begin() {
        return now;
    }

    @Override
    public void end(long begun) {
        record(now - begun);
    }
}

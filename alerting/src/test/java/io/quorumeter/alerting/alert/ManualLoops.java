package io.quorumeter.alerting.alert;

import io.quorumeter.core.event.Loop;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Loops without threads, on a clock that moves only when told to. */
final class ManualLoops implements Loop.Starter {
    private static final int MOST_STEPS = 100_000;

    private final List<ManualLoop> loops = new ArrayList<>();
    private long nanos = 1_000_000_000_000L;

    private final class ManualLoop implements Loop {
        private final LongSupplier step;
        private long due = Long.MAX_VALUE;
        private volatile boolean woken;
        private volatile boolean closed;

        ManualLoop(LongSupplier step) {
            this.step = step;
        }

        @Override
        public void wake() {
            woken = true;
        }

        @Override
        public void close() {
            closed = true;
        }

        @Override
        public void awaitEnd() {}

        long due() {
            return closed ? Long.MAX_VALUE : woken ? nanos : due;
        }

        void run() {
            woken = false;
            long wait = step.getAsLong();
            due = wait == WHEN_WOKEN || wait == END ? Long.MAX_VALUE : nanos + wait;
        }
    }

    @Override
    public Loop start(String name, LongSupplier step) {
        ManualLoop loop = new ManualLoop(step);
        loops.add(loop);
        return loop;
    }

    long nanoTime() {
        return nanos;
    }

    InstantSource clock() {
        return () -> Instant.ofEpochSecond(0, nanos);
    }

    /** Runs what is due now. */
    void run() {
        advance(Duration.ZERO);
    }

    /** Moves the clock, and runs on the way what is due, when it is. */
    void advance(Duration by) {
        long until = nanos + by.toNanos();
        for (int i = 0; i < MOST_STEPS; i++) {
            ManualLoop next = null;
            for (ManualLoop loop : loops) {
                if (loop.due() <= until && (next == null || loop.due() < next.due())) {
                    next = loop;
                }
            }
            if (next == null) {
                nanos = until;
                return;
            }
            nanos = Math.max(nanos, next.due());
            next.run();
        }
        throw new AssertionError("the loops do not come to rest");
    }
}
